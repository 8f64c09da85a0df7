#include "access.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace fieldcall::server {
namespace {

const std::string token(64, 'a');

Access access_with(AccessOptions options) {
  options.token = token;
  if (options.port == 0) options.port = 8700;
  return Access(options);
}

RequestHead head_with(std::vector<HttpHeader> headers) {
  RequestHead head;
  head.headers = std::move(headers);
  return head;
}

TEST(Access, KnowsItsOwnNamesOnly) {
  const Access access = access_with({});
  for (const char* const host : {"127.0.0.1:8700", "localhost:8700", "LOCALHOST:8700"}) {
    EXPECT_TRUE(access.knows_host(host)) << host;
  }
  for (const char* const host :
       {"", "127.0.0.1", "127.0.0.1:8701", "localhost", "evil.example:8700", "127.0.0.2:8700",
        "127.0.0.1.evil.example:8700", "[::1]:8700", "[::1", "127.0.0.1:8700:8700",
        "127.0.0.1:08700x", "127.0.0.1:", "0:8700", "2130706433:8700", "localhost.:8700",
        "10.0.0.1:8700"}) {
    EXPECT_FALSE(access.knows_host(host)) << host;
  }
}

TEST(Access, PortEightyIsLeftOut) {
  EXPECT_TRUE(access_with({.port = 80}).knows_host("127.0.0.1"));
}

TEST(Access, ListensOnIpv6) {
  const Access access = access_with({.address = "::1"});
  EXPECT_TRUE(access.knows_host("[::1]:8700"));
  EXPECT_TRUE(access.knows_host("localhost:8700"));
  EXPECT_FALSE(access.knows_host("127.0.0.1:8700"));
}

TEST(Access, EveryAddressKnowsAddressesAndGivenNames) {
  const Access access = access_with({.address = "0.0.0.0", .hosts = {"fields.example.com"}});
  EXPECT_TRUE(access.knows_host("192.0.2.7:8700"));
  EXPECT_TRUE(access.knows_host("fields.example.com"));
  EXPECT_TRUE(access.knows_host("fields.example.com:443"));
  EXPECT_FALSE(access.knows_host("localhost:8700"));
  EXPECT_FALSE(access.knows_host("other.example.com:8700"));
}

TEST(Access, TakesItsOwnAndAllowedOrigins) {
  const Access access = access_with(
      {.hosts = {"fields.example.com"}, .allowed_origins = {"https://forms.example.com"}});
  const auto allows = [&](const std::string& host, const std::string& origin) {
    return access.allows_origin(head_with({{"Host", host}, {"Origin", origin}}));
  };
  EXPECT_TRUE(access.allows_origin(head_with({{"Host", "127.0.0.1:8700"}})));
  EXPECT_TRUE(allows("127.0.0.1:8700", "http://127.0.0.1:8700"));
  EXPECT_TRUE(allows("127.0.0.1:8700", "https://forms.example.com"));
  EXPECT_TRUE(allows("fields.example.com", "https://fields.example.com"));
  for (const char* const origin :
       {"null", "", "http://127.0.0.1", "https://127.0.0.1:8700", "http://127.0.0.1:8701",
        "http://localhost:8700", "https://forms.example.com:8443", "http://forms.example.com",
        "https://forms.example.com.evil.example", "https://evil.example"}) {
    EXPECT_FALSE(allows("127.0.0.1:8700", origin)) << origin;
  }
}

TEST(Access, TakesTheTokenAsBearerOnly) {
  const Access access = access_with({});
  const auto has = [&](const std::string& value) {
    return access.has_token(head_with({{"Authorization", value}}));
  };
  EXPECT_TRUE(has("Bearer " + token));
  EXPECT_TRUE(has("bearer " + token));
  for (const std::string& value :
       {std::string(), token, "Basic " + token, std::string("Bearer"), std::string("Bearer "),
        "Bearer " + token + "a", "Bearer " + token.substr(1), "Bearer  " + token,
        "Bearer " + std::string(64, 'b')}) {
    EXPECT_FALSE(has(value)) << value;
  }
  EXPECT_FALSE(access.has_token(head_with({})));
  EXPECT_FALSE(access.has_token(head_with({{"Cookie", "token=" + token}})));
}

TEST(Access, RandomTokensHave256Bits) {
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) tokens.insert(random_token());
  EXPECT_EQ(tokens.size(), 100U);
  for (const std::string& random : tokens) {
    EXPECT_EQ(random.size(), 64U);
    EXPECT_TRUE(check_token(random).ok());
  }
}

TEST(Access, ChecksTokens) {
  EXPECT_TRUE(check_token(std::string(32, 'x')).ok());
  EXPECT_FALSE(check_token(std::string(31, 'x')).ok());
  EXPECT_FALSE(check_token(std::string(32, ' ')).ok());
}

TEST(Access, TellsLoopback) {
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("127.9.9.9"));
  EXPECT_TRUE(is_loopback("::1"));
  for (const char* const address : {"0.0.0.0", "::", "192.168.0.1", "10.0.0.1", "localhost", ""}) {
    EXPECT_FALSE(is_loopback(address)) << address;
  }
}

}  // namespace
}  // namespace fieldcall::server
