#include "http/url.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

std::string refusal(std::string_view text) {
  const auto url = parse_url(text);
  if (url) return "accepted as " + url->to_string();
  return url.error().code + " at " + std::to_string(url.error().offset);
}

TEST(ParseUrl, TakesItsPartsApart) {
  const auto url = parse_url("HTTPS://API.Example.com:8443/v1/a%20b?q=1&r=a/b?c#top?x");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "api.example.com");
  EXPECT_FALSE(url->address);
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/v1/a%20b");
  EXPECT_EQ(url->query, "q=1&r=a/b?c");
  EXPECT_EQ(url->fragment, "top?x");
  EXPECT_EQ(url->origin(), "https://api.example.com:8443");
  EXPECT_EQ(url->to_string(), "https://api.example.com:8443/v1/a%20b?q=1&r=a/b?c");
}

TEST(ParseUrl, FillsInWhatIsNotThere) {
  const auto url = parse_url("http://example.com");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->port, 80);
  EXPECT_EQ(url->path, "/");
  EXPECT_FALSE(url->query);
  EXPECT_FALSE(url->fragment);
  EXPECT_EQ(url->to_string(), "http://example.com/");
  EXPECT_EQ(parse_url("https://example.com?a")->to_string(), "https://example.com/?a");
  EXPECT_EQ(parse_url("https://example.com#a")->to_string(), "https://example.com/");
  EXPECT_EQ(parse_url("https://example.com/?#")->query, "");
  EXPECT_EQ(parse_url("https://example.com/?#")->fragment, "");
}

TEST(ParseUrl, LeavesTheDefaultPortOut) {
  EXPECT_EQ(parse_url("https://example.com:443/")->to_string(), "https://example.com/");
  EXPECT_EQ(parse_url("http://example.com:443/")->to_string(), "http://example.com:443/");
  EXPECT_EQ(parse_url("https://example.com/")->origin(), "https://example.com:443");
  EXPECT_EQ(parse_url("https://example.com:65535/")->port, 65535);
}

TEST(ParseUrl, TakesAddressLiterals) {
  EXPECT_EQ(parse_url("https://192.0.2.1/")->address, parse_ip_address("192.0.2.1"));
  const auto url = parse_url("https://[2001:DB8::0:1]:8443/x");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "2001:db8::1");
  EXPECT_EQ(url->origin(), "https://[2001:db8::1]:8443");
  EXPECT_EQ(parse_url("https://[::1]")->to_string(), "https://[::1]/");
}

TEST(ParseUrl, KeepsPathAndQueryAsWritten) {
  EXPECT_EQ(parse_url("https://e.com//a/../%2e/;x,y@z:1|[2]")->path, "//a/../%2e/;x,y@z:1|[2]");
  EXPECT_EQ(parse_url("https://e.com/?filter[a]=b|c'd&e=%E2%82%ac")->query,
            "filter[a]=b|c'd&e=%E2%82%ac");
}

TEST(ParseUrl, RefusesOtherSchemes) {
  for (const std::string_view text :
       {"example.com", "//example.com/", "/path", "https:example.com", "https:/example.com",
        "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "://example.com",
        " https://example.com", "\thttps://example.com", "ht\ntps://example.com", "httpss://a",
        "https//a", "gopher://a", "data:text/plain,https://example.com"}) {
    EXPECT_EQ(refusal(text), "url_scheme at 0") << text;
  }
  EXPECT_EQ(refusal(""), "url_empty at 0");
}

TEST(ParseUrl, RefusesUserInfo) {
  EXPECT_EQ(refusal("https://a@b"), "url_user_info at 9");
  EXPECT_EQ(refusal("https://a:b@c.com/"), "url_user_info at 11");
  EXPECT_EQ(refusal("https://@c.com/"), "url_user_info at 8");
  EXPECT_EQ(refusal("https://example.com:80@127.0.0.1/"), "url_user_info at 22");
  // Behind the authority "@" is data.
  EXPECT_EQ(refusal("https://a/@b"), "accepted as https://a/@b");
  EXPECT_EQ(refusal("https://a?@b"), "accepted as https://a/?@b");
  EXPECT_EQ(refusal("https://a#@b"), "accepted as https://a/");
}

TEST(ParseUrl, RefusesWhatParsersReadDifferently) {
  EXPECT_EQ(refusal("https://a\\b"), "url_character at 9");
  EXPECT_EQ(refusal("https://a.com\\@b.com/"), "url_character at 13");
  EXPECT_EQ(refusal("https:\\\\a.com/"), "url_scheme at 0");
  EXPECT_EQ(refusal("https:///a.com/"), "url_host at 8");
  EXPECT_EQ(refusal("https://1.2.3.4./"), "url_host at 15");
  EXPECT_EQ(refusal("https://0x7f.1"), "url_host at 13");
  EXPECT_EQ(refusal("https://xn--/"), "url_host at 11");
  EXPECT_EQ(refusal("https://a..b"), "url_host at 10");
  EXPECT_EQ(refusal("https://a%2eb"), "url_host at 9");
  EXPECT_EQ(refusal("https://[::1%25lo]/"), "url_host at 9");
  EXPECT_EQ(refusal("https://a b/"), "url_character at 9");
  EXPECT_EQ(refusal("https://a\tb/"), "url_character at 9");
  EXPECT_EQ(refusal("https://a\r\nb/"), "url_character at 9");
  EXPECT_EQ(refusal(std::string_view("https://a\0.b.com/", 17)), "url_character at 9");
  EXPECT_EQ(refusal("https://a\x7f/"), "url_character at 9");
  EXPECT_EQ(refusal("https://a;b/"), "url_host at 9");
  EXPECT_EQ(refusal("https://b\u00fccher.example/"), "url_host at 9");
  EXPECT_EQ(refusal("https://example.com\uff0f@b/"), "url_user_info at 22");
}

