#include "fieldcall/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "fieldcall/limits.hpp"

namespace fieldcall {
namespace {

constexpr const char* origin = "https://api.example.com:443";

Observation observation(ObservationKind kind) {
  Observation observation;
  observation.kind = kind;
  observation.call = 1;
  observation.origin = origin;
  return observation;
}

// One line for each series: name{attribute="value",...} value, histograms as count/sum in ms.
std::map<std::string, std::string> text_of(const Metrics& metrics) {
  std::map<std::string, std::string> lines;
  for (const Metric& metric : metrics.snapshot()) {
    for (const MetricPoint& point : metric.points) {
      std::string series(metric.info.name);
      char before = '{';
      for (const MetricAttribute& attribute : point.attributes) {
        series += before + std::string(attribute.name) + '=' + attribute.value;
        before = ',';
      }
      series += before == '{' ? "" : "}";
      lines[series] = metric.info.kind == MetricKind::histogram
                          ? std::to_string(point.count) + '/' + std::to_string(point.sum.count())
                          : std::to_string(point.value);
    }
  }
  return lines;
}

using Lines = std::map<std::string, std::string>;

Lines after(const std::vector<Observation>& observations) {
  Metrics metrics;
  for (const Observation& each : observations) metrics.observe(each);
  return text_of(metrics);
}

TEST(Metrics, AreListedByNameAndWithoutPointsAtFirst) {
  const MetricsSnapshot snapshot = Metrics().snapshot();
  ASSERT_EQ(snapshot.size(), metric_table().size());
  for (std::size_t i = 0; i < snapshot.size(); ++i) {
    EXPECT_EQ(snapshot[i].info.name, metric_table()[i].name);
    EXPECT_TRUE(snapshot[i].points.empty()) << snapshot[i].info.name;
    EXPECT_EQ(snapshot[i].info.bounds.empty(), snapshot[i].info.kind != MetricKind::histogram);
  }
}

TEST(Metrics, CountCallsFromStartToEnd) {
  Observation started = observation(ObservationKind::call_started);
  started.origin.clear();
  started.trigger = Trigger::on_update;
  EXPECT_EQ(after({started}), (Lines{{"fieldcall.call.started{fieldcall.trigger=on_update}", "1"},
                                     {"fieldcall.call.active", "1"}}));
  Observation finished = observation(ObservationKind::call_finished);
  finished.outcome = OutcomeStatus::failed;
  finished.error = ErrorCode::server_error;
  finished.duration = Millis{1234};
  finished.source = "network";
  EXPECT_EQ(
      after({started, finished}),
      (Lines{{"fieldcall.call.started{fieldcall.trigger=on_update}", "1"},
             {"fieldcall.call.active", "0"},
             {"fieldcall.call.duration{fieldcall.outcome=failed,server.address=api.example.com,"
              "server.port=443}",
              "1/1234"},
             {"fieldcall.calls{error.type=server_error,fieldcall.outcome=failed,"
              "fieldcall.source=network,server.address=api.example.com,server.port=443}",
              "1"}}));
}

TEST(Metrics, LeaveOutCallsThatFetchTokens) {
  Observation started = observation(ObservationKind::call_started);
  started.is_token_fetch = true;
  Observation finished = observation(ObservationKind::call_finished);
  finished.is_token_fetch = true;
  EXPECT_EQ(after({started, finished}), Lines{});
}

TEST(Metrics, MeasureAttempts) {
  const Observation started = observation(ObservationKind::attempt_started);
  EXPECT_EQ(after({started}),
            (Lines{{"http.client.active_requests{server.address=api.example.com,server.port=443}",
                    "1"}}));
  Observation finished = observation(ObservationKind::attempt_finished);
  finished.method = "GET";
  finished.status = 503;
  finished.error = ErrorCode::server_error;
  finished.duration = Millis{75};
  EXPECT_EQ(
      after({started, finished}),
      (Lines{{"http.client.active_requests{server.address=api.example.com,server.port=443}", "0"},
             {"http.client.request.duration{error.type=server_error,http.request.method=GET,"
              "http.response.status_code=503,server.address=api.example.com,server.port=443}",
              "1/75"}}));
  // One that nobody saw start (or saw end twice) makes nothing negative.
  finished.duration.reset();
  EXPECT_EQ(after({finished}),
            (Lines{{"http.client.active_requests{server.address=api.example.com,server.port=443}",
                    "0"}}));
}

TEST(Metrics, PutDurationsIntoBucketsUpToAndWithTheirBound) {
  Metrics metrics;
  Observation finished = observation(ObservationKind::attempt_finished);
  for (const std::int64_t duration : {0, 5, 6, 10'000, 10'001}) {
    finished.duration = Millis{duration};
    metrics.observe(finished);
  }
  const MetricsSnapshot snapshot = metrics.snapshot();
  const MetricPoint& point = snapshot.back().points.front();
  ASSERT_EQ(point.bucket_counts.size(), 15U);
  EXPECT_EQ(point.bucket_counts[0], 2U);
  EXPECT_EQ(point.bucket_counts[1], 1U);
  EXPECT_EQ(point.bucket_counts[13], 1U);
  EXPECT_EQ(point.bucket_counts[14], 1U);
  EXPECT_EQ(point.count, 5U);
  EXPECT_EQ(point.sum, Millis{20'012});
}

TEST(Metrics, CountWhatHappensOnce) {
  const struct {
    ObservationKind kind;
    const char* series;
  } cases[] = {
      {ObservationKind::cache_hit, "fieldcall.cache.requests{fieldcall.cache.result=hit,"},
      {ObservationKind::cache_miss, "fieldcall.cache.requests{fieldcall.cache.result=miss,"},
      {ObservationKind::cache_failed, "fieldcall.cache.failures{"},
      {ObservationKind::cache_stale, "fieldcall.cache.stale{"},
      {ObservationKind::cache_stored, "fieldcall.cache.stored{"},
      {ObservationKind::share_joined, "fieldcall.call.shared{fieldcall.share=joined,"},
      {ObservationKind::share_taken_over, "fieldcall.call.shared{fieldcall.share=taken_over,"},
      {ObservationKind::token_requested, "fieldcall.token.awaited{"},
      {ObservationKind::secrets_requested, "fieldcall.secret.reread{"},
      {ObservationKind::redirected, "fieldcall.redirects{"},
      {ObservationKind::retry_refused, "fieldcall.retry_budget.refused{"},
      {ObservationKind::rate_learned, "fieldcall.rate_limited{"},
  };
  for (const auto& [kind, series] : cases) {
    const Lines expected{
        {std::string(series) + "server.address=api.example.com,server.port=443}", "2"}};
    EXPECT_EQ(after({observation(kind), observation(kind)}), expected);
  }
}

TEST(Metrics, CountRetriesByWhatFailed) {
  Observation retry = observation(ObservationKind::retry_scheduled);
  retry.error = ErrorCode::timeout;
  EXPECT_EQ(after({retry}),
            (Lines{{"fieldcall.retries{error.type=timeout,server.address=api.example.com,"
                    "server.port=443}",
                    "1"}}));
}

TEST(Metrics, TellTheQueuesLength) {
  Metrics metrics;
  Observation waiting = observation(ObservationKind::queued);
  const std::string length =
      "fieldcall.queue.length{server.address=api.example.com,server.port=443}";
  for (std::uint64_t call = 1; call <= 3; ++call) {
    waiting.call = call;
    waiting.reason = "rate";
    metrics.observe(waiting);
  }
  // Another reason for the same call is no other call.
  waiting.reason = "tenant";
  metrics.observe(waiting);
  EXPECT_EQ(text_of(metrics)[length], "3");
  EXPECT_EQ(text_of(metrics)["fieldcall.queue.entered{fieldcall.queue.reason=rate,"
                             "server.address=api.example.com,server.port=443}"],
            "3");
  Observation sent = observation(ObservationKind::attempt_started);
  metrics.observe(sent);
  EXPECT_EQ(text_of(metrics)[length], "2");
  Observation ended = observation(ObservationKind::call_finished);
  ended.call = 2;
  metrics.observe(ended);
  metrics.observe(ended);
  EXPECT_EQ(text_of(metrics)[length], "1");
}

TEST(Metrics, FollowBreakersOfEachTenant) {
  Metrics metrics;
  const auto move = [&](ObservationKind kind, const std::string& tenant) {
    Observation moved = observation(kind);
    moved.tenant = tenant;
    metrics.observe(moved);
  };
  const auto count = [&](const std::string& state) {
    return text_of(metrics)["fieldcall.breaker.count{fieldcall.breaker.state=" + state +
                            ",server.address=api.example.com,server.port=443}"];
  };
  move(ObservationKind::breaker_opened, "a");
  move(ObservationKind::breaker_opened, "b");
  EXPECT_EQ(count("open"), "2");
  move(ObservationKind::breaker_half_opened, "a");
  EXPECT_EQ(count("open"), "1");
  EXPECT_EQ(count("half_open"), "1");
  move(ObservationKind::breaker_opened, "a");
  EXPECT_EQ(count("open"), "2");
  move(ObservationKind::breaker_half_opened, "a");
  move(ObservationKind::breaker_closed, "a");
  EXPECT_EQ(count("open"), "1");
  EXPECT_EQ(count("half_open"), "0");
  EXPECT_EQ(text_of(metrics)["fieldcall.breaker.transitions{fieldcall.breaker.state=closed,"
                             "server.address=api.example.com,server.port=443}"],
            "1");
}

TEST(Metrics, TellTheSmallestRetryBudget) {
  Metrics metrics;
  const auto left = [&](const std::string& tenant, std::int32_t tokens) {
    Observation retry = observation(ObservationKind::retry_scheduled);
    retry.tenant = tenant;
    retry.retry_tokens = tokens;
    metrics.observe(retry);
    return text_of(
        metrics)["fieldcall.retry_budget.tokens{server.address=api.example.com,server.port=443}"];
  };
  EXPECT_EQ(left("a", 495), "495");
  EXPECT_EQ(left("b", 300), "300");
  EXPECT_EQ(left("a", 490), "300");
  EXPECT_EQ(left("b", 500), "490");
  EXPECT_EQ(left("a", 500), "500");
}

TEST(Metrics, RememberNoMoreTenantsThanTheEngine) {
  Metrics metrics;
  for (std::uint32_t i = 0; i <= limits::traffic_entries_max; ++i) {
    Observation opened = observation(ObservationKind::breaker_opened);
    opened.tenant = "tenant " + std::to_string(i);
    opened.at = Instant{Millis{i}};
    metrics.observe(opened);
  }
  EXPECT_EQ(text_of(metrics)["fieldcall.breaker.count{fieldcall.breaker.state=open,"
                             "server.address=api.example.com,server.port=443}"],
            std::to_string(limits::traffic_entries_max));
}

TEST(Metrics, CountOriginsThatAreTooManyAsOther) {
  Metrics metrics;
  for (std::uint32_t i = 0; i < limits::metric_origins_max + 3; ++i) {
    Observation stored = observation(ObservationKind::cache_stored);
    stored.origin = "https://api" + std::to_string(i) + ".example.com:443";
    metrics.observe(stored);
  }
  Observation stored = observation(ObservationKind::cache_stored);
  stored.origin = "https://" + std::string(300, 'a') + ":443";
  metrics.observe(stored);
  const Lines lines = text_of(metrics);
  EXPECT_EQ(lines.size(), limits::metric_origins_max + 1);
  EXPECT_EQ(lines.at("fieldcall.cache.stored{server.address=other}"), "4");
}

TEST(Metrics, CountSeriesThatAreTooManyAsOverflow) {
  Metrics metrics;
  for (std::uint32_t i = 0; i < 5; ++i) {
    for (std::int32_t status = 100; status <= 599; ++status) {
      Observation finished = observation(ObservationKind::attempt_finished);
      finished.origin = "https://api" + std::to_string(i) + ".example.com:443";
      finished.status = status;
      finished.duration = Millis{1};
      metrics.observe(finished);
    }
  }
  const MetricsSnapshot snapshot = metrics.snapshot();
  const Metric& durations = snapshot.back();
  EXPECT_EQ(durations.points.size(), limits::metric_series_max);
  EXPECT_EQ(text_of(metrics).at("http.client.request.duration{otel.metric.overflow=true}"),
            "501/501");
}

TEST(Metrics, TellHostAndPortApart) {
  const auto place = [](const std::string& text) {
    Observation stored = observation(ObservationKind::cache_stored);
    stored.origin = text;
    return after({stored}).begin()->first;
  };
  EXPECT_EQ(place("https://[2001:db8::1]:8443"),
            "fieldcall.cache.stored{server.address=2001:db8::1,server.port=8443}");
  EXPECT_EQ(place("https://[2001:db8::1]"), "fieldcall.cache.stored{server.address=2001:db8::1}");
  EXPECT_EQ(place("http://10.0.0.1"), "fieldcall.cache.stored{server.address=10.0.0.1}");
  EXPECT_EQ(place(""), "fieldcall.cache.stored");
  // A host and a port are one series whatever the scheme, since the attributes do not tell it.
  Observation plain = observation(ObservationKind::cache_stored);
  plain.origin = "http://api.example.com:443";
  EXPECT_EQ(after({plain, observation(ObservationKind::cache_stored)}).size(), 1U);
}

// Every observation, with everything a host could have told it: what is not of a closed list or a
// host must not get into a name.
TEST(Metrics, HoldNoSecretAndNoCaseValue) {
  const std::string planted = "planted-5ecret-value";
  Metrics metrics;
  for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(ObservationKind::call_finished);
       ++kind) {
    Observation told = observation(static_cast<ObservationKind>(kind));
    told.call_id = planted;
    told.field_key = planted;
    told.tenant = planted;
    told.case_id = planted;
    told.method = planted;
    told.reason = planted;
    told.source = planted;
    told.status = 200;
    told.error = ErrorCode::timeout;
    told.duration = Millis{1};
    told.retry_tokens = 7;
    told.outcome = OutcomeStatus::ok;
    metrics.observe(told);
  }
  const std::string json = metrics_to_json(metrics.snapshot());
  EXPECT_EQ(json.find(planted), std::string::npos) << json;
  for (const Metric& metric : metrics.snapshot()) {
    EXPECT_FALSE(metric.points.empty()) << metric.info.name << " is never counted";
    for (const MetricPoint& point : metric.points) {
      EXPECT_TRUE(std::is_sorted(
          point.attributes.begin(), point.attributes.end(),
          [](const MetricAttribute& a, const MetricAttribute& b) { return a.name < b.name; }));
      for (const MetricAttribute& attribute : point.attributes) {
        const auto& known = metric.info.attributes;
        EXPECT_NE(std::find(known.begin(), known.end(), attribute.name), known.end())
            << metric.info.name << " is not said to have " << attribute.name;
      }
    }
  }
}

TEST(Metrics, AreTheSameForTheSameObservations) {
  const auto run = [](bool backwards) {
    std::vector<Observation> observations;
    for (const char* host : {"b", "a", "c"}) {
      Observation stored = observation(ObservationKind::cache_stored);
      stored.origin = std::string("https://") + host + ":443";
      observations.push_back(stored);
    }
    if (backwards) std::reverse(observations.begin(), observations.end());
    Metrics metrics;
    for (const Observation& each : observations) metrics.observe(each);
    return metrics_to_json(metrics.snapshot());
  };
  EXPECT_EQ(run(false), run(true));
  EXPECT_LT(run(false).find("\"a\""), run(false).find("\"b\""));
}

TEST(MetricsToJson, WritesSecondsAsExactDecimals) {
  Metrics metrics;
  Observation finished = observation(ObservationKind::attempt_finished);
  finished.duration = Millis{1050};
  metrics.observe(finished);
  const std::string json = metrics_to_json(metrics.snapshot());
  const std::string expected =
      R"({"name":"http.client.request.duration","kind":"histogram","unit":"s","description":)"
      R"("one attempt from sending to its last byte; its redirects are part of it","points":[)"
      R"({"attributes":{"server.address":"api.example.com","server.port":"443"},"count":1,)"
      R"("sum":1.05,"bounds":[0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10],)"
      R"("bucket_counts":[0,0,0,0,0,0,0,0,0,0,1,0,0,0,0]}]}])";
  EXPECT_TRUE(json.ends_with(expected)) << json;
  EXPECT_TRUE(json.starts_with(
      R"([{"name":"fieldcall.breaker.count","kind":"up_down_counter","unit":"{breaker}",)"))
      << json;
}

}  // namespace
}  // namespace fieldcall
