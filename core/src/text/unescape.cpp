#include "text/unescape.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::text {
namespace {

// One escape: how long it is and what it stands for. bytes == 0: there is none.
struct Escape {
  std::size_t bytes = 0;
  std::array<char, 4> decoded{};
  std::uint8_t decoded_bytes = 0;
};

Escape single(std::size_t bytes, char decoded) {
  return {bytes, {decoded}, 1};
}

Escape code_point(std::size_t bytes, std::uint32_t code_point) {
  const bool is_scalar = code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
  std::string utf8;
  append_utf8(is_scalar ? static_cast<char32_t>(code_point) : U'\ufffd', utf8);
  Escape escape;
  escape.bytes = bytes;
  escape.decoded_bytes = static_cast<std::uint8_t>(utf8.copy(escape.decoded.data(), 4));
  return escape;
}

// Hex digits at the start of `text`: their value, or nothing (0xffffffff).
constexpr std::uint32_t no_value = 0xffffffff;
std::uint32_t hex_number(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return no_value;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return no_value;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

Escape percent_escape(std::string_view text) {
  const std::uint32_t value = hex_number(text.substr(1), 2);
  return value == no_value ? Escape{} : single(3, static_cast<char>(value));
}

Escape json_escape(std::string_view text) {
  if (text.size() < 2) return {};
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const std::size_t letter = letters.find(text[1]);
  if (letter != std::string_view::npos) return single(2, meanings[letter]);
  if (text[1] != 'u') return {};
  const std::uint32_t high = hex_number(text.substr(2), 4);
  if (high == no_value) return {};
  if (high >= 0xd800 && high < 0xdc00 && text.substr(6, 2) == "\\u") {
    const std::uint32_t low = hex_number(text.substr(8), 4);
    if (low != no_value && low >= 0xdc00 && low < 0xe000) {
      return code_point(12, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
    }
  }
  return code_point(6, high);
}

Escape html_escape(std::string_view text) {
  struct Name {
    std::string_view text;
    char meaning;
  };
  constexpr std::array<Name, 5> names{
      {{"&quot;", '"'}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&apos;", '\''}}};
  for (const Name& name : names) {
    if (text.substr(0, name.text.size()) == name.text) {
      return single(name.text.size(), name.meaning);
    }
  }
  if (text.substr(0, 2) != "&#") return {};
  const bool is_hex = text.size() > 2 && to_lower(text[2]) == 'x';
  const std::uint32_t base = is_hex ? 16 : 10;
  const std::size_t begin = is_hex ? 3 : 2;
  std::uint32_t value = 0;
  std::size_t at = begin;
  for (; at < text.size() && at < begin + 7; ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || static_cast<std::uint32_t>(digit) >= base) break;
    value = value * base + static_cast<std::uint32_t>(digit);
  }
  if (at == begin || at >= text.size() || text[at] != ';') return {};
  return code_point(at + 1, value);
}

}  // namespace

UnescapedText::Origin UnescapedText::origin(std::size_t at) const {
  if (!origins_.empty()) return origins_[at];
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
}

bool UnescapedText::unescape(Escapes escapes, UnescapedText& out) const {
  const char opening = escapes == Escapes::percent ? '%' : escapes == Escapes::json ? '\\' : '&';
  const std::string_view text = bytes();
  if (text.find(opening) == std::string_view::npos) return false;
  out.bytes_.reserve(text.size());
  out.origins_.reserve(text.size());
  bool found = false;
  std::size_t at = 0;
  while (at < text.size()) {
    Escape escape;
    if (text[at] == opening) {
      const std::string_view rest = text.substr(at);
      escape = escapes == Escapes::percent ? percent_escape(rest)
               : escapes == Escapes::json  ? json_escape(rest)
                                           : html_escape(rest);
    }
    if (escape.bytes == 0) {
      const std::size_t next = std::min(text.find(opening, at + 1), text.size());
      out.bytes_ += text.substr(at, next - at);
      for (; at < next; ++at) out.origins_.push_back(origin(at));
      continue;
    }
    found = true;
    out.append({escape.decoded.data(), escape.decoded_bytes},
               {origin(at).begin, origin(at + escape.bytes - 1).end});
    at += escape.bytes;
  }
  return found;
}

void UnescapedText::append(std::string_view decoded, Origin origin) {
  bytes_ += decoded;
  origins_.insert(origins_.end(), decoded.size(), origin);
}

}  // namespace fieldcall::text
