// Every endpoint as clients meet it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "endpoints.hpp"
#include "server/running_server.hpp"

namespace fieldcall::server::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(Endpoints, RunMakesTheCall) {
  const RunningServer running;
  const Reply reply = running.ask(running.post("/v1/run", running.run_body("/ok")));
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.header("Content-Type"), "application/json");
  const json outcome = json::parse(reply.body);
  EXPECT_EQ(outcome["status"], "ok");
  EXPECT_EQ(outcome["updates"]["answer"], true);
  EXPECT_EQ(running.api.request_count(), 1U);
}

TEST(Endpoints, RunTakesInputsAndSecrets) {
  const RunningServer running;
  const std::string body = R"({"config": {"fields": [)" + running.field("/ok") +
                           R"(, {"key": "echo", "name": "Echo",
          "api_config": {"url": "{api.base}/echo", "method": "POST",
          "headers": {"X-Key": "{secret.api_token}", "X-Call": "{call.id}"},
          "body": {"n": "{data.n}"}, "response_type": "text",
          "response_mapping": {"seen": "$body"}}}]},
          "field": "echo", "inputs": {"data": {"n": 1.50}, "callId": "call-7",
          "roots": {"api": {"base": ")" +
                           running.api.origin() + R"("}}}})";
  const Reply reply = running.ask(running.post("/v1/run", body));
  EXPECT_EQ(json::parse(reply.body)["status"], "ok") << reply.body;
  const auto requests = running.api.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].header("X-Key"), planted_secret);
  EXPECT_EQ(requests[0].header("X-Call"), "call-7");
  EXPECT_EQ(requests[0].body, R"({"n":1.50})");
  EXPECT_THAT(reply.body, testing::Not(HasSubstr(planted_secret)));
}

TEST(Endpoints, RenderShowsTheRequestAndSendsNothing) {
  const RunningServer running;
  const Reply reply = running.ask(running.post(
      "/v1/render", R"({"config": )" +
                        running.field("/ok", R"("headers": {"X-Key": "{secret.api_token}"}, )") +
                        "}"));
  const json preview = json::parse(reply.body);
  EXPECT_EQ(preview["status"], "ready") << reply.body;
  EXPECT_EQ(preview["request"]["url"], running.api.origin() + "/ok");
  EXPECT_THAT(reply.body, HasSubstr("secret:api_token"));
  EXPECT_THAT(reply.body, testing::Not(HasSubstr(planted_secret)));
  EXPECT_EQ(running.api.request_count(), 0U);
}

TEST(Endpoints, ValidateReportsEveryProblem) {
  const RunningServer running;
  const Reply valid = running.ask(running.post("/v1/validate", running.run_body("/ok")));
  EXPECT_EQ(json::parse(valid.body)["valid"], true) << valid.body;
  const Reply reply = running.ask(running.post(
      "/v1/validate", R"({"config": {"key": "a", "retry": 99, "timeout": 1}, "inputs": {}})"));
  EXPECT_EQ(reply.status, 200);
  const json validation = json::parse(reply.body);
  EXPECT_EQ(validation["valid"], false);
  EXPECT_GE(validation["diagnostics"].size(), 4U);
}

TEST(Endpoints, MapPutsAnAnswerThroughTheMapping) {
  const RunningServer running;
  const Reply reply = running.ask(
      running.post("/v1/map", R"({"config": )" + running.field("/ok") +
                                  R"(, "answer": {"status": 200, "body": {"ok": 7, "rest": 1}}})"));
  const json preview = json::parse(reply.body);
  EXPECT_EQ(preview["outcome"]["updates"]["answer"], 7) << reply.body;
  EXPECT_EQ(preview["unmapped"][0], "rest");
  EXPECT_EQ(running.api.request_count(), 0U);
}