TEST(ParseUrl, RefusesOddPorts) {
  for (const std::string_view port :
       {":", ":0", ":00", ":0443", ":65536", ":99999", ":100000", ":4294967739", ":-1", ":+1",
        ":1x", ":0x1bb", ":443:", ":4 4", ":%34"}) {
    EXPECT_NE(refusal("https://a" + std::string(port) + "/").find("url_"), std::string::npos)
        << port;
  }
  EXPECT_EQ(refusal("https://a:/"), "url_port at 10");
  EXPECT_EQ(refusal("https://a:65536"), "url_port at 10");
  EXPECT_EQ(refusal("https://[::1]:0/"), "url_port at 14");
  EXPECT_EQ(refusal("https://[::1]443/"), "url_host at 15");
}

TEST(ParseUrl, RefusesRawTextInThePath) {
  for (const std::string_view bad : {" ", "\"", "<", ">", "\\", "^", "`", "{", "}", "\t", "\r",
                                     "\n", "\x01", "\x7f", "\u00e9"}) {
    for (const std::string_view start : {"https://a/x", "https://a/?x", "https://a/#x"}) {
      EXPECT_EQ(refusal(std::string(start) + std::string(bad)),
                "url_character at " + std::to_string(start.size()))
          << start << bad;
    }
  }
  EXPECT_EQ(parse_url("https://a/caf\u00e9s").error().fix, "Write it as %C3%A9.");
  EXPECT_EQ(parse_url("https://a/a b").error().fix, "Write it as %20.");
}

TEST(ParseUrl, RefusesStrayPercentSigns) {
  EXPECT_EQ(refusal("https://a/%"), "url_percent at 10");
  EXPECT_EQ(refusal("https://a/%4"), "url_percent at 10");
  EXPECT_EQ(refusal("https://a/?x=%4g"), "url_percent at 13");
  EXPECT_EQ(refusal("https://a/%zz"), "url_percent at 10");
  EXPECT_EQ(refusal("https://a/#100%"), "url_percent at 14");
}

TEST(ParseUrl, KeepsToTheLimit) {
  const std::string start = "https://example.com/";
  EXPECT_TRUE(parse_url(start + std::string(8192 - start.size(), 'a')));
  EXPECT_EQ(refusal(start + std::string(8193 - start.size(), 'a')), "url_too_long at 8192");
}

TEST(ParseOrigin, TakesSchemeHostAndPort) {
  EXPECT_EQ(*parse_origin("https://API.example.com"), "https://api.example.com:443");
  EXPECT_EQ(*parse_origin("http://[::1]:8080"), "http://[::1]:8080");
}

TEST(ParseOrigin, RefusesWhatFollows) {
  for (const std::string_view text :
       {"https://a.com/", "https://a.com/x", "https://a.com?x", "https://a.com#x"}) {
    const auto origin = parse_origin(text);
    ASSERT_FALSE(origin) << text;
    EXPECT_EQ(origin.error().code, "url_character");
    EXPECT_EQ(origin.error().offset, 13U);
    EXPECT_EQ(origin.error().fix, "Write \"https://a.com:443\".");
  }
  EXPECT_EQ(parse_origin("a.com").error().code, "url_scheme");
  EXPECT_EQ(parse_origin("https://*.a.com").error().code, "url_host");
}

TEST(HasDotSegment, FindsDotsInEverySpelling) {
  for (const std::string_view path :
       {"/.", "/..", "/a/../b", "/a/./b", "/a/..", "..", ".", "/%2e", "/%2E%2e/", "/.%2e",
        "/a/%2e.", "/a/..%2Fb", "/a/x%2f..", "/..%5cb", "/x%5C.%2e%2Fy", "/..;/b", "/%2e%2e%3Bx/b",
        "/.;a"}) {
    EXPECT_TRUE(has_dot_segment(path)) << path;
  }
  for (const std::string_view path :
       {"", "/", "//", "/a.b", "/...", "/.a", "/a/..b/", "/%2e%2e%2e", "/%2f..a", "/.%2", "/%252e",
        "/a%2Fb", "/;..", "/a;../b", "/..x;", "/%2f", "/...%2f", "/..%2"}) {
    EXPECT_FALSE(has_dot_segment(path)) << path;
  }
}

}  // namespace
}  // namespace fieldcall::http
