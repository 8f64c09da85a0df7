// What is bounded, who else may ask, and what the server does not start with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "server/running_server.hpp"

namespace fieldcall::server::test {
namespace {

using testing::HasSubstr;

TEST(Limits, RateIsAnsweredWithRetryAfter) {
  const RunningServer running([](ServerOptions& options) {
    options.service.rate = 1;
    options.service.burst = 1;
  });
  // However slow the machine is: of many at once, most are too many.
  RawClient client(running.port());
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += running.get("/metrics");
  client.send(requests);
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    const Reply reply = client.read();
    if (reply.status == 200) continue;
    ++refused;
    EXPECT_EQ(reply.problem(), "too_many_requests");
    EXPECT_EQ(reply.header("Retry-After"), "1");
  }
  EXPECT_GT(refused, 0);
  EXPECT_EQ(running.ask("GET /healthz HTTP/1.1\r\nHost: " + running.host() + "\r\n\r\n").status,
            200);
}

TEST(Limits, CallsUnderWayAreBounded) {
  const RunningServer running([](ServerOptions& options) { options.service.calls_max = 2; });
  RawClient first(running.port());
  RawClient second(running.port());
  first.send(running.post("/v1/run", running.run_body("/hang")));
  second.send(running.post("/v1/run", running.run_body("/hang")));
  RunningServer::wait_until([&] { return running.server->calls() == 2; });
  const Reply refused = running.ask(running.post("/v1/run", running.run_body("/ok")));
  EXPECT_EQ(refused.problem(), "too_many_calls");
  EXPECT_EQ(refused.header("Retry-After"), "1");
  first.close();
  RunningServer::wait_until([&] { return running.server->calls() < 2; });
  EXPECT_EQ(running.ask(running.post("/v1/run", running.run_body("/ok"))).status, 200);
}

TEST(Limits, ConnectionsAreBounded) {
  const RunningServer running([](ServerOptions& options) { options.http.connections_max = 2; });
  RawClient first(running.port());
  RawClient second(running.port());
  first.send(running.post("/v1/run", running.run_body("/hang")));
  second.send(running.post("/v1/run", running.run_body("/hang")));
  RunningServer::wait_until([&] { return running.server->calls() == 2; });
  RawClient third(running.port());
  const Reply refused = third.read();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.problem(), "too_many_connections");
  third.close();
  first.close();
  RunningServer::wait_until([&] { return running.server->http().open() == 1; });
  EXPECT_EQ(running.ask(running.get("/healthz")).status, 200);
}

TEST(Limits, WhoWaitsLongestForAHeadMakesRoom) {
  for (const char* const begun : {"", "GET /healthz HTTP/1.1\r\nHost"}) {
    const RunningServer running([](ServerOptions& options) { options.http.connections_max = 3; });
    RawClient busy(running.port());
    busy.send(running.post("/v1/run", running.run_body("/hang")));
    RunningServer::wait_until([&] { return running.server->calls() == 1; });
    RawClient slow(running.port());
    slow.send(begun);
    RawClient kept(running.port());
    EXPECT_EQ(kept.ask(running.get("/healthz")).status, 200);
    RawClient newcomer(running.port());
    EXPECT_EQ(newcomer.ask(running.get("/healthz")).status, 200);
    EXPECT_TRUE(slow.ends());
    EXPECT_EQ(kept.ask(running.get("/healthz")).status, 200);
    EXPECT_EQ(running.server->calls(), 1U);
    RunningServer::wait_until([&] { return running.server->http().open() == 3; });
  }
}

TEST(Limits, BodiesInMemoryAreBounded) {
  const RunningServer running(
      [](ServerOptions& options) { options.http.body_bytes_total_max = 1000; });
  EXPECT_EQ(running.ask(running.post("/v1/validate", R"({"config": {}})")).status, 200);
  const Reply refused =
      running.ask(running.post("/v1/validate", R"({"config": {}})" + std::string(1000, ' ')));
  EXPECT_EQ(refused.problem(), "unavailable");
  EXPECT_EQ(running.ask(running.post("/v1/validate", R"({"config": {}})")).status, 200);
}

