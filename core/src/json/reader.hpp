// JSON text to values: one pass, no recursion, bounded before it allocates.
//
// Accepts RFC 8259 exactly (an optional UTF-8 BOM is skipped; UTF-8 is checked; a lone surrogate
// escape is an error), within limits. The only place where foreign text becomes values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/limits.hpp"
#include "fieldcall/result.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::json {

struct ReadLimits {
  // [] has depth 1; at most limits::json_envelope_depth_max.
  std::uint32_t depth_max = limits::json_depth_max;
  std::uint32_t nodes_max = limits::json_nodes_max;  // every value, the root included
  std::uint32_t number_chars_max = limits::json_number_chars_max;
  std::uint32_t key_bytes_max = limits::json_key_bytes_max;  // as written, escapes not decoded
};

// A key that stood before in the same object. The last one wins, in the place of the first.
struct DuplicateKey {
  std::string key;
  std::uint32_t offset = 0;  // of the later key's opening quote
};

// Codes of Error::code: "json_syntax", "json_utf8", "json_depth", "json_nodes",
// "json_number_length", "json_key_length", "json_size" (text over 4 GiB - 2). Error::offset is
// where reading stopped; for a limit, where the value or key begins that exceeds it.
//
// Strings without escapes are views into `text`, which must outlive the values; the rest is in
// `arena`. `duplicates` may be nullptr; at most 100 are listed, in the order of the text.
Result<Value> read(std::string_view text, Arena& arena, const ReadLimits& limits = {},
                   std::vector<DuplicateKey>* duplicates = nullptr);

// 1-based line and column (bytes) of an offset.
struct TextPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
TextPosition position_at(std::string_view text, std::size_t offset);

}  // namespace fieldcall::json
