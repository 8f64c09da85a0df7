// Each setting of a transfer with its safe value, which is the default, and with its unsafe one:
// the first must not let through what the second does.
#include "transport/curl_options.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>

#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::End;
using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Send;

TEST(CurlOptions, IgnoresProxiesOfTheEnvironment) {
  const EpollServer server;
  const EpollServer proxy;
  std::vector<std::unique_ptr<Environment>> environment;
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY", "https_proxy", "HTTPS_PROXY"}) {
    environment.push_back(std::make_unique<Environment>(name, proxy.origin()));
  }
  const Environment no_proxy("no_proxy", "");
  Driver{}.fetch(server.origin() + "/ok");
  EXPECT_EQ(server.request_count(), 1U);
  EXPECT_EQ(proxy.request_count(), 0U);

  CurlSettings unsafe;
  unsafe.ignore_proxy_environment = false;
  Driver{unsafe}.fetch(server.origin() + "/ok");
  EXPECT_EQ(proxy.request_count(), 1U);
}

TEST(CurlOptions, SpeaksOnlyHttp) {
  const TemporaryFolder folder;
  const std::string url = "file://" + folder.write("secret", "inside");
  CurlSettings settings;
  settings.check_used_connections = false;  // would notice that there is no address at all
  const RequestFailed failure = failure_of(Driver{settings}.fetch(url));
  EXPECT_EQ(failure.fault, TransportFault::egress_denied);
  EXPECT_FALSE(failure.may_have_been_sent);

  CurlSettings unsafe = settings;
  unsafe.protocols = "all";
  // Status 0 is no answer to the engine, but the file has been read.
  EXPECT_EQ(failure_of(Driver{unsafe}.fetch(url)).detail, "the status is not one of HTTP");
}

TEST(CurlOptions, SpeaksPlainHttpOnlyWhereThePolicyAllowsIt) {
  const EpollServer server;
  EgressPolicy policy = local_policy();
  policy.allow_http = false;
  const auto failure = failure_of(Driver({}, policy).fetch(server.origin() + "/ok"));
  EXPECT_EQ(failure.fault, TransportFault::egress_denied);
  EXPECT_EQ(server.accepted(), 0U);
  EXPECT_EQ(response_of(Driver{}.fetch(server.origin() + "/ok")).status, 200);
}

TEST(CurlOptions, FollowsNoRedirect) {
  const EpollServer other({.address = "127.0.0.2"});
  const EpollServer server;
  const auto fetch = [&](const CurlSettings& settings) {
    Driver driver(settings);
    SendRequest send = driver.request(server.origin() + "/redirect?to=" + other.origin());
    send.request.headers = {{"X-Api-Key", "secret"}};
    return response_of(driver.fetch(std::move(send)));
  };
  EXPECT_EQ(fetch({}).status, 302);
  EXPECT_EQ(other.request_count(), 0U);

  CurlSettings unsafe;
  unsafe.follow_redirects = true;
  EXPECT_EQ(fetch(unsafe).status, 200);
  ASSERT_EQ(other.request_count(), 1U);
  EXPECT_EQ(other.requests()[0].header("X-Api-Key"), "secret");
}

TEST(CurlOptions, RefusesUserInfoInUrls) {
  const EpollServer server;
  const std::string url = "http://user:pass@127.0.0.1:" + std::to_string(server.port()) + "/ok";
  const RequestFailed failure = failure_of(Driver{}.fetch(url));
  EXPECT_EQ(failure.fault, TransportFault::egress_denied);
  EXPECT_FALSE(failure.may_have_been_sent);
  EXPECT_EQ(server.accepted(), 0U);

  CurlSettings unsafe;
  unsafe.allow_user_in_url = true;
  Driver{unsafe}.fetch(url);
  EXPECT_TRUE(server.requests().back().has_header("Authorization"));
}

TEST(CurlOptions, KeepsThePathAsItIs) {
  const EpollServer server;
  Driver{}.fetch(server.origin() + "/a/../b/./c");
  EXPECT_EQ(server.requests().back().target, "/a/../b/./c");

  CurlSettings unsafe;
  unsafe.path_as_is = false;
  Driver{unsafe}.fetch(server.origin() + "/a/../b/./c");
  EXPECT_EQ(server.requests().back().target, "/b/c");
}

TEST(CurlOptions, ReadsNoNetrc) {
  const EpollServer server;
  const TemporaryFolder home;
  home.write(".netrc", "machine 127.0.0.1 login user password pass\n");
  const Environment environment("HOME", home.path());
  Driver{}.fetch(server.origin() + "/ok");
  EXPECT_FALSE(server.requests().back().has_header("Authorization"));

  CurlSettings unsafe;
  unsafe.read_netrc = true;
  Driver{unsafe}.fetch(server.origin() + "/ok");
  EXPECT_TRUE(server.requests().back().has_header("Authorization"));
}