TEST(Endpoints, SimulateRunsAgainstAScript) {
  const RunningServer running;
  const std::string field = R"({"key": "a", "name": "A", "retry": 2, "api_config": {"url": ")" +
                            running.api.origin() +
                            R"(/x", "method": "GET", "response_mapping": {"a": "ok"}}})";
  const Reply reply = running.ask(running.post(
      "/v1/simulate", R"({"config": )" + field +
                          R"(, "script": [{"status": 503}, {"status": 200, "body": {"ok": 1}}]})"));
  const json simulation = json::parse(reply.body);
  EXPECT_EQ(simulation["outcome"]["status"], "ok") << reply.body;
  EXPECT_EQ(simulation["requests"].size(), 2U);
  EXPECT_FALSE(simulation["timeline"].empty());
  EXPECT_EQ(running.api.request_count(), 0U);
}

TEST(Endpoints, MetricsCountCalls) {
  const RunningServer running;
  running.ask(running.post("/v1/run", running.run_body("/ok")));
  const Reply reply = running.ask(running.get("/metrics"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("fieldcall_calls_total{fieldcall_outcome=\"ok\""));
  EXPECT_EQ(running.ask("GET /metrics HTTP/1.1\r\nHost: " + running.host() + "\r\n\r\n").status,
            401);
}

TEST(Endpoints, HealthAndDescriptionNeedNoToken) {
  const RunningServer running;
  const std::string host = "Host: " + running.host() + "\r\n\r\n";
  const Reply health = running.ask("GET /healthz HTTP/1.1\r\n" + host);
  EXPECT_EQ(health.body, R"({"status":"ok"})");
  const Reply description = running.ask("GET /openapi.json HTTP/1.1\r\n" + host);
  EXPECT_EQ(json::parse(description.body)["openapi"], "3.1.0");
}

TEST(Endpoints, HeadHasTheHeadersOfGet) {
  const RunningServer running;
  RawClient client(running.port());
  client.send("HEAD /healthz HTTP/1.1\r\nHost: " + running.host() + "\r\n\r\n");
  const Reply reply = client.read(false);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Content-Length"), "15");
  EXPECT_EQ(client.ask(running.get("/healthz")).status, 200) << "no body came after HEAD";
}

// The route table, asked one by one: none answers 404 or 405 to its own method.
TEST(Endpoints, EveryRouteIsThere) {
  const RunningServer running([](ServerOptions& options) { options.demo = true; });
  for (const Route& route : routes()) {
    const Reply reply = running.ask(route.method == "POST" ? running.post(route.path, "{}")
                                                           : running.get(route.path));
    EXPECT_EQ(reply.status, route.method == "POST" ? 400 : 200) << route.path << reply.body;
    const Reply other = running.ask("DELETE " + std::string(route.path) + " HTTP/1.1\r\n" +
                                    running.identity() + "\r\n");
    EXPECT_EQ(other.status, 405);
    EXPECT_EQ(other.problem(), "method_not_allowed");
    EXPECT_EQ(other.header("Allow"),
              route.method == "POST" ? "POST, OPTIONS" : "GET, HEAD, OPTIONS");
  }
  EXPECT_EQ(running.ask(running.get("/v1/none")).problem(), "not_found");
}

TEST(Endpoints, ConfigurationsWithErrorsAreAProblemWithDiagnostics) {
  const RunningServer running;
  const Reply reply =
      running.ask(running.post("/v1/run", R"({"config": {"key": "a", "retry": 99}})"));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.problem(), "invalid_configuration");
  EXPECT_FALSE(json::parse(reply.body)["diagnostics"].empty());
  const std::string two = R"({"config": [)" + running.field("/ok") + R"(, {"key": "b", "name": "B",
      "api_config": {"url": "https://a.example", "method": "GET",
      "response_mapping": {"b": "b"}}}])";
  EXPECT_EQ(running.ask(running.post("/v1/run", two + "}")).problem(), "no_field");
  EXPECT_EQ(running.ask(running.post("/v1/run", two + R"(, "field": "c"})")).problem(),
            "unknown_field");
}

TEST(Endpoints, SchedulesAreCheckedAgainstTheSystemsZones) {
  const RunningServer running;
  const Reply reply =
      running.ask(running.post("/v1/validate",
                               R"({"config": {"key": "a", "name": "A", "trigger": "scheduled",
          "schedule": {"cron": "0 6 * * *", "timezone": "Europe/Nowhere"},
          "api_config": {"url": "https://a.example", "method": "GET",
          "response_mapping": {"a": "a"}}}})"));
  EXPECT_THAT(reply.body, HasSubstr("unknown_timezone"));
}

