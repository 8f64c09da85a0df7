#include "fieldcall/egress.hpp"

#include <gtest/gtest.h>

#include "http/url.hpp"

namespace fieldcall::http {
namespace {

using Hosts = std::vector<std::string>;

EgressPolicy policy_with(Hosts allowed_hosts, Hosts denied_hosts = {}) {
  EgressPolicy policy;
  policy.allowed_hosts = std::move(allowed_hosts);
  policy.denied_hosts = std::move(denied_hosts);
  return policy;
}

EgressPolicy denying(std::string host) {
  return policy_with({}, {std::move(host)});
}

bool allowed(std::string_view url, const EgressPolicy& policy) {
  const auto parsed = parse_url(url);
  EXPECT_TRUE(parsed) << url;
  return parsed && check_egress(*parsed, policy).ok();
}

bool address_ok(std::string_view address, const EgressPolicy& policy) {
  return address_allowed(*parse_ip_address(address), policy);
}

TEST(CheckEgress, AllowsHttpsOnPort443ByDefault) {
  const EgressPolicy policy;
  EXPECT_TRUE(allowed("https://api.example.com/x", policy));
  EXPECT_TRUE(allowed("https://8.8.8.8/", policy));
  EXPECT_FALSE(allowed("http://api.example.com/", policy));
  EXPECT_FALSE(allowed("http://api.example.com:443/", policy));
  EXPECT_FALSE(allowed("https://api.example.com:8443/", policy));
}

TEST(CheckEgress, PortsAndSchemesAreSeparateRules) {
  EgressPolicy policy;
  policy.allow_http = true;
  EXPECT_FALSE(allowed("http://api.example.com/", policy));
  policy.ports = {80, 8443};
  EXPECT_TRUE(allowed("http://api.example.com/", policy));
  EXPECT_TRUE(allowed("https://api.example.com:8443/", policy));
  EXPECT_FALSE(allowed("https://api.example.com/", policy));
  policy.ports = {};
  EXPECT_FALSE(allowed("http://api.example.com/", policy));
}

TEST(CheckEgress, RefusesPrivateLiteralsAndNamesOfThisHost) {
  EgressPolicy policy;
  const std::string_view urls[] = {
      "https://127.0.0.1/",         "https://[::1]/",     "https://10.0.0.1/",
      "https://[::ffff:10.0.0.1]/", "https://localhost/", "https://a.LOCALHOST/",
      "https://ip6-localhost/",     "https://[fd00::1]/", "https://localhost.localdomain/",
      "https://ip6-loopback/"};
  for (const auto url : urls) EXPECT_FALSE(allowed(url, policy)) << url;
  policy.allow_private_networks = true;
  for (const auto url : urls) EXPECT_TRUE(allowed(url, policy)) << url;
  EXPECT_TRUE(allowed("https://notlocalhost/", EgressPolicy{}));
}

TEST(CheckEgress, SaysWhichRuleForLogs) {
  const auto refused = [](std::string_view url, const EgressPolicy& policy) {
    const auto checked = check_egress(*parse_url(url), policy);
    EXPECT_EQ(checked.error().code, "egress_denied");
    return checked.error().message;
  };
  EXPECT_EQ(refused("https://10.0.0.1/", {}), "The address is not public: private.");
  EXPECT_EQ(refused("https://localhost/", {}), "The host name means this machine.");
  EXPECT_EQ(refused("http://a.com/", {}), "The egress policy allows https only.");
  EXPECT_EQ(refused("https://a.com:99/", {}), "The egress policy does not allow port 99.");
  EXPECT_EQ(refused("https://a.com/", denying("a.com")), "The egress policy denies this host.");
  EXPECT_EQ(refused("https://a.com/", policy_with({"b.com"})),
            "The egress policy does not list this host as allowed.");
  EXPECT_EQ(refused("https://[64:ff9b::808:808]/", denying("8.8.8.8")),
            "The egress policy denies this address.");
}

TEST(CheckEgress, PatternsCoverSubdomainsOnly) {
  const EgressPolicy policy = policy_with({"api.example.com", "*.Example.ORG"});
  EXPECT_TRUE(allowed("https://API.example.com/", policy));
  EXPECT_FALSE(allowed("https://x.api.example.com/", policy));
  EXPECT_FALSE(allowed("https://example.com/", policy));
  EXPECT_TRUE(allowed("https://a.example.org/", policy));
  EXPECT_TRUE(allowed("https://a.b.example.org/", policy));
  EXPECT_FALSE(allowed("https://example.org/", policy));
  EXPECT_FALSE(allowed("https://badexample.org/", policy));
  EXPECT_FALSE(allowed("https://8.8.8.8/", policy));
}

TEST(CheckEgress, DenyWins) {
  const EgressPolicy policy = policy_with({"*.example.com"}, {"*.a.example.com"});
  EXPECT_TRUE(allowed("https://a.example.com/", policy));
  EXPECT_FALSE(allowed("https://x.a.example.com/", policy));
  EXPECT_FALSE(allowed("https://a.com/", denying("A.com.")));
}

TEST(CheckEgress, ListsMayHoldAddresses) {
  EXPECT_TRUE(allowed("https://8.8.8.8/", policy_with({"8.8.8.8"})));
  EXPECT_TRUE(allowed("https://[2606:4700::1]/", policy_with({"[2606:4700:0::1]"})));
  EXPECT_FALSE(allowed("https://[2606:4700::1]/", denying("2606:4700::1")));
  EXPECT_FALSE(allowed("https://[::ffff:8.8.8.8]/", denying("8.8.8.8")));
}

TEST(AddressAllowed, AsksForAPublicAddress) {
  EgressPolicy policy;
  EXPECT_TRUE(address_ok("8.8.8.8", policy));
  EXPECT_TRUE(address_ok("64:ff9b::808:808", policy));
  EXPECT_FALSE(address_ok("64:ff9b::7f00:1", policy));
  EXPECT_FALSE(address_ok("169.254.169.254", policy));
  policy.allow_private_networks = true;
  EXPECT_TRUE(address_ok("10.0.0.1", policy));
}

TEST(AddressAllowed, DeniedAddressesHoldForNamesToo) {
  EgressPolicy policy = denying("169.254.169.254");
  policy.allow_private_networks = true;
  EXPECT_TRUE(address_ok("169.254.1.1", policy));
  EXPECT_FALSE(address_ok("169.254.169.254", policy));
  EXPECT_FALSE(address_ok("::ffff:169.254.169.254", policy));
  EXPECT_FALSE(address_ok("2002:a9fe:a9fe::", policy));
}

}  // namespace
}  // namespace fieldcall::http
