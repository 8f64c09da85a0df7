// A strict absolute URL: only spellings that every parser understands in the same way.
//
//   scheme "://" host [":" port] path ["?" query] ["#" fragment]
//
// Stricter than RFC 3986 and WHATWG: http or https; no user info, backslash, space, control or
// non-ASCII character; host = LDH labels, or four decimal parts without leading zeros, or bracketed
// IPv6 without zone; no "%" in the host, no trailing dot, no numeric last label; "%" only before
// two hex digits. So nobody else who parses an accepted url can find another scheme, host or port
// in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::http {

struct Url {
  std::string scheme;                // lower case: "https"
  std::string host;                  // lower case; IPv6 in RFC 5952 form without brackets
  std::optional<IpAddress> address;  // set when the host is an address literal
  std::uint16_t port = 0;            // explicit or the scheme's default
  std::string path;                  // "/" at least, as written
  std::optional<std::string> query;  // without "?", as written
  std::optional<std::string> fragment;

  // "https://host:port", the port always there: the key of limits, secrets and connections.
  [[nodiscard]] std::string origin() const;
  // Normalized: lower-case scheme and host, default port left out, no fragment.
  [[nodiscard]] std::string to_string() const;
};

// Error codes: "url_scheme", "url_user_info", "url_host", "url_port", "url_character",
// "url_percent", "url_too_long", "url_empty". The message says what to do; for a Unicode host the
// fix is its punycode spelling. Error::offset is the first byte that does not fit.
Result<Url> parse_url(std::string_view text);

// An origin as listed for a secret: scheme "://" host [":" port], nothing behind. -> Url::origin().
Result<std::string> parse_origin(std::string_view text);

// True if a segment of `path` is "." or "..", also spelled with "%2e", between encoded slashes
// ("a%2F..%2Fb", also "%5C") or in front of parameters ("..;x"): such a path means another one to
// whoever normalizes it.
bool has_dot_segment(std::string_view path);

// The literal part of an egress decision, before any name is resolved. Error code "egress_denied";
// the message names the rule, for logs.
Result<Done> check_egress(const Url& url, const EgressPolicy& policy);

}  // namespace fieldcall::http
