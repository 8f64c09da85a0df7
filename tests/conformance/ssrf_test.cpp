// Addresses and urls of server-side request forgery against the egress guard.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "fieldcall/egress.hpp"
#include "http/url.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

using Json = nlohmann::json;

class Ssrf : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = test::read_conformance("ssrf/cases.json");
    if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
    cases_ = Json::parse(*text)["cases"];
  }
  Json cases_;
};

TEST_F(Ssrf, Addresses) {
  int count = 0;
  int right = 0;
  for (const Json& item : cases_) {
    if (item["kind"] != "address") continue;
    ++count;
    const std::string text = item["address"];
    const auto address = parse_ip_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(format_ip_address(*address), text);
    const bool allow = item["expect"] == "allow";
    EXPECT_EQ(address_allowed(*address, {}), allow) << text << " " << item["block"];
    EXPECT_EQ(special_address_block(*address) == nullptr, allow);
    right += address_allowed(*address, {}) == allow ? 1 : 0;
  }
  std::printf("ssrf addresses: %d/%d\n", right, count);
  EXPECT_GT(count, 200);
}

// The host as everybody reads it stands literally behind "://", and nothing in front of the path
// but a port follows.
bool is_plainly_spelled(const std::string& url, const std::string& host) {
  const std::size_t at = url.find("://" + host);
  if (at == std::string::npos || url.find_first_of("\\\t\r\n") != std::string::npos) return false;
  const std::string rest = url.substr(at + 3 + host.size());
  const std::string authority = rest.substr(0, rest.find_first_of("/?#"));
  return authority.find_first_not_of(":0123456789") == std::string::npos;
}

// Scheme and port are the policy's matter; here they are all allowed, so that the host decides.
EgressPolicy open_policy(const http::Url& url) {
  EgressPolicy policy;
  policy.allow_http = true;
  policy.ports = {url.port};
  return policy;
}

TEST_F(Ssrf, Urls) {
  int count = 0;
  int rejected = 0;
  int to_reject = 0;
  int accepted = 0;
  int stricter = 0;
  for (const Json& item : cases_) {
    if (item["kind"] != "url") continue;
    ++count;
    const std::string text = item["url"];
    const auto url = http::parse_url(text);
    const bool passes = url && http::check_egress(*url, open_policy(*url)).ok();
    if (item["expect"] == "reject") {
      ++to_reject;
      rejected += passes ? 0 : 1;
      EXPECT_FALSE(passes) << text;
      continue;
    }
    // What is no address of this host may only fail for the grammar, never for its address.
    EXPECT_EQ(passes, url.ok()) << text;
    const std::string host = item["whatwg"]["hostname"];
    if (is_plainly_spelled(text, host)) {
      // All of them have to pass, but for a trailing dot: that is another name to TLS and caches.
      EXPECT_EQ(passes, !host.ends_with('.')) << text;
    }
    if (url) {
      EXPECT_EQ((url->address && url->address->is_v6 ? "[" + url->host + "]" : url->host), host);
      ++accepted;
    } else {
      ++stricter;
    }
  }
  std::printf("ssrf urls: %d/%d rejected; of %d others %d accepted, %d refused by the grammar\n",
              rejected, to_reject, count - to_reject, accepted, stricter);
  EXPECT_GT(count, 300);
  EXPECT_GT(accepted, 40);
}

}  // namespace
}  // namespace fieldcall
