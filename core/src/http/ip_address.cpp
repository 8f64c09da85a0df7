#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"
#include "text/ascii.hpp"

namespace fieldcall {
namespace {

constexpr std::size_t group_count = 8;
using Groups = std::array<std::uint16_t, group_count>;

// IPv4address of RFC 3986, 3.2.2. `out` takes four bytes.
bool parse_v4(std::string_view text, std::uint8_t* out) {
  for (std::size_t part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return false;
      text.remove_prefix(1);
    }
    std::uint32_t number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 4 && text::is_digit(text[digits])) {
      number = number * 10 + static_cast<std::uint32_t>(text[digits] - '0');
      ++digits;
    }
    // A leading zero is octal to some readers and decimal to others.
    if (digits == 0 || number > 255 || (digits > 1 && text.front() == '0')) return false;
    out[part] = static_cast<std::uint8_t>(number);
    text.remove_prefix(digits);
  }
  return text.empty();
}

// Takes one to four hex digits off the front of `text`.
bool take_group(std::string_view& text, std::uint16_t& group) {
  std::uint32_t value = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text::hex_value(text[digits]) >= 0) {
    if (digits == 4) return false;
    value = value * 16 + static_cast<std::uint32_t>(text::hex_value(text[digits]));
    ++digits;
  }
  text.remove_prefix(digits);
  group = static_cast<std::uint16_t>(value);
  return digits > 0;
}

// RFC 4291, 2.2. "::" stands for at least one group; the last two groups may be an IPv4 address.
bool parse_v6(std::string_view text, Groups& groups) {
  constexpr std::size_t no_gap = group_count + 1;  // also behind the last group there can be one
  std::size_t count = 0;
  std::size_t gap = no_gap;
  if (text.starts_with("::")) {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (count == group_count) return false;
    if (text.find(':') == std::string_view::npos && text.find('.') != std::string_view::npos) {
      std::array<std::uint8_t, 4> v4{};
      if (count + 2 > group_count || !parse_v4(text, v4.data())) return false;
      groups[count++] = static_cast<std::uint16_t>(v4[0] * 256 + v4[1]);
      groups[count++] = static_cast<std::uint16_t>(v4[2] * 256 + v4[3]);
      break;
    }
    if (!take_group(text, groups[count++])) return false;
    if (text.empty()) break;
    if (!text.starts_with(':') || text == ":") return false;
    text.remove_prefix(1);
    if (text.starts_with(':')) {
      if (gap != no_gap) return false;
      gap = count;
      text.remove_prefix(1);
    }
  }
  if (gap == no_gap) return count == group_count;
  if (count == group_count) return false;
  // Move what follows the gap to the end.
  const std::size_t behind = count - gap;
  for (std::size_t i = 1; i <= behind; ++i) {
    groups[group_count - i] = groups[count - i];
    groups[count - i] = 0;
  }
  return true;
}

std::string format_v4(const IpAddress& address) {
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) text.push_back('.');
    text += std::to_string(address.bytes[i]);
  }
  return text;
}

struct ZeroRun {
  std::size_t start = group_count;
  std::size_t length = 0;
};

// The first of the longest runs of at least two zero groups (RFC 5952, 4.2).
ZeroRun longest_zero_run(const Groups& groups) {
  ZeroRun longest;
  std::size_t length = 0;
  for (std::size_t i = 0; i < group_count; ++i) {
    length = groups[i] == 0 ? length + 1 : 0;
    if (length >= 2 && length > longest.length) longest = {i + 1 - length, length};
  }
  return longest;
}

// As the group is written: no leading zeros.
void append_hex(std::uint16_t group, std::string& out) {
  bool is_leading = true;
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    const unsigned digit = (static_cast<unsigned>(group) >> (shift - 4)) & 15U;
    is_leading = is_leading && digit == 0 && shift > 4;
    if (!is_leading) out += "0123456789abcdef"[digit];
  }
}

std::string format_v6(const IpAddress& address) {
  Groups groups{};
  for (std::size_t i = 0; i < group_count; ++i) {
    groups[i] = static_cast<std::uint16_t>(address.bytes[2 * i] * 256 + address.bytes[2 * i + 1]);
  }
  const ZeroRun run = longest_zero_run(groups);
  std::string text;
  std::size_t i = 0;
  while (i < group_count) {
    if (i == run.start) {
      text += "::";
      i += run.length;
      continue;
    }
    if (!text.empty() && text.back() != ':') text.push_back(':');
    append_hex(groups[i], text);
    ++i;
  }
  return text;
}

}  // namespace

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  IpAddress address;
  if (parse_v4(text, address.bytes.data())) return address;
  address = {.is_v6 = true, .bytes = {}};
  Groups groups{};
  if (!parse_v6(text, groups)) return std::nullopt;
  for (std::size_t i = 0; i < group_count; ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8U);
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>(groups[i] & 0xffU);
  }
  return address;
}

// Also mapped addresses are written in hex ("::ffff:7f00:1"), as browsers do: one spelling on both
// sides. RFC 5952, 5 recommends the dotted form but does not require it.
std::string format_ip_address(const IpAddress& address) {
  return address.is_v6 ? format_v6(address) : format_v4(address);
}

}  // namespace fieldcall