TEST(Limits, SlowHeadsAndBodiesAreToldSo) {
  const RunningServer running([](ServerOptions& options) {
    options.http.head_timeout = Millis{200};
    options.http.body_timeout = Millis{200};
    options.http.linger = Millis{100};
  });
  RawClient head(running.port());
  head.send("GET /healthz HTTP/1.1\r\nHost");
  EXPECT_EQ(head.read().problem(), "request_timeout");
  EXPECT_TRUE(head.ends());
  RawClient body(running.port());
  body.send("POST /v1/run HTTP/1.1\r\n" + running.identity() +
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
  EXPECT_EQ(body.read().problem(), "request_timeout");
  EXPECT_TRUE(body.ends());
  RawClient idle(running.port());
  EXPECT_TRUE(idle.ends()) << "who says nothing is told nothing";
}

TEST(Limits, WhoDoesNotReadIsCutOff) {
  const RunningServer running([](ServerOptions& options) {
    options.http.write_timeout = Millis{200};
    options.service.rate = 100'000;
    options.service.burst = 100'000;
  });
  RawClient client(running.port());
  std::string requests;
  for (int i = 0; i < 2000; ++i) requests += running.get("/openapi.json");
  client.send(requests);  // some 10 MB of answers, more than sockets hold
  RunningServer::wait_until([&] { return running.server->http().open() == 0; });
  EXPECT_EQ(running.ask(running.get("/healthz")).status, 200);
}

TEST(Origins, ThatAreAllowedMayAsk) {
  const RunningServer running([](ServerOptions& options) {
    options.service.access.allowed_origins = {"https://forms.example.com"};
  });
  const std::string origin = "Origin: https://forms.example.com\r\n";
  const Reply preflight =
      running.ask("OPTIONS /v1/run HTTP/1.1\r\nHost: " + running.host() + "\r\n" + origin +
                  "Access-Control-Request-Method: POST\r\n"
                  "Access-Control-Request-Headers: authorization\r\n\r\n");
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Origin"), "https://forms.example.com");
  EXPECT_EQ(preflight.header("Access-Control-Allow-Headers"), "authorization, content-type");
  EXPECT_EQ(preflight.header("Access-Control-Allow-Credentials"), "");
  const Reply reply = running.ask(running.post("/v1/validate", R"({"config": {}})", origin));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Access-Control-Allow-Origin"), "https://forms.example.com");
  EXPECT_EQ(reply.header("Vary"), "Origin");
  const Reply own = running.ask(running.post("/v1/validate", R"({"config": {}})",
                                             "Origin: http://" + running.host() + "\r\n"));
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.header("Access-Control-Allow-Origin"), "");
}

TEST(Start, RefusesWhatIsNotSafe) {
  const auto problem = [](const std::string& address, const std::string& token) {
    ServerOptions options;
    options.http.address = address;
    options.service.access.token = token;
    const auto server = Server::start(std::move(options));
    return server ? std::string() : server.error().message;
  };
  EXPECT_THAT(problem("0.0.0.0", ""), HasSubstr("token of your own"));
  EXPECT_THAT(problem("::", ""), HasSubstr("token of your own"));
  EXPECT_THAT(problem("0.0.0.0", "short"), HasSubstr("32"));
  EXPECT_THAT(problem("127.0.0.1", "short"), HasSubstr("32"));
  EXPECT_THAT(problem("localhost", ""), HasSubstr("IP address"));
  for (const char* const origin :
       {"*", "null", "forms.example.com", "https://", "https://a.example/", "https://*.example"}) {
    ServerOptions options;
    options.service.access.allowed_origins = {origin};
    EXPECT_FALSE(Server::start(std::move(options)).ok()) << origin;
  }
  EXPECT_EQ(problem("127.0.0.1", ""), "");
  EXPECT_EQ(problem("0.0.0.0", std::string(32, 'x')), "");
}

}  // namespace
}  // namespace fieldcall::server::test
