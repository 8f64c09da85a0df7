// A set of status codes, as configurations write it: 404, "404", "500-599", [429, "500-599"].
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"
#include "json/value.hpp"

namespace fieldcall::http {

struct StatusRange {
  std::int32_t first = 0;
  std::int32_t last = 0;  // inclusive
};

struct StatusSet {
  std::vector<StatusRange> ranges;
  [[nodiscard]] bool contains(std::int32_t status) const;
};

// Error code "invalid_status_set": not 100 to 599, a range that ends before it begins, another
// type.
Result<StatusSet> read_status_set(const json::Value& value);

}  // namespace fieldcall::http
