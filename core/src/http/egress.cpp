#include "fieldcall/egress.hpp"

#include <algorithm>

#include "http/special_address.hpp"
#include "http/url.hpp"
#include "text/ascii.hpp"

namespace fieldcall {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         text::equals_ignoring_case(text.substr(text.size() - end.size()), end);
}

// A name, or "*.name" for everything below it. A trailing dot in a list means the same name: a rule
// that denies must not be lost over a spelling.
bool name_matches(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('.')) pattern.remove_suffix(1);
  if (!pattern.starts_with("*.")) return text::equals_ignoring_case(pattern, name);
  return name.size() > pattern.size() - 1 && ends_with_ignoring_case(name, pattern.substr(1));
}

bool address_matches(std::string_view pattern, const IpAddress& address) {
  if (pattern.starts_with('[') && pattern.ends_with(']')) {
    pattern = pattern.substr(1, pattern.size() - 2);
  }
  return parse_ip_address(pattern) == address;
}

bool lists_name(const std::vector<std::string>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [name](const std::string& pattern) { return name_matches(pattern, name); });
}

bool lists_address(const std::vector<std::string>& patterns, const IpAddress& address) {
  return std::any_of(patterns.begin(), patterns.end(), [&address](const std::string& pattern) {
    return address_matches(pattern, address);
  });
}

// Also when it is only reached through an IPv6 address that embeds it.
bool denies_address(const EgressPolicy& policy, const IpAddress& address) {
  if (lists_address(policy.denied_hosts, address)) return true;
  const http::EmbeddedAddresses inner = http::embedded_v4(address);
  return std::any_of(inner.addresses.begin(), inner.addresses.begin() + inner.count,
                     [&policy](const IpAddress& embedded) {
                       return lists_address(policy.denied_hosts, embedded);
                     });
}

// RFC 6761, 6.3, and the names that common hosts files give to the loopback addresses.
bool names_this_host(std::string_view name) {
  return name == "localhost" || name.ends_with(".localhost") || name == "localhost.localdomain" ||
         name == "ip6-localhost" || name == "ip6-loopback";
}

}  // namespace

bool address_allowed(const IpAddress& address, const EgressPolicy& policy) {
  if (denies_address(policy, address)) return false;
  return policy.allow_private_networks || special_address_block(address) == nullptr;
}

namespace http {
namespace {

Error deny(std::string message) {
  return {.code = "egress_denied", .message = std::move(message), .fix = "", .offset = 0};
}

bool lists(const std::vector<std::string>& patterns, const Url& url) {
  return url.address ? lists_address(patterns, *url.address) : lists_name(patterns, url.host);
}

}  // namespace

Result<Done> check_egress(const Url& url, const EgressPolicy& policy) {
  if (url.scheme != "https" && !policy.allow_http) {
    return deny("The egress policy allows https only.");
  }
  if (std::find(policy.ports.begin(), policy.ports.end(), url.port) == policy.ports.end()) {
    return deny("The egress policy does not allow port " + std::to_string(url.port) + ".");
  }
  if (lists(policy.denied_hosts, url)) return deny("The egress policy denies this host.");
  if (!policy.allowed_hosts.empty() && !lists(policy.allowed_hosts, url)) {
    return deny("The egress policy does not list this host as allowed.");
  }
  if (url.address && !address_allowed(*url.address, policy)) {
    const char* block = special_address_block(*url.address);
    return deny(block == nullptr ? "The egress policy denies this address."
                                 : std::string("The address is not public: ") + block + ".");
  }
  if (!url.address && !policy.allow_private_networks && names_this_host(url.host)) {
    return deny("The host name means this machine.");
  }
  return Done{};
}

}  // namespace http
}  // namespace fieldcall
