#include "http/special_address.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

std::string block_of(std::string_view text) {
  const auto address = parse_ip_address(text);
  if (!address) return "no address";
  const char* block = special_address_block(*address);
  return block == nullptr ? "public" : block;
}

TEST(SpecialAddressBlock, KnowsTheIpv4Registry) {
  EXPECT_EQ(block_of("8.8.8.8"), "public");
  EXPECT_EQ(block_of("0.0.0.0"), "this host");
  EXPECT_EQ(block_of("0.255.255.255"), "this network");
  EXPECT_EQ(block_of("1.0.0.0"), "public");
  EXPECT_EQ(block_of("10.1.2.3"), "private");
  EXPECT_EQ(block_of("172.15.255.255"), "public");
  EXPECT_EQ(block_of("172.16.0.0"), "private");
  EXPECT_EQ(block_of("172.31.255.255"), "private");
  EXPECT_EQ(block_of("172.32.0.0"), "public");
  EXPECT_EQ(block_of("100.63.255.255"), "public");
  EXPECT_EQ(block_of("100.64.0.0"), "shared address space");
  EXPECT_EQ(block_of("127.255.255.255"), "loopback");
  EXPECT_EQ(block_of("169.254.169.254"), "link-local");
  EXPECT_EQ(block_of("198.18.0.0"), "benchmarking");
  EXPECT_EQ(block_of("198.19.255.255"), "benchmarking");
  EXPECT_EQ(block_of("198.20.0.0"), "public");
  EXPECT_EQ(block_of("223.255.255.255"), "public");
  EXPECT_EQ(block_of("224.0.0.0"), "multicast");
  EXPECT_EQ(block_of("240.0.0.1"), "reserved");
  EXPECT_EQ(block_of("255.255.255.255"), "limited broadcast");
}

TEST(SpecialAddressBlock, ExceptionsInsideABlockArePublic) {
  EXPECT_EQ(block_of("192.0.0.7"), "service continuity");
  EXPECT_EQ(block_of("192.0.0.8"), "dummy address");
  EXPECT_EQ(block_of("192.0.0.9"), "public");
  EXPECT_EQ(block_of("192.0.0.10"), "public");
  EXPECT_EQ(block_of("192.0.0.11"), "protocol assignments");
  EXPECT_EQ(block_of("192.88.99.1"), "6to4 relay anycast");
  EXPECT_EQ(block_of("192.88.99.2"), "6a44 relay anycast");
  EXPECT_EQ(block_of("2001:1::1"), "public");
  EXPECT_EQ(block_of("2001:1::4"), "protocol assignments");
  EXPECT_EQ(block_of("2001:4:112:ffff::"), "public");
}

TEST(SpecialAddressBlock, KnowsTheIpv6Registry) {
  EXPECT_EQ(block_of("2606:4700:4700::1111"), "public");
  EXPECT_EQ(block_of("::"), "unspecified");
  EXPECT_EQ(block_of("::1"), "loopback");
  EXPECT_EQ(block_of("fc00::"), "unique local");
  EXPECT_EQ(block_of("fdff:ffff::1"), "unique local");
  EXPECT_EQ(block_of("fe80::1"), "link-local");
  EXPECT_EQ(block_of("febf::1"), "link-local");
  EXPECT_EQ(block_of("fec0::1"), "site-local");
  EXPECT_EQ(block_of("ff02::1"), "multicast");
  EXPECT_EQ(block_of("3fff:fff:ffff::"), "documentation");
  EXPECT_EQ(block_of("3fff:1000::"), "public");
  EXPECT_EQ(block_of("2001:f::"), "protocol assignments");
  EXPECT_EQ(block_of("2001:1f::"), "orchid");
  EXPECT_EQ(block_of("2001:20::"), "public");
  EXPECT_EQ(block_of("2001:3f:ffff::"), "public");
  EXPECT_EQ(block_of("2001:40::"), "protocol assignments");
  EXPECT_EQ(block_of("2001:200::"), "public");
  EXPECT_EQ(block_of("64:ff9b:1::808:808"), "nat64 local use");
}

TEST(SpecialAddressBlock, TheEmbeddedAddressDecides) {
  for (const std::string_view prefix : {"::", "::ffff:", "::ffff:0:", "64:ff9b::"}) {
    EXPECT_EQ(block_of(std::string(prefix) + "127.0.0.1"), "loopback") << prefix;
    EXPECT_EQ(block_of(std::string(prefix) + "169.254.169.254"), "link-local") << prefix;
    EXPECT_EQ(block_of(std::string(prefix) + "8.8.8.8"), "public") << prefix;
  }
  EXPECT_EQ(block_of("2002:7f00:1::"), "loopback");
  EXPECT_EQ(block_of("2002:808:808::1"), "public");
  EXPECT_EQ(block_of("2001:0:a00:1::f7f7:f7f7"), "private");    // server 10.0.0.1
  EXPECT_EQ(block_of("2001:0:808:808::f5ff:fffe"), "private");  // client 10.0.0.1
  EXPECT_EQ(block_of("2001:0:808:808::f7f7:f7f7"), "public");
  EXPECT_EQ(block_of("::2"), "this network");
}

TEST(EmbeddedV4, FindsNothingInPlainAddresses) {
  EXPECT_EQ(http::embedded_v4(*parse_ip_address("10.0.0.1")).count, 0);
  EXPECT_EQ(http::embedded_v4(*parse_ip_address("2606:4700::1")).count, 0);
  EXPECT_EQ(http::embedded_v4(*parse_ip_address("::1")).count, 0);
  EXPECT_EQ(http::embedded_v4(*parse_ip_address("2001:1::1")).count, 0);
}

TEST(EmbeddedV4, DecodesTeredo) {
  const auto inner = http::embedded_v4(*parse_ip_address("2001:0:4136:e378:8000:63bf:3fff:fdd2"));
  ASSERT_EQ(inner.count, 2);
  EXPECT_EQ(format_ip_address(inner.addresses[0]), "65.54.227.120");
  EXPECT_EQ(format_ip_address(inner.addresses[1]), "192.0.2.45");
}

}  // namespace
}  // namespace fieldcall
