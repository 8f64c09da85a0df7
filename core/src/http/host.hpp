// The host of a url: a DNS name of LDH labels, or an address literal.
//
//   host  = label *("." label) | IPv4 | "[" IPv6 "]"
//   label = alnum [*61(alnum | "-") alnum]
//
// A name has at most 253 bytes, no trailing dot, and a last label that is not a number in any
// spelling ("1", "0x7f"): the C library and browsers would read an IPv4 address there.
// Sources: RFC 1123, 2.1; RFC 3986, 3.2.2; RFC 4291, 2.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::http {

struct Host {
  std::string name;                  // lower case; an address in format_ip_address form
  std::optional<IpAddress> address;  // set for a literal
};

// Error code "url_host"; the offset counts from the start of `text`.
Result<Host> parse_host(std::string_view text);

}  // namespace fieldcall::http
