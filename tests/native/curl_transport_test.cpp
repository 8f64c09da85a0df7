#include "transport/curl_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Request;
using fieldcall::test::Script;

// A loopback port nobody listens on.
std::uint16_t unused_port() {
  const int socket_number = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(bind(socket_number, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  socklen_t size = sizeof address;
  getsockname(socket_number, reinterpret_cast<sockaddr*>(&address), &size);
  close(socket_number);
  return ntohs(address.sin_port);
}

TEST(CurlTransport, GivesTheAnswerWithItsHeaders) {
  const EpollServer server;
  Driver driver;
  const HttpResponse response = response_of(driver.fetch(server.origin() + "/ok"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"ok":true})");
  EXPECT_THAT(response.headers, testing::ElementsAre(Header{"Content-Type", "application/json"},
                                                     Header{"Content-Length", "11"}));
  EXPECT_EQ(driver.transport.active(), 0U);
}

TEST(CurlTransport, SendsTheRequestAsItIsAndAddsLittle) {
  const EpollServer server;
  Driver driver;
  SendRequest send = driver.request(server.origin() + "/echo?a=%27b");
  send.request.method = "POST";
  send.request.headers = {{"Accept", "application/json"},
                          {"X-Empty", ""},
                          {"x-Case", "kept"},
                          {"X-Twice", "1"},
                          {"X-Twice", "2"}};
  send.request.body = std::string("a\0b", 3);
  send.request.has_body = true;
  const std::string echoed = response_of(driver.fetch(std::move(send))).body;
  EXPECT_EQ(echoed,
            "POST /echo?a=%27b HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                "\r\nAccept-Encoding: gzip, deflate\r\n"
                "Accept: application/json\r\nX-Empty:\r\nx-Case: kept\r\nX-Twice: 1\r\n"
                "X-Twice: 2\r\nContent-Length: 3\r\n\r\n" +
                std::string("a\0b", 3));
}

TEST(CurlTransport, SendsEachMethodWithAndWithoutBody) {
  const EpollServer server;
  Driver driver;
  for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
    for (const bool has_body : {false, true}) {
      if (method == "GET" && has_body) continue;
      SendRequest send = driver.request(server.origin() + "/echo");
      send.request.method = method;
      send.request.has_body = has_body;
      send.request.body = has_body ? "{}" : "";
      driver.fetch(std::move(send));
      const Request seen = server.requests().back();
      EXPECT_EQ(seen.method, method);
      EXPECT_EQ(seen.body, has_body ? "{}" : "");
      const bool expects_content = has_body || (method != "GET" && method != "DELETE");
      EXPECT_EQ(seen.has_header("Content-Length"), expects_content) << method;
      EXPECT_FALSE(seen.has_header("Content-Type")) << method;
      EXPECT_FALSE(seen.has_header("Accept")) << method;
      EXPECT_FALSE(seen.has_header("User-Agent")) << method;
    }
  }
  SendRequest head = driver.request(server.origin() + "/close");
  head.request.method = "HEAD";
  EXPECT_EQ(failure_of(driver.fetch(std::move(head))).fault, TransportFault::reset);
  EXPECT_EQ(server.requests().back().method, "HEAD");
}

TEST(CurlTransport, ReadsNoBodyOfAHeadAnswer) {
  EpollServer server({.handler = [](const Request&) {
    return Script{fieldcall::test::Send{"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"}};
  }});
  Driver driver;
  SendRequest send = driver.request(server.origin() + "/");
  send.request.method = "HEAD";
  const HttpResponse response = response_of(driver.fetch(std::move(send)));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
}

TEST(CurlTransport, DecodesFramingsAndEncodings) {
  const EpollServer server;
  Driver driver;
  for (const char* path : {"/chunked", "/gzip", "/segments", "/delay/30"}) {
    const HttpResponse response = response_of(driver.fetch(server.origin() + path));
    EXPECT_EQ(response.body, R"({"ok":true})") << path;
    for (const Header& header : response.headers) EXPECT_NE(header.name, "X-Last") << path;
  }
  EXPECT_EQ(response_of(driver.fetch(server.origin() + "/status/503?retry_after=7")).status, 503);
  EXPECT_EQ(response_of(driver.fetch(server.origin() + "/large/1000000")).body.size(), 1'000'000U);
}

struct FaultCase {
  const char* path;
  TransportFault fault;
};

class CurlTransportFault : public testing::TestWithParam<FaultCase> {};

TEST_P(CurlTransportFault, IsToldApart) {
  const EpollServer server;
  Driver driver;
  const RequestFailed failure = failure_of(driver.fetch(server.origin() + GetParam().path));
  EXPECT_EQ(failure.fault, GetParam().fault) << failure.detail;
  EXPECT_TRUE(failure.may_have_been_sent);
  EXPECT_LE(failure.detail.size(), 200U);
  EXPECT_NE(failure.detail, "");
  // The transport goes on after each of them.
  EXPECT_EQ(response_of(driver.fetch(server.origin() + "/ok")).status, 200);
}

INSTANTIATE_TEST_SUITE_P(
    Below, CurlTransportFault,
    testing::Values(FaultCase{"/close", TransportFault::reset},
                    FaultCase{"/reset", TransportFault::reset},
                    FaultCase{"/cut", TransportFault::truncated},
                    FaultCase{"/cut-chunked", TransportFault::truncated},
                    FaultCase{"/cut-reset", TransportFault::truncated},
                    FaultCase{"/half-close", TransportFault::truncated},
                    FaultCase{"/garbage", TransportFault::bad_response},
                    FaultCase{"/bad-encoding", TransportFault::bad_response},
                    FaultCase{"/large/1048577", TransportFault::response_too_large},
                    FaultCase{"/gzip-bomb/20", TransportFault::response_too_large},
                    FaultCase{"/large-headers/65600", TransportFault::headers_too_large}),
    [](const auto& param_info) {
      std::string name;
      for (const char c : std::string(param_info.param.path)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
      }
      return name;
    });

TEST(CurlTransport, RefusesAStatusThatIsNone) {
  EpollServer server({.handler = [](const Request& request) {
    return Script{fieldcall::test::Send{"HTTP/1.1 " + request.target.substr(1) +
                                        " X\r\nContent-Length: 0\r\n\r\n"},
                  fieldcall::test::End::close};
  }});
  Driver driver;
  for (const char* status : {"600", "999", "000", "099", "20", "abc"}) {
    const auto event = driver.fetch(server.origin() + '/' + status);
    EXPECT_EQ(failure_of(event).fault, TransportFault::bad_response) << status << text_of(event);
  }
}

TEST(CurlTransport, TakesHalfAHeadForNoAnswer) {
  EpollServer server({.handler = [](const Request& request) {
    return Script{fieldcall::test::Send{request.target == "/interim"
                                            ? "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"
                                            : "HTTP/1.1 200 OK\r\nConte"},
                  fieldcall::test::End::close};
  }});
  Driver driver;
  for (const char* path : {"/", "/interim"}) {
    const RequestFailed failure = failure_of(driver.fetch(server.origin() + path));
    EXPECT_EQ(failure.fault, TransportFault::truncated) << path << " " << failure.detail;
    EXPECT_TRUE(failure.may_have_been_sent);
  }
}

TEST(CurlTransport, CountsOneHugeHeaderLine) {
  EpollServer server({.handler = [](const Request&) {
    return Script{fieldcall::test::Send{"HTTP/1.1 200 OK\r\nX: "},
                  fieldcall::test::Send{"y", 500'000},
                  fieldcall::test::Send{"\r\nContent-Length: 0\r\n\r\n"}};
  }});
  Driver driver;
  EXPECT_EQ(failure_of(driver.fetch(server.origin() + "/")).fault,
            TransportFault::headers_too_large);
}

TEST(CurlTransport, CountsInterimAnswersWithoutEnd) {
  EpollServer server({.handler = [](const Request&) {
    return Script{
        fieldcall::test::Send{"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 1'000'000}};
  }});
  Driver driver;
  EXPECT_EQ(failure_of(driver.fetch(server.origin() + "/")).fault,
            TransportFault::headers_too_large);
}

TEST(CurlTransport, LeavesInterimAnswersOut) {
  EpollServer server({.handler = [](const Request&) {
    return Script{fieldcall::test::Send{"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"},
                  fieldcall::test::Send{http_response(201, "{}")}};
  }});
  Driver driver;
  const HttpResponse response = response_of(driver.fetch(server.origin() + "/"));
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.headers.size(), 2U);
}

TEST(CurlTransport, KnowsWhenNothingWasSent) {
  Driver driver;
  const auto refused =
      failure_of(driver.fetch("http://127.0.0.1:" + std::to_string(unused_port()) + "/"));
  EXPECT_EQ(refused.fault, TransportFault::connect);
  EXPECT_FALSE(refused.may_have_been_sent);

  CurlSettings settings;
  settings.resolver.lookup = [](const std::string&) { return Resolution{{}, "no such name"}; };
  Driver nameless(settings);
  const auto unknown = failure_of(nameless.fetch("http://nowhere.test/"));
  EXPECT_EQ(unknown.fault, TransportFault::dns);
  EXPECT_FALSE(unknown.may_have_been_sent);
  EXPECT_EQ(unknown.detail, "cannot resolve nowhere.test: no such name");
}

TEST(CurlTransport, RefusesUrlsThatAreNone) {
  Driver driver;
  for (const char* url : {"", "http://", "://x", "http:// /", "http://a b/"}) {
    const auto failure = failure_of(driver.fetch(url));
    EXPECT_EQ(failure.fault, TransportFault::egress_denied) << url;
    EXPECT_FALSE(failure.may_have_been_sent) << url;
  }
}

TEST(CurlTransport, ReportsProgressWhileTheBodyComes) {
  const EpollServer server;
  CurlSettings settings;
  settings.progress_interval = std::chrono::milliseconds(0);
  Driver driver(settings);
  EXPECT_EQ(response_of(driver.fetch(server.origin() + "/drip/20/10")).body,
            "11111111111111111111");
  EXPECT_GT(driver.progress_events, 2U);

  Driver rare{CurlSettings{}};
  rare.fetch(server.origin() + "/drip/20/2");
  EXPECT_LT(rare.progress_events, 20U);
}

TEST(CurlTransport, ReportsProgressOnceForAStalledBody) {
  const EpollServer server;
  Driver driver;
  driver.start(driver.request(server.origin() + "/stall"));
  const auto events = driver.poll_for(Millis{300});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<ResponseProgress>(events[0]));
  EXPECT_EQ(driver.transport.active(), 1U);
}

TEST(CurlTransport, AbortsAtAnyTime) {
  const EpollServer server;
  CurlSettings settings;
  settings.resolver.lookup = [](const std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return Resolution{{}, "late"};
  };
  Driver driver(settings);
  const AttemptId hanging = driver.start(driver.request(server.origin() + "/hang"));
  const AttemptId stalled = driver.start(driver.request(server.origin() + "/stall"));
  const AttemptId resolving = driver.start(driver.request("http://slow.test/"));
  const AttemptId failed = driver.start(driver.request(""));
  driver.transport.abort(failed);
  driver.poll_for(Millis{20});
  for (const AttemptId& attempt : {hanging, stalled, resolving, hanging}) {
    driver.transport.abort(attempt);
  }
  EXPECT_EQ(driver.transport.active(), 0U);
  EXPECT_TRUE(driver.poll_for(Millis{100}).empty());
}

TEST(CurlTransport, EndsWithTransfersUnderWay) {
  const EpollServer server;
  {
    Driver driver;
    for (int i = 0; i < 20; ++i) driver.start(driver.request(server.origin() + "/hang"));
    driver.poll_for(Millis{50});
  }
  while (server.open() > 0) std::this_thread::yield();
}

TEST(CurlTransport, IsWokenFromAnotherThread) {
  Driver driver;
  std::thread waker([&] { driver.transport.wake(); });
  EXPECT_TRUE(driver.transport.poll(std::nullopt).empty());
  waker.join();
}

TEST(CurlTransport, UsesConnectionsAgain) {
  const EpollServer server;
  Driver driver;
  for (int i = 0; i < 10; ++i) driver.fetch(server.origin() + "/ok");
  EXPECT_EQ(server.accepted(), 1U);
}

TEST(CurlTransport, SharesNoConnectionBetweenPolicies) {
  const EpollServer server;
  Driver driver;
  driver.fetch(server.origin() + "/ok");
  EgressPolicy other = local_policy();
  other.denied_hosts = {"elsewhere.example"};
  driver.egress = std::make_shared<const EgressPolicy>(other);
  driver.fetch(server.origin() + "/ok");
  EXPECT_EQ(server.accepted(), 2U);
  // The same rules in another object are the same policy.
  driver.egress = std::make_shared<const EgressPolicy>(other);
  driver.fetch(server.origin() + "/ok");
  EXPECT_EQ(server.accepted(), 2U);
}

TEST(CurlTransport, ClosesTheConnectionsOfForgottenPolicies) {
  const EpollServer server;
  CurlSettings settings;
  settings.lanes_max = 2;
  Driver driver(settings);
  for (int i = 0; i < 6; ++i) {
    EgressPolicy policy = local_policy();
    policy.denied_hosts = {"host" + std::to_string(i) + ".example"};
    driver.egress = std::make_shared<const EgressPolicy>(policy);
    EXPECT_EQ(response_of(driver.fetch(server.origin() + "/ok")).status, 200);
  }
  while (server.open() > 2) std::this_thread::yield();
  EXPECT_EQ(server.accepted(), 6U);
}

TEST(CurlTransport, SendsThroughTheProxyOfThePolicy) {
  const EpollServer proxy;
  EgressPolicy policy = local_policy();
  policy.allow_private_networks = false;  // the proxy itself is the operator's choice
  policy.proxy = proxy.origin();
  Driver driver({}, policy);
  SendRequest send = driver.request("http://api.example.com/echo");
  EXPECT_EQ(response_of(driver.fetch(std::move(send))).status, 404);
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_EQ(proxy.requests()[0].target, "http://api.example.com/echo");
}

TEST(CurlTransport, RunsManyAtOnce) {
  const EpollServer server;
  Driver driver;
  std::vector<AttemptId> attempts;
  for (int i = 0; i < 300; ++i) {
    attempts.push_back(driver.start(driver.request(server.origin() + (i % 3 == 0   ? "/reset"
                                                                      : i % 3 == 1 ? "/ok"
                                                                                   : "/cut"))));
  }
  int answers = 0;
  for (const auto& attempt : attempts) {
    answers += std::holds_alternative<ResponseReceived>(driver.finish(attempt)) ? 1 : 0;
  }
  EXPECT_EQ(answers, 100);
}

}  // namespace
}  // namespace fieldcall::native::test
