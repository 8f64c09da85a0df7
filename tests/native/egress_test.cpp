// Where connections may go: the resolver's whole answer, each new connection, each one used again.
#include "transport/transfer.hpp"

#include <gtest/gtest.h>

#include "dns/address.hpp"
#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;

EgressPolicy public_only() {
  EgressPolicy policy = local_policy();
  policy.allow_private_networks = false;
  return policy;
}

// Loopback stands in for the internet: all of it is public but 127.0.0.9.
bool all_but_nine(const IpAddress& address, const EgressPolicy&) {
  return address_to_text(address) != "127.0.0.9";
}

bool nothing(const IpAddress&, const EgressPolicy&) {
  return false;
}

void expect_denied(const TransportEvent& event) {
  const RequestFailed failure = failure_of(event);
  EXPECT_EQ(failure.fault, TransportFault::egress_denied);
  EXPECT_FALSE(failure.may_have_been_sent);
  EXPECT_EQ(failure.detail, "the destination is not allowed");
}

TEST(Egress, RefusesPrivateLiterals) {
  const EpollServer server;
  const std::string port = std::to_string(server.port());
  for (const char* host : {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1",
                           "169.254.169.254", "[64:ff9b::7f00:1]", "0.0.0.0", "[fe80::1]"}) {
    Driver driver({}, public_only());
    expect_denied(driver.fetch(std::string("http://") + host + ':' + port + "/ok"));
  }
  EXPECT_EQ(server.accepted(), 0U);
  EXPECT_EQ(response_of(Driver{}.fetch(server.origin() + "/ok")).status, 200);
}

TEST(Egress, RefusesNamesThatLeadInside) {
  const EpollServer server;
  CurlSettings settings;
  settings.resolver = resolves_to({"127.0.0.1"});
  const std::string url = "http://inside.test:" + std::to_string(server.port()) + "/ok";
  expect_denied(Driver(settings, public_only()).fetch(url));
  EXPECT_EQ(server.accepted(), 0U);
  EXPECT_EQ(response_of(Driver(settings).fetch(url)).status, 200);
  EXPECT_EQ(server.requests().back().header("Host"),
            "inside.test:" + std::to_string(server.port()));
}

TEST(Egress, RefusesAMixedAnswerAsAWhole) {
  const EpollServer server;
  for (const auto& addresses : {std::vector<std::string>{"127.0.0.1", "127.0.0.9"},
                                std::vector<std::string>{"127.0.0.9", "127.0.0.1"}}) {
    CurlSettings settings;
    settings.address_allowed = all_but_nine;
    settings.resolver = resolves_to(addresses);
    const std::string url = "http://mixed.test:" + std::to_string(server.port()) + "/ok";
    const auto accepted_before = server.accepted();
    expect_denied(Driver(settings).fetch(url));
    EXPECT_EQ(server.accepted(), accepted_before);

    settings.check_resolved_addresses = false;
    settings.check_new_connections = false;
    settings.check_used_connections = false;
    EXPECT_EQ(response_of(Driver(settings).fetch(url)).status, 200);
  }
}

// Without the check of the whole answer, a refused address still refuses the transfer, although
// the next one would be allowed.
TEST(Egress, RemembersARefusedAddress) {
  const EpollServer server;
  CurlSettings settings;
  settings.address_allowed = all_but_nine;
  settings.resolver = resolves_to({"127.0.0.9", "127.0.0.1"});
  settings.check_resolved_addresses = false;
  expect_denied(
      Driver(settings).fetch("http://mixed.test:" + std::to_string(server.port()) + "/ok"));
  EXPECT_EQ(server.request_count(), 0U);
}

TEST(Egress, EachCheckHoldsAlone) {
  const EpollServer server;
  CurlSettings settings;
  settings.address_allowed = nothing;
  settings.check_used_connections = false;
  expect_denied(Driver(settings).fetch(server.origin() + "/ok"));
  EXPECT_EQ(server.accepted(), 0U);

  settings.check_used_connections = true;
  settings.check_new_connections = false;
  expect_denied(Driver(settings).fetch(server.origin() + "/ok"));
  EXPECT_EQ(server.request_count(), 0U);

  settings.check_used_connections = false;
  EXPECT_EQ(response_of(Driver(settings).fetch(server.origin() + "/ok")).status, 200);
}

bool still_allowed = true;
bool allowed_for_now(const IpAddress&, const EgressPolicy&) {
  return still_allowed;
}

TEST(Egress, ChecksConnectionsThatAreUsedAgain) {
  for (const bool check : {true, false}) {
    const EpollServer server;
    CurlSettings settings;
    settings.address_allowed = allowed_for_now;
    settings.check_used_connections = check;
    Driver driver(settings);
    still_allowed = true;
    EXPECT_EQ(response_of(driver.fetch(server.origin() + "/ok")).status, 200);
    still_allowed = false;
    const TransportEvent event = driver.fetch(server.origin() + "/ok");
    EXPECT_EQ(server.accepted(), 1U);
    if (check) {
      expect_denied(event);
      EXPECT_EQ(server.request_count(), 1U);
    } else {
      EXPECT_EQ(response_of(event).status, 200);
    }
  }
}

TEST(Egress, ChecksAKeptNameForEachPolicy) {
  const EpollServer server;
  CurlSettings settings;
  settings.resolver = resolves_to({"127.0.0.1"});
  Driver driver(settings);
  const std::string url = "http://inside.test:" + std::to_string(server.port()) + "/ok";
  EXPECT_EQ(response_of(driver.fetch(url)).status, 200);
  driver.egress = std::make_shared<const EgressPolicy>(public_only());
  expect_denied(driver.fetch(url));
  EXPECT_EQ(server.accepted(), 1U);
}

TEST(Egress, TriesTheNextAddress) {
  const EpollServer server;
  CurlSettings settings;
  settings.resolver = resolves_to({"127.0.0.2", "127.0.0.1"});
  EXPECT_EQ(response_of(
                Driver(settings).fetch("http://two.test:" + std::to_string(server.port()) + "/ok"))
                .status,
            200);
}

}  // namespace
}  // namespace fieldcall::native::test
