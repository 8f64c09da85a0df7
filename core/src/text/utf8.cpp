#include "text/utf8.hpp"

#include <cstring>

namespace fieldcall::text {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

constexpr std::uint8_t byte_at(std::string_view text, std::size_t index) {
  return static_cast<std::uint8_t>(text[index]);
}

constexpr bool is_continuation(std::uint8_t byte) {
  return (byte & 0xC0) == 0x80;
}

// Bytes at the start that are ASCII, as far as whole words go.
std::size_t ascii_words(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t index = 0;
  while (text.size() - index >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + index, sizeof word);
    if ((word & high_bits) != 0) break;
    index += sizeof word;
  }
  return index;
}

// The table of well-formed sequences (RFC 3629, 4), by first byte: how many bytes follow and what
// the second one may be.
struct Lead {
  std::uint8_t following;
  std::uint8_t second_min;
  std::uint8_t second_max;
};

constexpr Lead lead_of(std::uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};  // no overlong forms
  if (byte == 0xED) return {2, 0x80, 0x9F};  // no surrogates
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};  // no overlong forms
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};  // nothing over U+10FFFF
  return {0, 0, 0};
}

}  // namespace

Utf8Sequence first_utf8_sequence(std::string_view text) {
  const std::uint8_t first = byte_at(text, 0);
  if (first < 0x80) return {1, true};
  const Lead lead = lead_of(first);
  if (lead.following == 0 || text.size() < 2) return {1, false};
  const std::uint8_t second = byte_at(text, 1);
  if (second < lead.second_min || second > lead.second_max) return {1, false};
  for (std::uint8_t index = 2; index <= lead.following; ++index) {
    if (index == text.size() || !is_continuation(byte_at(text, index))) return {index, false};
  }
  return {static_cast<std::uint8_t>(lead.following + 1), true};
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t index = 0;
  while (index < text.size()) {
    index += ascii_words(text.substr(index));
    if (index == text.size()) break;
    const Utf8Sequence sequence = first_utf8_sequence(text.substr(index));
    if (!sequence.well_formed) break;
    index += sequence.bytes;
  }
  return index;
}

Decoded decode_utf8(std::string_view text) {
  const std::uint8_t first = byte_at(text, 0);
  if (first < 0x80) return {first, 1};
  const std::uint8_t following = lead_of(first).following;
  char32_t code_point = first & (0x3FU >> following);
  for (std::size_t index = 1; index <= following; ++index) {
    code_point = (code_point << 6) | (byte_at(text, index) & 0x3FU);
  }
  return {code_point, static_cast<std::uint8_t>(following + 1)};
}

void append_utf8(char32_t code_point, std::string& out) {
  const auto append = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | (code_point >> 6));
    append(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    append(0xE0 | (code_point >> 12));
    append(0x80 | ((code_point >> 6) & 0x3F));
    append(0x80 | (code_point & 0x3F));
  } else {
    append(0xF0 | (code_point >> 18));
    append(0x80 | ((code_point >> 12) & 0x3F));
    append(0x80 | ((code_point >> 6) & 0x3F));
    append(0x80 | (code_point & 0x3F));
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_continuation(static_cast<std::uint8_t>(c)) ? 0U : 1U;
  return count;
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t valid = valid_utf8_prefix(text);
    out += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += replacement;
    text.remove_prefix(first_utf8_sequence(text).bytes);
  }
  return out;
}

std::string latin1_to_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) append_utf8(static_cast<std::uint8_t>(c), out);
  return out;
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && is_continuation(byte_at(text, bytes_max))) --bytes_max;
  return text.substr(0, bytes_max);
}

}  // namespace fieldcall::text
