// What observers are told of real calls, and what metrics make of it.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "fieldcall/native/client.hpp"
#include "fieldcall/native/metrics_observer.hpp"
#include "native/fields.hpp"
#include "native/stores.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Send;

TEST(ClientObserver, SeesACallFromStartToEnd) {
  std::atomic<int> requests = 0;
  const EpollServer server({.handler = [&](const Request&) {
    return requests++ == 0 ? Script{Send{http_response(503, "{}", "Retry-After: 0\r\n")}}
                           : Script{Send{http_response(200, R"({"ok":true})")}};
  }});
  const auto observer = std::make_shared<RecordingObserver>();
  ClientOptions options = local_options(server);
  options.observer = observer;
  Client client(options);
  CallInputs of_acme;
  of_acme.tenant = "acme";
  EXPECT_EQ(client.run(local_field(server, "/"), of_acme).status, OutcomeStatus::ok);
  client.shutdown();
  const auto all = observer->all();
  std::vector<ObservationKind> kinds;
  for (const auto& each : all) kinds.push_back(each.kind);
  ASSERT_EQ(kinds, (std::vector{ObservationKind::call_started, ObservationKind::attempt_started,
                                ObservationKind::attempt_finished, ObservationKind::retry_scheduled,
                                ObservationKind::attempt_started, ObservationKind::attempt_finished,
                                ObservationKind::call_finished}));
  EXPECT_EQ(all[2].method, "GET");
  EXPECT_EQ(all[2].status, 503);
  EXPECT_EQ(all[2].error, ErrorCode::server_error);
  EXPECT_EQ(all[3].error, ErrorCode::server_error);
  EXPECT_EQ(all[5].status, 200);
  EXPECT_EQ(all[5].error, std::nullopt);
  EXPECT_EQ(all[6].outcome, OutcomeStatus::ok);
  EXPECT_EQ(all[6].source, "network");
  EXPECT_EQ(all[6].tenant, "acme");
  EXPECT_EQ(all[6].origin, server.origin());
  EXPECT_EQ(observer->threads(), 1U);
  EXPECT_FALSE(observer->saw_thread(std::this_thread::get_id()));
}

TEST(ClientObserver, IsToldOfCallsThatEndWithTheClient) {
  const EpollServer server;
  const auto observer = std::make_shared<RecordingObserver>();
  ClientOptions options = local_options(server);
  options.observer = observer;
  Client client(options);
  ASSERT_TRUE(client.submit(local_field(server, "/hang"), {}, nullptr).ok());
  while (server.request_count() == 0) std::this_thread::yield();
  client.shutdown();
  const Observation last = observer->all().back();
  EXPECT_EQ(last.kind, ObservationKind::call_finished);
  EXPECT_EQ(last.outcome, OutcomeStatus::failed);
  EXPECT_EQ(last.error, ErrorCode::shut_down);
}

std::int64_t value_of(const MetricsSnapshot& snapshot, std::string_view name) {
  std::int64_t sum = 0;
  for (const Metric& metric : snapshot) {
    if (metric.info.name != name) continue;
    for (const MetricPoint& point : metric.points) {
      sum += point.value + static_cast<std::int64_t>(point.count);
    }
  }
  return sum;
}

TEST(ClientMetrics, AddUpToWhatHappened) {
  const EpollServer server;
  const auto metrics = std::make_shared<MetricsObserver>();
  ClientOptions options = local_options(server);
  options.engine.traffic.any_origin.concurrency = 2;
  options.observer = metrics;
  Client client(options);
  for (int i = 0; i < 20; ++i) {
    const Field field = local_field(server, i % 4 == 0 ? "/status/404" : "/delay/5", 0);
    ASSERT_TRUE(client.submit(field, {}, nullptr).ok());
  }
  client.shutdown(Millis{60'000});
  const MetricsSnapshot snapshot = metrics->snapshot();
  EXPECT_EQ(value_of(snapshot, "fieldcall.call.started"), 20);
  EXPECT_EQ(value_of(snapshot, "fieldcall.calls"), 20);
  EXPECT_EQ(value_of(snapshot, "fieldcall.call.duration"), 20);
  EXPECT_EQ(value_of(snapshot, "http.client.request.duration"), 20);
  EXPECT_GT(value_of(snapshot, "fieldcall.queue.entered"), 0);
  for (const char* now : {"fieldcall.call.active", "fieldcall.queue.length",
                          "http.client.active_requests", "fieldcall.breaker.count"}) {
    EXPECT_EQ(value_of(snapshot, now), 0) << now;
  }
}

TEST(ClientMetrics, TellWhatIsLeftOfTheRetryBudget) {
  const EpollServer server({.handler = [](const Request&) {
    return Script{Send{http_response(503, "{}", "Retry-After: 0\r\n")}};
  }});
  const auto observer = std::make_shared<RecordingObserver>();
  ClientOptions options = local_options(server);
  options.engine.traffic.any_origin.circuit_breaker = false;
  options.engine.traffic.any_origin.learn_rate = false;
  options.observer = observer;
  Client client(options);
  const Field field = local_field(server, "/", 10);
  while (!observer->saw(ObservationKind::retry_refused)) client.run(field, {});
  client.shutdown();
  Metrics metrics;
  for (const Observation& each : observer->all()) {
    metrics.observe(each);
    if (each.kind != ObservationKind::retry_refused) continue;
    EXPECT_EQ(each.retry_tokens, 0);
    EXPECT_EQ(each.error, ErrorCode::server_error);
  }
  const MetricsSnapshot snapshot = metrics.snapshot();
  EXPECT_EQ(value_of(snapshot, "fieldcall.retry_budget.tokens"), 0);
  EXPECT_EQ(value_of(snapshot, "fieldcall.retries"), 100);
  EXPECT_EQ(value_of(snapshot, "fieldcall.retry_budget.refused"), 1);
}

TEST(ClientObserver, IsToldNoSecretAndNoCaseValue) {
  const std::string secret = "planted-5ecret-value";
  const std::string value = "planted-case-value";
  const EpollServer server({.handler = [](const Request& request) {
    return Script{Send{http_response(500, request.raw_head + request.body, "X-Echo: 1\r\n")}};
  }});
  const auto observer = std::make_shared<RecordingObserver>();
  const auto metrics = std::make_shared<MetricsObserver>();
  ClientOptions options = local_options(server);
  options.observer = observer;
  Client client(options);
  const Field field = field_from(
      R"({"key": "lookup", "name": "Lookup", "retry": 1, "api_config": {"url": ")" +
      server.origin() + R"(/{data.value}", "method": "POST", "params": {"q": "{data.value}"},
      "auth": {"type": "bearer", "token": "{secret.token}"},
      "headers": {"X-Case": "{data.value}"}, "body": {"a": "{data.value}"},
      "error_message": "body", "response_mapping": {"answer": "ok"}}})");
  CallInputs inputs;
  inputs.secrets["token"] = {SecretText(secret), {server.origin()}, {}};
  inputs.data_json = R"({"value": ")" + value + R"("})";
  EXPECT_EQ(client.run(field, inputs).status, OutcomeStatus::failed);
  client.shutdown();
  ASSERT_FALSE(observer->all().empty());
  std::string told;
  for (const Observation& each : observer->all()) {
    told += observation_to_json(each) + '\n';
    metrics->observe(each);
  }
  told += metrics_to_json(metrics->snapshot());
  EXPECT_EQ(told.find(secret), std::string::npos) << told;
  EXPECT_EQ(told.find(value), std::string::npos) << told;
}

}  // namespace
}  // namespace fieldcall::native::test
