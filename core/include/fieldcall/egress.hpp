// Where calls may go. The rules are here, in one pure function each; transports ask them about
// every address they are about to use and every address they are connected to.
//
// Sources: IANA special-purpose address registries, RFC 6890, RFC 6052 (NAT64), RFC 3056 (6to4),
// RFC 4380 (Teredo).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall {

// What the host allows. The default is what a multi-tenant server wants.
struct EgressPolicy {
  bool allow_http = false;              // plain http besides https
  bool allow_private_networks = false;  // loopback, private, link-local and other special addresses
  std::vector<std::uint16_t> ports = {443};  // 80 has to be listed too when http is allowed
  // Host names ("api.example.com") or subdomain patterns ("*.example.com": any number of labels,
  // not the name itself). Empty allowed_hosts = every host. denied_hosts wins. An address in
  // denied_hosts is refused as a literal, as what a name resolves to and inside an IPv6 address.
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> denied_hosts;
  // "http://host:port" of a forward proxy; empty = none. The proxy resolves the names, so only the
  // literal checks (scheme, port, host lists, address literals) hold then: it must guard itself.
  std::string proxy;
  // Refuse secrets that list no origins.
  bool require_secret_origins = false;

  bool operator==(const EgressPolicy&) const = default;
};

// An IP address in network byte order.
struct IpAddress {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  // v4 uses the first four
  bool operator==(const IpAddress&) const = default;
};

// Strict: four decimal parts without leading zeros, or RFC 4291 text without zone and brackets.
std::optional<IpAddress> parse_ip_address(std::string_view text);

// RFC 5952 text.
std::string format_ip_address(const IpAddress& address);

// Why an address is not public; nullptr for a globally reachable unicast address. The text is a
// registry name for logs ("loopback"), never shown to callers: all refusals read the same to them.
const char* special_address_block(const IpAddress& address);

// The whole question a transport asks about an address: true = connect.
bool address_allowed(const IpAddress& address, const EgressPolicy& policy);

}  // namespace fieldcall