TEST(CurlOptions, KeepsNoCookies) {
  const EpollServer server({.handler = [](const Request&) {
    return Script{Send{http_response(200, "{}", "Set-Cookie: session=1; Path=/\r\n")}};
  }});
  const auto second_cookie = [&](const CurlSettings& settings) {
    Driver driver(settings);
    driver.fetch(server.origin() + "/ok");
    driver.fetch(server.origin() + "/ok");
    return server.requests().back().header("Cookie");
  };
  EXPECT_EQ(second_cookie({}), "");

  CurlSettings unsafe;
  unsafe.keep_cookies = true;
  EXPECT_EQ(second_cookie(unsafe), "session=1");
}

TEST(CurlOptions, AcceptsNoHttp09) {
  const EpollServer server;
  const RequestFailed failure = failure_of(Driver{}.fetch(server.origin() + "/garbage"));
  EXPECT_EQ(failure.fault, TransportFault::bad_response);
  EXPECT_EQ(failure.detail, "Received HTTP/0.9 when not allowed");

  // libcurl takes it all for a body; that its status is 0 is noticed only then.
  CurlSettings unsafe;
  unsafe.allow_http09 = true;
  EXPECT_EQ(failure_of(Driver{unsafe}.fetch(server.origin() + "/garbage")).detail,
            "the status is not one of HTTP");
}

TEST(CurlOptions, DecodesBodies) {
  const EpollServer server;
  EXPECT_EQ(response_of(Driver{}.fetch(server.origin() + "/gzip")).body, R"({"ok":true})");
  EXPECT_EQ(server.requests().back().header("Accept-Encoding"), "gzip, deflate");

  CurlSettings unsafe;
  unsafe.accept_encoding = "";
  EXPECT_NE(response_of(Driver{unsafe}.fetch(server.origin() + "/gzip")).body, R"({"ok":true})");
}

TEST(CurlOptions, ExpectsNoContinue) {
  const EpollServer server;
  const auto expectation = [&](const CurlSettings& settings) {
    Driver driver(settings);
    SendRequest send = driver.request(server.origin() + "/ok");
    send.request.method = "POST";
    send.request.has_body = true;
    send.request.body = std::string(2 * 1024 * 1024, 'x');
    EXPECT_EQ(response_of(driver.fetch(std::move(send))).status, 200);
    return server.requests().back().header("Expect");
  };
  EXPECT_EQ(expectation({}), "");

  CurlSettings unsafe;
  unsafe.send_expect = true;
  EXPECT_EQ(expectation(unsafe), "100-continue");
}

// Answers the first request of each connection and closes it, without an answer, at the second.
Script answers_once(const Request& request) {
  if (request.number_on_connection > 1) return {End::close};
  return {Send{http_response(200, "{}")}};
}

TEST(CurlOptions, SendsOnlySafeMethodsASecondTime) {
  const auto fetch_on_dying_connection = [](const CurlSettings& settings, const char* method) {
    const EpollServer server({.handler = answers_once});
    Driver driver(settings);
    driver.fetch(server.origin() + "/first");
    SendRequest send = driver.request(server.origin() + "/second");
    send.request.method = method;
    const TransportEvent event = driver.fetch(std::move(send));
    const auto* failure = std::get_if<RequestFailed>(&event);
    if (failure != nullptr) {
      EXPECT_EQ(failure->fault, TransportFault::reset);
      EXPECT_TRUE(failure->may_have_been_sent);
    }
    return server.request_count();
  };
  EXPECT_EQ(fetch_on_dying_connection({}, "GET"), 3U);
  EXPECT_EQ(fetch_on_dying_connection({}, "HEAD"), 3U);
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    EXPECT_EQ(fetch_on_dying_connection({}, method), 2U) << method;
  }
  CurlSettings unsafe;
  unsafe.resend_unsafe_methods = true;
  EXPECT_EQ(fetch_on_dying_connection(unsafe, "POST"), 3U);
}

bool sigpipe_was_ignored = false;

// Called by libcurl in the middle of its work.
bool look_at_sigpipe(const IpAddress&, const EgressPolicy&) {
  struct sigaction action {};
  sigaction(SIGPIPE, nullptr, &action);
  sigpipe_was_ignored = action.sa_handler == SIG_IGN;
  return true;
}

TEST(CurlOptions, LeavesSignalHandlersAlone) {
  const EpollServer server;
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  struct sigaction before {};
  sigaction(SIGPIPE, &standard, &before);
  CurlSettings settings;
  settings.address_allowed = look_at_sigpipe;
  Driver{settings}.fetch(server.origin() + "/ok");
  EXPECT_FALSE(sigpipe_was_ignored);

  settings.no_signal = false;
  Driver{settings}.fetch(server.origin() + "/ok");
  EXPECT_TRUE(sigpipe_was_ignored);
  sigaction(SIGPIPE, &before, nullptr);
}

