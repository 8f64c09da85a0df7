#include "http/url.hpp"

#include <algorithm>

#include "fieldcall/limits.hpp"
#include "http/host.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace fieldcall::http {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::uint16_t default_port(std::string_view scheme) {
  return scheme == "https" ? https_port : http_port;
}

Error refuse(std::string code, std::string message, std::string fix, std::size_t offset) {
  return {.code = std::move(code),
          .message = std::move(message),
          .fix = std::move(fix),
          .offset = static_cast<std::uint32_t>(offset)};
}

// The character that begins at `at`, all its UTF-8 bytes: "%C3%A9".
std::string percent_form(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
  return text::percent_encode(text.substr(at, end - at));
}

// Visible ASCII that curl and browsers send as it is in a path and in a query. "[", "]" and "|" are
// not in RFC 3986 there, but `filter[name]=a|b` is how many APIs write their parameters.
bool is_url_character(char c) {
  return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`{}").find(c) == std::string_view::npos;
}

// Path, query and fragment.
Result<Done> check_target_characters(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      return refuse("url_character", "A url cannot have a backslash.", "Write \"/\", or %5C.", i);
    }
    if (!is_url_character(c)) {
      return refuse("url_character", "A url cannot have spaces, quotes, braces or non-ASCII text.",
                    "Write it as " + percent_form(text, i) + ".", i);
    }
    if (c == '%' && (text.size() - i < 3 || text::hex_value(text[i + 1]) < 0 ||
                     text::hex_value(text[i + 2]) < 0)) {
      return refuse("url_percent", "In a url \"%\" is followed by two hex digits.",
                    "Write a percent sign as %25.", i);
    }
  }
  return Done{};
}

// Control characters, spaces and backslashes are where parsers differ about the host: browsers drop
// tabs and line feeds and read "\" as "/".
Result<Done> check_authority_characters(std::string_view text, std::size_t from, std::size_t end) {
  for (std::size_t i = from; i < end; ++i) {
    const char c = text[i];
    if (c == '\\') {
      return refuse("url_character", "A url cannot have a backslash.", "Write \"/\".", i);
    }
    if ((c >= 0 && c <= 0x20) || c == 0x7f) {
      return refuse("url_character", "A url cannot have spaces or control characters.",
                    "Remove the character.", i);
    }
  }
  return Done{};
}

Result<std::string> parse_scheme(std::string_view text) {
  const std::size_t end = text.find("://");
  const std::string scheme =
      end == std::string_view::npos ? std::string{} : text::to_lower(text.substr(0, end));
  if (scheme == "https" || scheme == "http") return scheme;
  return refuse("url_scheme", "A url begins with https:// (or http:// where that is allowed).",
                "Write https:// in front of the host name.", 0);
}

// Decimal without leading zeros, 1 to 65535. `offset` is where `text` begins in the url.
Result<std::uint16_t> parse_port(std::string_view text, std::size_t offset) {
  std::uint32_t port = 0;
  const bool digits = !text.empty() && text.size() <= 5 && text.front() != '0' &&
                      std::all_of(text.begin(), text.end(), text::is_digit);
  if (digits) {
    for (const char c : text) port = port * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (port == 0 || port > UINT16_MAX) {
    return refuse("url_port", "A port is a number from 1 to 65535 without leading zeros.",
                  "Write it like :8443, or leave out the colon.", offset);
  }
  return static_cast<std::uint16_t>(port);
}

// Host and port between "://" and the path. `offset` is where `authority` begins in the url.
Result<Done> parse_authority(std::string_view authority, std::size_t offset, Url& url) {
  if (const std::size_t at = authority.find('@'); at != std::string_view::npos) {
    return refuse("url_user_info", "A url cannot carry a user name or password.",
                  "Remove everything up to \"@\" and put the credentials into \"auth\".",
                  offset + at);
  }
  // In front of the port; the colons of an IPv6 address are inside brackets.
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  auto host = parse_host(authority.substr(0, colon));
  if (!host) {
    Error error = std::move(host).error();
    error.offset += static_cast<std::uint32_t>(offset);
    return error;
  }
  url.host = std::move(host->name);
  url.address = host->address;
  url.port = default_port(url.scheme);
  if (colon == std::string_view::npos) return Done{};
  const auto port = parse_port(authority.substr(colon + 1), offset + colon + 1);
  if (!port) return port.error();
  url.port = *port;
  return Done{};
}

// Path, query and fragment; `text` is empty or begins with "/", "?" or "#".
void split_target(std::string_view text, Url& url) {
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    url.fragment = std::string(text.substr(hash + 1));
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    url.query = std::string(text.substr(mark + 1));
    text = text.substr(0, mark);
  }
  url.path = text.empty() ? "/" : std::string(text);
}

std::string bracketed_host(const Url& url) {
  return url.address && url.address->is_v6 ? "[" + url.host + "]" : url.host;
}

bool is_dot_segment(std::string_view segment) {
  std::size_t dots = 0;
  while (!segment.empty()) {
    if (segment.front() == '.') {
      segment.remove_prefix(1);
    } else if (text::equals_ignoring_case(segment.substr(0, 3), "%2e")) {
      segment.remove_prefix(3);
    } else if (segment.front() == ';' || text::equals_ignoring_case(segment.substr(0, 3), "%3b")) {
      break;  // parameters, which some servers drop before they resolve dots
    } else {
      return false;
    }
    ++dots;
  }
  return dots == 1 || dots == 2;
}

// Where the next segment ends: at a "/", or at an encoded "/" or "\", which some servers decode
// before they resolve dots.
struct SegmentEnd {
  std::size_t at = 0;
  std::size_t bytes = 1;  // of the separator
};

SegmentEnd segment_end(std::string_view path, std::size_t start) {
  for (std::size_t i = start; i < path.size(); ++i) {
    if (path[i] == '/') return {i, 1};
    const std::string_view escape = path.substr(i, 3);
    if (text::equals_ignoring_case(escape, "%2f") || text::equals_ignoring_case(escape, "%5c")) {
      return {i, 3};
    }
  }
  return {path.size(), 1};
}

}  // namespace

std::string Url::origin() const {
  return scheme + "://" + bracketed_host(*this) + ":" + std::to_string(port);
}

std::string Url::to_string() const {
  std::string text = scheme + "://" + bracketed_host(*this);
  if (port != default_port(scheme)) text += ":" + std::to_string(port);
  text += path;
  if (query) text += "?" + *query;
  return text;
}

Result<Url> parse_url(std::string_view text) {
  if (text.empty()) return refuse("url_empty", "The url is empty.", "Write an https:// url.", 0);
  if (text.size() > limits::url_bytes_max) {
    return refuse("url_too_long", "A url has at most 8192 bytes.", "", limits::url_bytes_max);
  }
  auto scheme = parse_scheme(text);
  if (!scheme) return std::move(scheme).error();
  Url url;
  url.scheme = *std::move(scheme);
  const std::size_t authority = url.scheme.size() + 3;
  const std::size_t target = std::min(text.find_first_of("/?#", authority), text.size());
  if (auto checked = check_authority_characters(text, authority, target); !checked) {
    return std::move(checked).error();
  }
  auto parsed = parse_authority(text.substr(authority, target - authority), authority, url);
  if (!parsed) return std::move(parsed).error();
  if (auto checked = check_target_characters(text, target); !checked)
    return std::move(checked).error();
  split_target(text.substr(target), url);
  return url;
}

Result<std::string> parse_origin(std::string_view text) {
  auto url = parse_url(text);
  if (!url) return std::move(url).error();
  const std::size_t end = text.find_first_of("/?#", url->scheme.size() + 3);
  if (end != std::string_view::npos) {
    return refuse("url_character", "An origin ends after the host and the port.",
                  "Write \"" + url->origin() + "\".", end);
  }
  return url->origin();
}

bool has_dot_segment(std::string_view path) {
  for (std::size_t start = 0; start <= path.size();) {
    const SegmentEnd end = segment_end(path, start);
    if (is_dot_segment(path.substr(start, end.at - start))) return true;
    start = end.at + end.bytes;
  }
  return false;
}

}  // namespace fieldcall::http
