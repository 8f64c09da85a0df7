#include "expression/jmespath/case_mapping.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "expression/jmespath/lower_case.hpp"
#include "expression/jmespath/upper_case.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using Letters = std::array<std::uint32_t, 3>;

constexpr std::uint32_t dotted_capital_i = 0x130;

constexpr char to_upper_ascii(char c) {
  return text::is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
}

std::uint32_t map_one(std::span<const CaseRange> ranges, std::uint32_t letter) {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), letter,
      [](std::uint32_t wanted, const CaseRange& range) { return wanted < range.first; });
  if (after == ranges.begin()) return letter;
  const CaseRange& range = *(after - 1);
  if (letter > range.last || (letter - range.first) % range.stride != 0) return letter;
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(letter) + range.change);
}

Letters map(std::uint32_t letter, LetterCase wanted) {
  if (wanted == LetterCase::lower) {
    if (letter == dotted_capital_i) return {'i', 0x307, 0};
    return {map_one(lower_ranges, letter), 0, 0};
  }
  const auto expansion = std::lower_bound(
      upper_expansions.begin(), upper_expansions.end(), letter,
      [](const CaseExpansion& known, std::uint32_t searched) { return known.letter < searched; });
  if (expansion != upper_expansions.end() && expansion->letter == letter) {
    return expansion->letters;
  }
  return {map_one(upper_ranges, letter), 0, 0};
}

// Bytes of the code point; written if `out` is not nullptr.
std::size_t encode(std::uint32_t c, char* out) {
  const std::size_t bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  if (out == nullptr) return bytes;
  for (std::size_t i = bytes; i-- > 1; c >>= 6) out[i] = static_cast<char>(0x80 | (c & 0x3f));
  constexpr std::array<std::uint32_t, 5> first_bits{0, 0, 0xc0, 0xe0, 0xf0};
  out[0] = static_cast<char>(first_bits[bytes] | c);
  return bytes;
}

}  // namespace

std::size_t change_case(std::string_view text, LetterCase wanted, char* out) {
  std::size_t written = 0;
  const auto place = [&] { return out == nullptr ? nullptr : out + written; };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (out != nullptr) {
        *place() = wanted == LetterCase::upper ? to_upper_ascii(c) : text::to_lower(c);
      }
      ++written;
      ++i;
      continue;
    }
    const text::Decoded decoded = text::decode_utf8(text.substr(i));
    for (const std::uint32_t letter : map(decoded.code_point, wanted)) {
      if (letter != 0) written += encode(letter, place());
    }
    i += decoded.bytes;
  }
  return written;
}

}  // namespace fieldcall::expression::jmespath