TEST(CurlOptions, GivesUpConnecting) {
  const EpollServer server({.handler = [](const Request&) { return Script{End::hang}; }});
  // A server that never answers the handshake: plain http asked for https.
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  CurlSettings settings;
  settings.connect_timeout = std::chrono::milliseconds(50);
  const RequestFailed failure = failure_of(Driver{settings}.fetch(url));
  EXPECT_EQ(failure.fault, TransportFault::timeout);
  EXPECT_FALSE(failure.may_have_been_sent);

  settings.connect_timeout = std::chrono::milliseconds(0);  // libcurl's 300 s
  Driver unsafe(settings);
  unsafe.start(unsafe.request(url));
  EXPECT_TRUE(unsafe.poll_for(Millis{500}).empty());
}

TEST(CurlOptions, GivesUpWaiting) {
  const EpollServer server;
  CurlSettings settings;
  settings.total_timeout = std::chrono::milliseconds(50);
  const RequestFailed failure = failure_of(Driver{settings}.fetch(server.origin() + "/hang"));
  EXPECT_EQ(failure.fault, TransportFault::timeout);
  EXPECT_TRUE(failure.may_have_been_sent);

  settings.total_timeout = std::chrono::milliseconds(0);  // libcurl's none
  Driver unsafe(settings);
  unsafe.start(unsafe.request(server.origin() + "/hang"));
  EXPECT_TRUE(unsafe.poll_for(Millis{500}).empty());
}

std::uint64_t connections_of_two_requests(const CurlSettings& settings) {
  const EpollServer server;
  Driver driver(settings);
  driver.fetch(server.origin() + "/ok");
  driver.poll_for(Millis{2500});
  driver.fetch(server.origin() + "/ok");
  return server.accepted();
}

TEST(CurlOptions, UsesNoOldIdleConnection) {
  CurlSettings settings;
  settings.idle_connection_age_max = std::chrono::seconds(1);
  EXPECT_EQ(connections_of_two_requests(settings), 2U);
  settings.idle_connection_age_max = std::chrono::seconds(118);  // libcurl's
  EXPECT_EQ(connections_of_two_requests(settings), 1U);
}

TEST(CurlOptions, UsesNoOldConnection) {
  CurlSettings settings;
  settings.connection_lifetime_max = std::chrono::seconds(1);
  EXPECT_EQ(connections_of_two_requests(settings), 2U);
  settings.connection_lifetime_max = std::chrono::seconds(0);  // libcurl's none
  EXPECT_EQ(connections_of_two_requests(settings), 1U);
}

TEST(CurlOptions, KeepsFewIdleConnections) {
  const EpollServer server;
  CurlSettings settings;
  settings.idle_connections_max = 3;
  Driver driver(settings);
  std::vector<AttemptId> attempts;
  for (int i = 0; i < 12; ++i) {
    attempts.push_back(driver.start(driver.request(server.origin() + "/delay/20")));
  }
  for (const auto& attempt : attempts) driver.finish(attempt);
  EXPECT_EQ(server.accepted(), 12U);
  while (server.open() > 3) std::this_thread::yield();
}

TEST(CurlOptions, CeilingsAreExact) {
  const EpollServer server;
  Driver driver;
  SendRequest fits = driver.request(server.origin() + "/large/1000");
  fits.response_bytes_max = 1000;
  EXPECT_EQ(response_of(driver.fetch(std::move(fits))).body.size(), 1000U);
  SendRequest over = driver.request(server.origin() + "/large/1000");
  over.response_bytes_max = 999;
  EXPECT_EQ(failure_of(driver.fetch(std::move(over))).fault, TransportFault::response_too_large);
  // Without ceilings both attacks succeed.
  SendRequest bomb = driver.request(server.origin() + "/gzip-bomb/20");
  bomb.response_bytes_max = UINT64_MAX;
  EXPECT_EQ(response_of(driver.fetch(std::move(bomb))).body.size(), 20U * 1024 * 1024);
  SendRequest headers = driver.request(server.origin() + "/large-headers/100000");
  headers.response_header_bytes_max = UINT64_MAX;
  EXPECT_EQ(response_of(driver.fetch(std::move(headers))).status, 200);
}

TEST(CurlOptions, DefaultsAreTheDocumentedOnes) {
  const CurlSettings settings;
  EXPECT_EQ(settings.connect_timeout, std::chrono::seconds(30));
  EXPECT_EQ(settings.idle_connection_age_max, std::chrono::seconds(30));
  EXPECT_EQ(settings.connection_lifetime_max, std::chrono::seconds(300));
  EXPECT_EQ(settings.resolver.keep_for, std::chrono::seconds(60));
}

TEST(CurlOptions, ReadsEndpointsLikeLibcurl) {
  const auto named = endpoint_of("https://api.example.com/x?y=http://z");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->host, "api.example.com");
  EXPECT_EQ(named->port, 443);
  EXPECT_FALSE(named->is_address);
  const auto v6 = endpoint_of("http://[2001:db8::1]:8080/");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->host, "2001:db8::1");
  EXPECT_EQ(v6->port, 8080);
  EXPECT_TRUE(v6->is_address);
  EXPECT_TRUE(endpoint_of("http://127.0.0.1/")->is_address);
  EXPECT_FALSE(endpoint_of(""));
}

}  // namespace
}  // namespace fieldcall::native::test
