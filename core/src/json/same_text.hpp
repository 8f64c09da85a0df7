// Equality of short texts in line: keys have a handful of bytes, calling memcmp costs more than
// comparing them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace fieldcall::json {

template <class Word>
bool same_word(const char* left, const char* right) {
  Word left_word;
  Word right_word;
  std::memcpy(&left_word, left, sizeof(Word));
  std::memcpy(&right_word, right, sizeof(Word));
  return left_word == right_word;
}

// The words at both ends may overlap.
inline bool same_text(std::string_view left, std::string_view right) {
  const std::size_t bytes = left.size();
  if (bytes != right.size()) return false;
  const char* const ours = left.data();
  const char* const theirs = right.data();
  if (bytes > 16) return std::memcmp(ours, theirs, bytes) == 0;
  if (bytes >= 8) {
    return same_word<std::uint64_t>(ours, theirs) &&
           same_word<std::uint64_t>(ours + bytes - 8, theirs + bytes - 8);
  }
  if (bytes >= 4) {
    return same_word<std::uint32_t>(ours, theirs) &&
           same_word<std::uint32_t>(ours + bytes - 4, theirs + bytes - 4);
  }
  for (std::size_t i = 0; i < bytes; ++i) {
    if (ours[i] != theirs[i]) return false;
  }
  return true;
}

}  // namespace fieldcall::json