TEST(Endpoints, ConnectionsAreKeptAndPipelined) {
  const RunningServer running;
  RawClient client(running.port());
  client.send(running.post("/v1/run", running.run_body("/delay/50")) + running.get("/healthz") +
              running.post("/v1/validate", running.run_body("/ok")));
  EXPECT_EQ(json::parse(client.read().body)["status"], "ok");
  EXPECT_EQ(client.read().body, R"({"status":"ok"})");
  EXPECT_EQ(json::parse(client.read().body)["valid"], true);
  EXPECT_EQ(running.server->http().accepted(), 1U);
}

TEST(Endpoints, ChunkedBodiesAndExpectationsAreRead) {
  const RunningServer running;
  const std::string body = running.run_body("/ok");
  std::string chunks;
  for (const char c : body) chunks += std::string("1;x=y\r\n") + c + "\r\n";
  const std::string head = "POST /v1/run HTTP/1.1\r\n" + running.identity() +
                           "Content-Type: application/json; charset=utf-8\r\n";
  const Reply reply = running.ask(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks +
                                  "0\r\nAuthorization: Bearer x\r\n\r\n");
  EXPECT_EQ(json::parse(reply.body)["status"], "ok") << reply.body;
  RawClient client(running.port());
  client.send(head + "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  EXPECT_EQ(client.ask(body).status, 200);
}

TEST(Endpoints, OldClientsAndThoseWhoSayCloseAreClosed) {
  const RunningServer running;
  for (const std::string version : {"HTTP/1.0\r\n", "HTTP/1.1\r\nConnection: close\r\n"}) {
    RawClient client(running.port());
    EXPECT_EQ(client.ask("GET /healthz " + version + "Host: " + running.host() + "\r\n\r\n").status,
              200);
    EXPECT_TRUE(client.ends());
  }
}

TEST(Endpoints, AClientThatGoesAwayCancelsItsCall) {
  const RunningServer running;
  RawClient client(running.port());
  client.send(running.post("/v1/run", running.run_body("/hang")));
  RunningServer::wait_until([&] { return running.api.request_count() == 1; });
  client.close();
  RunningServer::wait_until([&] { return running.server->calls() == 0; });
  RunningServer::wait_until([&] { return running.api.open() == 0; });
  EXPECT_THAT(running.ask(running.get("/metrics")).body,
              HasSubstr("fieldcall_outcome=\"cancelled\""));
}

// The byte may be the beginning of the next request: it must not hide the end that follows it.
TEST(Endpoints, AClientThatSendsMoreAndGoesAwayCancelsItsCall) {
  const RunningServer running;
  RawClient client(running.port());
  client.send(running.post("/v1/run", running.run_body("/hang")));
  RunningServer::wait_until([&] { return running.api.request_count() == 1; });
  client.send("G");
  client.close();
  RunningServer::wait_until([&] { return running.server->calls() == 0; });
  RunningServer::wait_until([&] { return running.api.open() == 0; });
}

TEST(Endpoints, WhatComesDuringACallIsAnsweredAfterIt) {
  const RunningServer running;
  RawClient client(running.port());
  client.send(running.post("/v1/run", running.run_body("/delay/50")));
  RunningServer::wait_until([&] { return running.api.request_count() == 1; });
  // More than is read ahead.
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += running.get("/healthz");
  ASSERT_GT(requests.size(), HttpOptions{}.head_bytes_max);
  client.send(requests);
  EXPECT_EQ(json::parse(client.read().body)["status"], "ok");
  for (int i = 0; i < 200; ++i) EXPECT_EQ(client.read().body, R"({"status":"ok"})");
}

TEST(Endpoints, ShutDownRefusesARequestWhoseBodyHasNotCome) {
  const RunningServer running;
  const std::string request =
      running.post("/v1/validate", running.run_body("/ok"), "Expect: 100-continue\r\n");
  const std::size_t head_bytes = request.find("\r\n\r\n") + 4;
  RawClient client(running.port());
  client.send(request.substr(0, head_bytes));
  EXPECT_EQ(client.read().status, 100);
  client.send(request.substr(head_bytes, 3));
  std::thread stopping([&] { running.server->stop(Millis{0}); });
  const Reply reply = client.read();
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.problem(), "shutting_down");
  EXPECT_EQ(reply.header("Connection"), "close");
  client.send(request.substr(head_bytes + 3));
  client.close();
  stopping.join();
}

