// UTF-8 (RFC 3629): checking, decoding, encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::text {

// What stands at the start of a text: a well-formed sequence, or the longest part of one that can
// not be continued as the text goes on ("maximal subpart"; one byte if not even that).
struct Utf8Sequence {
  std::uint8_t bytes = 0;  // 1 to 4
  bool well_formed = false;
};
// `text` is not empty.
Utf8Sequence first_utf8_sequence(std::string_view text);

// Bytes of the well-formed prefix; text.size() if all of it is UTF-8.
std::size_t valid_utf8_prefix(std::string_view text);
inline bool is_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

struct Decoded {
  char32_t code_point = 0;
  std::uint8_t bytes = 0;  // 1 to 4
};
// The code point at the start of `text`, which is not empty and well-formed.
Decoded decode_utf8(std::string_view text);

// `code_point` is a Unicode scalar value.
void append_utf8(char32_t code_point, std::string& out);

// Code points of well-formed text.
std::size_t count_code_points(std::string_view text);

// Each ill-formed sequence replaced by U+FFFD (the practice of the Unicode standard, 3.9).
std::string replace_invalid_utf8(std::string_view text);

// ISO-8859-1 bytes as UTF-8.
std::string latin1_to_utf8(std::string_view bytes);

// At most `bytes_max` bytes of well-formed text, cut between code points.
std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max);

}  // namespace fieldcall::text
