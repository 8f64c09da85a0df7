// JSON Pointer (RFC 6901): places in a document, for diagnostics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace fieldcall::json {

// base + "/" + token with ~ and / escaped.
std::string pointer_join(std::string_view base, std::string_view token);
std::string pointer_join(std::string_view base, std::size_t index);

// The value at `pointer`, or nullptr.
const Value* pointer_find(const Value& root, std::string_view pointer);

// Where the value at `pointer` starts in `text`, which is valid JSON. With `at_key` the member's
// key instead. Nothing if there is no such place.
std::optional<std::size_t> pointer_offset(std::string_view text, std::string_view pointer,
                                          bool at_key = false);

}  // namespace fieldcall::json
