#include "http/headers.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

TEST(IsToken, FollowsTheGrammar) {
  EXPECT_TRUE(is_token("X-Api-Key"));
  EXPECT_TRUE(is_token("!#$%&'*+-.^_`|~09azAZ"));
  for (const std::string_view text :
       {"", "a b", "a:", ":a", "a\t", "a(", "a\"", "a/b", "a@b", "{a}", "a\r\nb", "\u00e9", "a,b",
        "a;b", "a=b", "a<b>", "a?", "[a]", "a\\"}) {
    EXPECT_FALSE(is_token(text)) << text;
  }
  EXPECT_FALSE(is_token(std::string_view("a\0", 2)));
}

TEST(IsFieldValue, IsPrintableAsciiSpaceAndTab) {
  EXPECT_TRUE(is_field_value(""));
  EXPECT_TRUE(is_field_value(" a\tb~ "));
  for (const std::string_view text :
       {"\r", "\n", "a\r\nb", "\x1f", "\x7f", "\u00e9", "\x80", "\x01"}) {
    EXPECT_FALSE(is_field_value(text));
  }
  EXPECT_FALSE(is_field_value(std::string_view("\0", 1)));
}

TEST(ForbiddenRequestHeader, CoversWhatTheTransportSets) {
  for (const std::string_view name :
       {"host", "Content-Length", "TRANSFER-ENCODING", "Connection", "Keep-Alive", "Upgrade", "TE",
        "Trailer", "Expect", "Accept-Encoding", "Proxy-Authorization", "proxy-", "PROXY-x"}) {
    EXPECT_TRUE(forbidden_request_header(name)) << name;
  }
  for (const std::string_view name :
       {"", "Proxy", "Hosts", "Accept", "Content-Type", "User-Agent", "Authorization", "Cookie"}) {
    EXPECT_FALSE(forbidden_request_header(name)) << name;
  }
}

TEST(BrowserForbiddenHeader, CoversWhatFetchDrops) {
  for (const std::string_view name :
       {"cookie", "Referer", "Origin", "Date", "Via", "DNT", "Sec-Fetch-Mode", "sec-x", "Host",
        "Proxy-Authorization", "Access-Control-Request-Method"}) {
    EXPECT_TRUE(browser_forbidden_header(name)) << name;
  }
  EXPECT_FALSE(browser_forbidden_header("Authorization"));
  EXPECT_FALSE(browser_forbidden_header("User-Agent"));
  EXPECT_FALSE(browser_forbidden_header("Section"));
}

TEST(FindHeader, ComparesNamesWithoutCase) {
  const std::vector<Header> headers = {{"A", "1"}, {"b", "2"}, {"a", "3"}};
  ASSERT_NE(find_header(headers, "B"), nullptr);
  EXPECT_EQ(*find_header(headers, "B"), "2");
  EXPECT_EQ(*find_header(headers, "a"), "1");
  EXPECT_EQ(find_header(headers, "c"), nullptr);
  EXPECT_EQ(header_values(headers, "a"), (std::vector<std::string_view>{"1", "3"}));
  EXPECT_TRUE(header_values(headers, "c").empty());
}

TEST(IsSensitiveName, KnowsCredentials) {
  for (const std::string_view name : {"Authorization",
                                      "Proxy-Authorization",
                                      "Cookie",
                                      "Set-Cookie",
                                      "X-API-Key",
                                      "apikey",
                                      "api_key",
                                      "access_token",
                                      "clientSecret",
                                      "PASSWORD",
                                      "passwd",
                                      "X-Auth-Token",
                                      "auth",
                                      "key",
                                      "sig",
                                      "private-key",
                                      "Ocp-Apim-Subscription-Key",
                                      "PHPSESSID_session",
                                      "X-CSRFToken",
                                      "otp",
                                      "jwt",
                                      "x-amz-security-token",
                                      "X-Amz-Signature",
                                      "credentials"}) {
    EXPECT_TRUE(is_sensitive_name(name)) << name;
  }
  for (const std::string_view name :
       {"", "Accept", "Content-Type", "author", "keyword", "Idempotency-Key", "email", "spin",
        "X-Request-Id", "monkey", "vat"}) {
    EXPECT_FALSE(is_sensitive_name(name)) << name;
  }
}

}  // namespace
}  // namespace fieldcall::http
