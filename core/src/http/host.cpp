#include "http/host.hpp"

#include <algorithm>

#include "http/punycode.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

constexpr std::size_t label_bytes_max = 63;
constexpr std::size_t name_bytes_max = 253;

Error refuse(std::string message, std::string fix, std::size_t offset) {
  return {.code = "url_host",
          .message = std::move(message),
          .fix = std::move(fix),
          .offset = static_cast<std::uint32_t>(offset)};
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

// Decimal, octal or hex digits as inet_aton and the WHATWG URL parser read them.
bool is_number(std::string_view label) {
  if (label.starts_with("0x") || label.starts_with("0X")) {
    return std::all_of(label.begin() + 2, label.end(),
                       [](char c) { return text::hex_value(c) >= 0; });
  }
  return std::all_of(label.begin(), label.end(), text::is_digit);
}

Error refuse_unicode(std::string_view name) {
  const auto first = std::find_if(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
  const auto offset = static_cast<std::size_t>(first - name.begin());
  const std::string message = "Host names are written in ASCII.";
  std::string spelling;
  for (std::string_view rest = name;;) {
    const std::size_t dot = rest.find('.');
    const auto label = label_to_ascii(rest.substr(0, dot));
    if (!label)
      return refuse(message, "Write the host name in its punycode form (xn--...).", offset);
    spelling += *label;
    if (dot == std::string_view::npos) break;
    spelling.push_back('.');
    rest.remove_prefix(dot + 1);
  }
  return refuse(message, "Write it as \"" + spelling + "\".", offset);
}

Result<Done> check_label(std::string_view label, std::size_t offset) {
  if (label.empty()) return refuse("A host name cannot have an empty label.", "", offset);
  for (std::size_t i = 0; i < label.size(); ++i) {
    const char c = label[i];
    if (text::is_alnum(c) || c == '-') continue;
    if (c == '%') {
      return refuse("A host name cannot be percent-encoded.", "Write it in plain letters.",
                    offset + i);
    }
    return refuse("A host name consists of letters, digits, hyphens and dots.", "", offset + i);
  }
  if (label.front() == '-') {
    return refuse("A part of a host name cannot begin with a hyphen.", "", offset);
  }
  if (label.back() == '-') {
    return refuse("A part of a host name cannot end with a hyphen.", "", offset + label.size() - 1);
  }
  if (label.size() > label_bytes_max) {
    return refuse("A part of a host name has at most 63 characters.", "", offset + label_bytes_max);
  }
  return Done{};
}

Result<Host> parse_name(std::string_view text) {
  if (text.back() == '.') {
    return refuse("A host name cannot end with a dot.", "Leave out the last dot.", text.size() - 1);
  }
  for (std::size_t start = 0;;) {
    const std::size_t dot = std::min(text.find('.', start), text.size());
    const std::string_view label = text.substr(start, dot - start);
    if (auto checked = check_label(label, start); !checked) return std::move(checked).error();
    if (dot == text.size()) {
      if (!is_number(label)) break;
      return refuse("This is neither a host name nor an IPv4 address of four decimal numbers.",
                    "Write an IPv4 address as four numbers from 0 to 255 without leading zeros.",
                    start);
    }
    start = dot + 1;
  }
  if (text.size() > name_bytes_max) {
    return refuse("A host name has at most 253 characters.", "", name_bytes_max);
  }
  return Host{.name = text::to_lower(text), .address = std::nullopt};
}

Result<Host> literal(const IpAddress& address) {
  return Host{.name = format_ip_address(address), .address = address};
}

}  // namespace

Result<Host> parse_host(std::string_view text) {
  if (text.empty()) return refuse("The host is missing.", "Write a host name.", 0);
  if (text.front() == '[') {
    if (text.back() != ']') {
      return refuse("An IPv6 address ends with \"]\".", "", text.size() - 1);
    }
    const auto address = parse_ip_address(text.substr(1, text.size() - 2));
    if (!address || !address->is_v6) {
      return refuse("There is no IPv6 address between \"[\" and \"]\".",
                    "Write it like [2001:db8::1], without a zone.", 1);
    }
    return literal(*address);
  }
  if (!is_ascii(text)) return refuse_unicode(text);
  const auto address = parse_ip_address(text);
  if (address && !address->is_v6) return literal(*address);
  return parse_name(text);
}

}  // namespace fieldcall::http
