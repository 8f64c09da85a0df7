// What stands in a JSON string as it is, and moving over it quickly: most of every document.
#pragma once

#include <cstdint>
#include <cstring>

namespace fieldcall::json {

// ASCII but control characters, quote and backslash.
constexpr bool is_plain(char c) {
  return static_cast<std::uint8_t>(c) >= 0x20 && static_cast<std::uint8_t>(c) < 0x80 && c != '"' &&
         c != '\\';
}

// Whether all eight bytes of `word` are plain.
constexpr bool is_plain_word(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  // The high bit of a byte is set if the byte is zero, or above one that is.
  const auto zero_bytes = [](std::uint64_t bytes) { return (bytes - ones) & ~bytes; };
  const std::uint64_t controls = (word - ones * 0x20) & ~word;
  const std::uint64_t quotes = zero_bytes(word ^ (ones * '"'));
  const std::uint64_t backslashes = zero_bytes(word ^ (ones * '\\'));
  return ((word | controls | quotes | backslashes) & high_bits) == 0;
}

// The first character from `cursor` on that is not plain, or `end`.
inline const char* skip_plain(const char* cursor, const char* end) {
  while (end - cursor >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, cursor, sizeof word);
    if (!is_plain_word(word)) break;
    cursor += sizeof word;
  }
  while (cursor != end && is_plain(*cursor)) ++cursor;
  return cursor;
}

}  // namespace fieldcall::json
