// Characters (code points) of well-formed UTF-8: counting and moving.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/utf8.hpp"

namespace fieldcall::expression::jmespath {

inline std::size_t count_characters(std::string_view text) {
  return text::count_code_points(text);
}

// By the first byte. Strings of documents and expressions are well-formed.
constexpr std::size_t character_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

constexpr bool is_character_start(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

// Bytes of the first `characters` characters; all of the text if it has fewer.
constexpr std::size_t character_offset(std::string_view text, std::uint64_t characters) {
  std::size_t offset = 0;
  for (; characters > 0 && offset < text.size(); --characters) {
    offset += character_bytes(text[offset]);
  }
  return offset < text.size() ? offset : text.size();
}

// From the character at `offset` to the one `characters` further on, or back where negative. It
// must exist.
constexpr std::size_t move_characters(std::string_view text, std::size_t offset,
                                      std::int64_t characters) {
  for (; characters > 0; --characters) offset += character_bytes(text[offset]);
  for (; characters < 0; ++characters) {
    do --offset;
    while (!is_character_start(text[offset]));
  }
  return offset;
}

}  // namespace fieldcall::expression::jmespath
