#include "fieldcall/native/prometheus.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fieldcall/metrics.hpp"

namespace fieldcall::native::test {
namespace {

Observation observation(ObservationKind kind) {
  Observation observation;
  observation.kind = kind;
  observation.call = 1;
  observation.origin = "https://api.example.com:443";
  return observation;
}

TEST(PrometheusName, AddsUnitAndTotal) {
  std::set<std::string> names;
  for (const MetricInfo& info : metric_table()) {
    const std::string name = prometheus_name(info);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << name;
    EXPECT_EQ(name.ends_with("_total"), info.kind == MetricKind::counter) << name;
    EXPECT_EQ(name.find("_seconds") != std::string::npos, info.unit == "s") << name;
  }
  EXPECT_TRUE(names.contains("http_client_request_duration_seconds"));
  EXPECT_TRUE(names.contains("http_client_active_requests"));
  EXPECT_TRUE(names.contains("fieldcall_calls_total"));
}

TEST(MetricsToPrometheus, WritesNothingAboutNothing) {
  EXPECT_EQ(metrics_to_prometheus(Metrics().snapshot()), "");
}

TEST(MetricsToPrometheus, WritesCountersAndGauges) {
  Metrics metrics;
  metrics.observe(observation(ObservationKind::cache_hit));
  metrics.observe(observation(ObservationKind::cache_hit));
  metrics.observe(observation(ObservationKind::attempt_started));
  EXPECT_EQ(
      metrics_to_prometheus(metrics.snapshot()),
      "# HELP fieldcall_cache_requests_total times the cache was asked for an answer, by whether "
      "it had one\n"
      "# TYPE fieldcall_cache_requests_total counter\n"
      "fieldcall_cache_requests_total{fieldcall_cache_result=\"hit\","
      "server_address=\"api.example.com\",server_port=\"443\"} 2\n"
      "# HELP http_client_active_requests attempts on the wire\n"
      "# TYPE http_client_active_requests gauge\n"
      "http_client_active_requests{server_address=\"api.example.com\",server_port=\"443\"} 1\n");
}

TEST(MetricsToPrometheus, AddsBucketsUp) {
  Metrics metrics;
  Observation finished = observation(ObservationKind::attempt_finished);
  for (const std::int64_t duration : {3, 5, 60, 20'000}) {
    finished.duration = Millis{duration};
    metrics.observe(finished);
  }
  const std::string text = metrics_to_prometheus(metrics.snapshot());
  const std::string name = "\nhttp_client_request_duration_seconds";
  const std::string labels = "{server_address=\"api.example.com\",server_port=\"443\"";
  for (const auto& [bound, count] : {std::pair{"0.005", "2"},
                                     {"0.01", "2"},
                                     {"0.05", "2"},
                                     {"0.075", "3"},
                                     {"1", "3"},
                                     {"10", "3"},
                                     {"+Inf", "4"}}) {
    EXPECT_NE(text.find(name + "_bucket" + labels + ",le=\"" + bound + "\"} " + count + "\n"),
              std::string::npos)
        << bound << '\n'
        << text;
  }
  EXPECT_NE(text.find(name + "_count" + labels + "} 4\n"), std::string::npos) << text;
  EXPECT_NE(text.find(name + "_sum" + labels + "} 20.068"), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2 + 14 + 1 + 2 + 3) << text;
}

}  // namespace
}  // namespace fieldcall::native::test
