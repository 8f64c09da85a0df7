#include "dns/hosts_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/address.hpp"
#include "dns/system_lookup.hpp"
#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

std::vector<std::string> find(std::string_view hosts, std::string_view name) {
  std::vector<std::string> texts;
  for (const auto& address : addresses_in_hosts(hosts, name)) {
    texts.push_back(address_to_text(address));
  }
  return texts;
}

TEST(HostsFile, FindsNamesAndAliases) {
  constexpr std::string_view kHosts =
      "# comment\n"
      "127.0.0.1\tlocalhost loopback  # 10.0.0.9 api\n"
      "\n"
      "  ::1 localhost\r\n"
      "10.0.0.1 Api.Internal api\n"
      "10.0.0.1 api.internal\n"
      "10.0.0.2 api.internal";
  EXPECT_THAT(find(kHosts, "localhost"), testing::ElementsAre("127.0.0.1", "::1"));
  EXPECT_THAT(find(kHosts, "loopback"), testing::ElementsAre("127.0.0.1"));
  EXPECT_THAT(find(kHosts, "API.internal"), testing::ElementsAre("10.0.0.1", "10.0.0.2"));
  EXPECT_THAT(find(kHosts, "api"), testing::ElementsAre("10.0.0.1"));
  EXPECT_TRUE(find(kHosts, "ap").empty());
  EXPECT_TRUE(find(kHosts, "comment").empty());
}

TEST(HostsFile, PassesOverWhatIsNoAddress) {
  EXPECT_TRUE(find("name 10.0.0.1\n999.1.1.1 name\nfe80::1%eth0 name\n10.0.0.1\n", "name").empty());
  EXPECT_TRUE(find("", "name").empty());
  EXPECT_TRUE(find(std::string("\0\0 name\n", 8), "name").empty());
}

TEST(HostsFile, ReadsAFileOrNothing) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_hosts_file(folder.write("hosts", "10.0.0.1 a\n")), "10.0.0.1 a\n");
  EXPECT_EQ(read_hosts_file(folder.path() + "/absent"), "");
}

TEST(SystemLookup, AsksForAbsoluteNames) {
  EXPECT_EQ(absolute_name("api.example.com"), "api.example.com.");
  EXPECT_EQ(absolute_name("api.example.com."), "api.example.com.");
  EXPECT_EQ(absolute_name(""), ".");
}

TEST(SystemLookup, AnswersWithAddressesOrAReason) {
  const Resolution local = system_lookup("localhost");
  EXPECT_NE(local.addresses.empty(), local.error.empty());
  // Never asked of a server: RFC 6761 names that do not exist, with an empty label besides.
  const Resolution none = system_lookup("..invalid");
  EXPECT_TRUE(none.addresses.empty());
  EXPECT_NE(none.error, "");
}

TEST(Address, ReadsAndWritesBothFamilies) {
  for (const char* text : {"192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "::"}) {
    const auto address = address_from_text(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address_to_text(*address), text);
  }
  for (const char* text : {"", "1.2.3", "01.2.3.4", "1.2.3.4 ", "fe80::1%1", "[::1]"}) {
    EXPECT_FALSE(address_from_text(text)) << text;
  }
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_FALSE(address_from_socket(&other));
}

}  // namespace
}  // namespace fieldcall::native::test