TEST(Endpoints, ShutDownEndsCallsWithAnOutcome) {
  const RunningServer running;
  RawClient waiting(running.port());
  RawClient idle(running.port());
  EXPECT_EQ(idle.ask(running.get("/healthz")).status, 200);
  waiting.send(running.post("/v1/run", running.run_body("/hang")));
  RunningServer::wait_until([&] { return running.api.request_count() == 1; });
  std::thread stopping([&] { running.server->stop(Millis{0}); });
  const Reply reply = waiting.read();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(json::parse(reply.body)["error"]["code"], "shut_down") << reply.body;
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(idle.ends());
  waiting.close();
  stopping.join();
  EXPECT_EQ(running.server->http().open(), 0U);
}

TEST(Endpoints, DemoHasAnApiOfItsOwnAndReachesNothingElseThatIsPrivate) {
  const RunningServer running([](ServerOptions& options) {
    options.client.engine.egress = {};
    options.demo = true;
  });
  const Reply demo = running.ask(running.get("/v1/demo"));
  const std::string base = json::parse(demo.body)["api_base"];
  EXPECT_EQ(base, running.server->demo_origin());
  const auto body = [&](const std::string& url, const std::string& secret) {
    return R"({"config": {"key": "a", "name": "A", "retry": 0, "api_config": {"url": ")" + url +
           R"(", "method": "GET", "headers": {"X-Api-Key": "{secret.)" + secret +
           R"(}"}, "response_mapping": {"a": "company.name"}}}})";
  };
  const std::string company = "/company/v1/BE/0123456789";
  const Reply reply = running.ask(running.post("/v1/run", body(base + company, "company_api_key")));
  EXPECT_EQ(json::parse(reply.body)["updates"]["a"], "Example Trading NV") << reply.body;
  EXPECT_THAT(reply.body, testing::Not(HasSubstr("demo-company-key")));
  EXPECT_EQ(
      json::parse(running.ask(running.post("/v1/render", body(base + company, "company_api_key")))
                      .body)["status"],
      "ready");
  for (const std::string& url :
       {running.api.origin() + "/ok", "http://localhost:" + base.substr(17),
        std::string("http://169.254.169.254/")}) {
    const Reply refused = running.ask(running.post("/v1/run", body(url, "api_token")));
    EXPECT_EQ(json::parse(refused.body)["status"], "failed") << url << refused.body;
  }
  EXPECT_EQ(running.api.accepted(), 0U);
  EXPECT_THAT(running.ask(running.get("/metrics")).body, HasSubstr("fieldcall_outcome=\"ok\""));
}

TEST(Endpoints, WithoutDemoThereIsNoApi) {
  const RunningServer running;
  EXPECT_EQ(running.ask(running.get("/v1/demo")).problem(), "not_found");
}

TEST(Endpoints, PagesCarryAPolicy) {
  const auto folder = std::filesystem::temp_directory_path() / "fieldcall-serve-pages";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "index.html") << "<!doctype html>";
  const RunningServer running([&](ServerOptions& options) { options.pages = folder.string(); });
  const Reply page = running.ask("GET / HTTP/1.1\r\nHost: " + running.host() + "\r\n\r\n");
  std::filesystem::remove_all(folder);
  EXPECT_EQ(page.body, "<!doctype html>");
  EXPECT_THAT(page.header("Content-Security-Policy"),
              HasSubstr("script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
  EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("connect-src 'self';"));
  EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
}

}  // namespace
}  // namespace fieldcall::server::test
