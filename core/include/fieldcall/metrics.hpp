// Numbers about calls, counted from observations: for dashboards and alerts.
//
//   Metrics metrics;                   // one for each engine
//   metrics.observe(observation);      // each that the engine gives, in order
//   metrics_to_json(metrics.snapshot());
//
// Names, units and attributes follow OpenTelemetry (semantic conventions for HTTP metrics, SDK
// cardinality limits). Attributes hold an origin's host and port, statuses, codes and words of
// closed lists. No secret, body, url path, case value, tenant, case or field gets into one: tenants
// and fields are told by observations, which a log may keep and a metric may not count by.
//
// Bounded for any input: origins beyond limits::metric_origins_max are counted as "other"; series
// of one metric beyond limits::metric_series_max as one series {otel.metric.overflow: true}.
// Not thread-safe. The same observations give the same snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/observation.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall {

enum class MetricKind : std::uint8_t {
  counter,          // only grows
  up_down_counter,  // how many there are now
  gauge,
  histogram,  // of durations
};

// "counter", "up_down_counter", "gauge" or "histogram".
std::string_view metric_kind_name(MetricKind kind);

struct MetricInfo {
  std::string_view name;  // "http.client.request.duration"
  MetricKind kind;
  std::string_view unit;  // UCUM: "s", "{call}"
  std::string_view description;
  std::span<const std::string_view> attributes;  // those it may have, by name
  std::span<const Millis> bounds;                // of a histogram's buckets, upper ends included
};

// Every metric, by name.
std::span<const MetricInfo> metric_table();

struct MetricAttribute {
  std::string_view name;
  std::string value;
  bool operator==(const MetricAttribute&) const = default;
};

struct MetricPoint {
  std::vector<MetricAttribute> attributes;  // by name; what is not known is left out
  std::int64_t value = 0;                   // of all but histograms
  // Of histograms: one for each bound and one for what is above the last, not cumulative.
  std::vector<std::uint64_t> bucket_counts;
  std::uint64_t count = 0;
  Millis sum{0};
};

struct Metric {
  MetricInfo info;
  std::vector<MetricPoint> points;  // by attributes; may be none
};

// As metric_table.
using MetricsSnapshot = std::vector<Metric>;

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(Metrics&&) noexcept;
  Metrics& operator=(Metrics&&) noexcept;

  void observe(const Observation& observation);

  [[nodiscard]] MetricsSnapshot snapshot() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// [{"name", "kind", "unit", "description", "points": [{"attributes": {...}, "value"} or
// {"attributes", "count", "sum", "bounds", "bucket_counts"}]}], durations in seconds.
std::string metrics_to_json(const MetricsSnapshot& snapshot);

}  // namespace fieldcall
