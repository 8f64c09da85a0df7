#include <gtest/gtest.h>

#include "fieldcall/egress.hpp"

namespace fieldcall {
namespace {

std::string canonical(std::string_view text) {
  const auto address = parse_ip_address(text);
  return address ? format_ip_address(*address) : "refused";
}

TEST(ParseIpAddress, ReadsFourDecimalParts) {
  const auto address = parse_ip_address("192.0.2.255");
  ASSERT_TRUE(address);
  EXPECT_FALSE(address->is_v6);
  EXPECT_EQ(address->bytes[0], 192);
  EXPECT_EQ(address->bytes[3], 255);
  EXPECT_EQ(address->bytes[4], 0);
  EXPECT_EQ(canonical("0.0.0.0"), "0.0.0.0");
  EXPECT_EQ(canonical("255.255.255.255"), "255.255.255.255");
}

TEST(ParseIpAddress, RefusesEveryOtherSpellingOfIpv4) {
  for (const std::string_view text : {"",
                                      ".",
                                      "1",
                                      "127.1",
                                      "127.0.1",
                                      "1.2.3",
                                      "1.2.3.",
                                      "1.2.3.4.",
                                      ".1.2.3.4",
                                      "1..2.3",
                                      "1.2.3.4.5",
                                      "01.2.3.4",
                                      "1.2.3.04",
                                      "1.2.3.00",
                                      "256.1.1.1",
                                      "1.2.3.1000",
                                      "1.2.3.99999999999999999999",
                                      "0x7f.0.0.1",
                                      "0x7f000001",
                                      "2130706433",
                                      "017700000001",
                                      "1.2.3.4 ",
                                      " 1.2.3.4",
                                      "1.2.3.4\n",
                                      "+1.2.3.4",
                                      "-1.2.3.4",
                                      "1,2,3,4",
                                      "1.2.3.a",
                                      "[1.2.3.4]"}) {
    EXPECT_EQ(canonical(text), "refused") << text;
  }
  EXPECT_EQ(canonical(std::string_view("1.2.3.4\0", 8)), "refused");
}

TEST(ParseIpAddress, ReadsIpv6AndWritesRfc5952) {
  EXPECT_EQ(canonical("::"), "::");
  EXPECT_EQ(canonical("::1"), "::1");
  EXPECT_EQ(canonical("1::"), "1::");
  EXPECT_EQ(canonical("2001:DB8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(canonical("2001:0db8:0000:0000:0000:0000:0000:0001"), "2001:db8::1");
  EXPECT_EQ(canonical("2001:db8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1");  // one zero stays
  EXPECT_EQ(canonical("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");           // the longest run
  EXPECT_EQ(canonical("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");            // a gap of one group
  EXPECT_EQ(canonical("::2:3:4:5:6:7:8"), "0:2:3:4:5:6:7:8");
  EXPECT_EQ(canonical("1:0:0:0:0:0:0:0"), "1::");
  EXPECT_EQ(canonical("a:b:c:d:e:f:0:1"), "a:b:c:d:e:f:0:1");
}

TEST(ParseIpAddress, ReadsTheDottedTail) {
  EXPECT_EQ(canonical("::ffff:127.0.0.1"), "::ffff:7f00:1");
  EXPECT_EQ(canonical("64:ff9b::8.8.8.8"), "64:ff9b::808:808");
  EXPECT_EQ(canonical("::1.2.3.4"), "::102:304");
  EXPECT_EQ(canonical("1:2:3:4:5:6:1.2.3.4"), "1:2:3:4:5:6:102:304");
  EXPECT_EQ(canonical("::3:4:5:6:1.2.3.4"), "::3:4:5:6:102:304");
}

TEST(ParseIpAddress, RefusesWhatIsNoIpv6) {
  for (const std::string_view text : {":",
                                      ":::",
                                      "::1::",
                                      "1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7:8:9",
                                      "1:2:3:4:5:6:7:8::",
                                      "1:2:3:4::5:6:7:8",
                                      "::1:2:3:4:5:6:7:8",
                                      "1:",
                                      ":1",
                                      "1:2:",
                                      "12345::",
                                      "g::",
                                      "::%eth0",
                                      "fe80::1%eth0",
                                      "fe80::1%25eth0",
                                      "[::1]",
                                      "::1/128",
                                      "::ffff:127.1",
                                      "::ffff:1.2.03.4",
                                      "::ffff:256.0.0.1",
                                      "1:2:3:4:5:6:7:1.2.3.4",
                                      "::1.2.3.4:5",
                                      "1.2.3.4::",
                                      "::0x1",
                                      " ::1",
                                      "::1 ",
                                      "::-1"}) {
    EXPECT_EQ(canonical(text), "refused") << text;
  }
}

TEST(FormatIpAddress, IsReadBackAsTheSameAddress) {
  // Every pattern of zero and other groups.
  for (unsigned pattern = 0; pattern < 256; ++pattern) {
    IpAddress address{.is_v6 = true, .bytes = {}};
    for (std::size_t group = 0; group < 8; ++group) {
      if ((pattern >> group) & 1U)
        address.bytes[2 * group + 1] = static_cast<std::uint8_t>(group + 1);
    }
    const std::string text = format_ip_address(address);
    EXPECT_EQ(parse_ip_address(text), address) << text;
  }
}

}  // namespace
}  // namespace fieldcall
