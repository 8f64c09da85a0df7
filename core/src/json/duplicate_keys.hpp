// Members of an object that is being read, and what to do when a key comes twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "json/reader.hpp"
#include "json/value.hpp"

namespace fieldcall::json {

// A finished value that waits for its container to close. Array items have no key.
struct PendingValue {
  const char* key = nullptr;
  std::uint32_t key_bytes = 0;
  std::uint32_t key_offset = 0;  // of the opening quote in the text
  Value value;

  [[nodiscard]] std::string_view key_text() const { return {key, key_bytes}; }
};

// Moves the last value of a repeated key to the place of its first and drops the rest. Returns how
// many members are left at the front. Repeated keys are added to `duplicates`, if there is room.
std::size_t drop_duplicate_keys(std::span<PendingValue> members,
                                std::vector<DuplicateKey>* duplicates);

}  // namespace fieldcall::json
