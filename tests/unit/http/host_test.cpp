#include "http/host.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

std::string name_of(std::string_view text) {
  const auto host = parse_host(text);
  return host ? host->name : host.error().code + " at " + std::to_string(host.error().offset);
}

TEST(ParseHost, TakesNamesInLowerCase) {
  EXPECT_EQ(name_of("API.Example.com"), "api.example.com");
  EXPECT_EQ(name_of("a"), "a");
  EXPECT_EQ(name_of("3com.example"), "3com.example");
  EXPECT_EQ(name_of("a--b.xn--bcher-kva.example"), "a--b.xn--bcher-kva.example");
  EXPECT_EQ(name_of("10.0.0.1.nip.io"), "10.0.0.1.nip.io");
  EXPECT_EQ(name_of("example.1a"), "example.1a");
  EXPECT_FALSE(parse_host("example.com")->address);
}

TEST(ParseHost, TakesAddressLiterals) {
  EXPECT_EQ(name_of("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(name_of("[2001:DB8::0:1]"), "2001:db8::1");
  EXPECT_EQ(name_of("[::ffff:127.0.0.1]"), "::ffff:7f00:1");
  EXPECT_FALSE(parse_host("192.0.2.1")->address->is_v6);
  EXPECT_TRUE(parse_host("[::1]")->address->is_v6);
}

TEST(ParseHost, RefusesNumbersThatOthersReadAsAddresses) {
  for (const std::string_view text :
       {"2130706433", "0x7f000001", "0X7F000001", "017700000001", "127.1", "127.0.1", "0x7f.1",
        "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "256.1.1.1", "1.2.3.4.5", "example.0", "a.0x",
        "a.0x1f", "1e3.08", "00000000000000000001"}) {
    EXPECT_EQ(name_of(text).substr(0, 8), "url_host") << text;
  }
}

TEST(ParseHost, SaysWhereANameIsWrong) {
  EXPECT_EQ(name_of(""), "url_host at 0");
  EXPECT_EQ(name_of("."), "url_host at 0");
  EXPECT_EQ(name_of("a..b"), "url_host at 2");
  EXPECT_EQ(name_of(".a"), "url_host at 0");
  EXPECT_EQ(name_of("example.com."), "url_host at 11");
  EXPECT_EQ(name_of("1.2.3.4."), "url_host at 7");
  EXPECT_EQ(name_of("a_b.example"), "url_host at 1");
  EXPECT_EQ(name_of("a.-b"), "url_host at 2");
  EXPECT_EQ(name_of("a.b-.c"), "url_host at 3");
  EXPECT_EQ(name_of("xn--"), "url_host at 3");
  EXPECT_EQ(name_of("a%2eb"), "url_host at 1");
  EXPECT_EQ(name_of("a*b"), "url_host at 1");
  EXPECT_EQ(name_of("example.127"), "url_host at 8");
}

TEST(ParseHost, RefusesWhatIsNoIpv6Literal) {
  for (const std::string_view text :
       {"[", "[]", "]", "[::1", "::1", "[::1]x", "[1.2.3.4]", "[::1%25lo]", "[::1%lo]", "[[::1]]",
        "[v1.fe]", "[::1].example"}) {
    EXPECT_EQ(name_of(text).substr(0, 8), "url_host") << text;
  }
}

TEST(ParseHost, KeepsToTheLengthsOfDns) {
  const std::string label(63, 'a');
  EXPECT_EQ(name_of(label + ".com"), label + ".com");
  EXPECT_EQ(name_of(label + "a.com"), "url_host at 63");
  const std::string longest = label + "." + label + "." + label + "." + std::string(61, 'a');
  EXPECT_EQ(name_of(longest), longest);
  EXPECT_EQ(name_of(longest + "a"), "url_host at 253");
}

TEST(ParseHost, SuggestsTheAsciiSpelling) {
  const auto host = parse_host("www.B\u00fccher.example");
  ASSERT_FALSE(host);
  EXPECT_EQ(host.error().code, "url_host");
  EXPECT_EQ(host.error().fix, "Write it as \"www.xn--bcher-kva.example\".");
  EXPECT_EQ(host.error().offset, 5U);
  EXPECT_EQ(parse_host("\u2460.example").error().fix,
            "Write the host name in its punycode form (xn--...).");
}

}  // namespace
}  // namespace fieldcall::http
