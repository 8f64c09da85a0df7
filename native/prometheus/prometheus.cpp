#include "fieldcall/native/prometheus.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace fieldcall::native {
namespace {

using Seconds = std::chrono::duration<double>;

std::string with_underscores(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '.', '_');
  return text;
}

prometheus::MetricType type_of(MetricKind kind) {
  switch (kind) {
    case MetricKind::counter:
      return prometheus::MetricType::Counter;
    case MetricKind::histogram:
      return prometheus::MetricType::Histogram;
    case MetricKind::up_down_counter:
    case MetricKind::gauge:
      break;
  }
  return prometheus::MetricType::Gauge;
}

prometheus::ClientMetric::Histogram histogram_of(const MetricInfo& info, const MetricPoint& point) {
  prometheus::ClientMetric::Histogram histogram;
  histogram.sample_count = point.count;
  histogram.sample_sum = Seconds(point.sum).count();
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < point.bucket_counts.size(); ++i) {
    cumulative += point.bucket_counts[i];
    const bool is_last = i == info.bounds.size();
    histogram.bucket.push_back({.cumulative_count = cumulative,
                                .upper_bound = is_last ? std::numeric_limits<double>::infinity()
                                                       : Seconds(info.bounds[i]).count()});
  }
  return histogram;
}

prometheus::ClientMetric metric_of(const MetricInfo& info, const MetricPoint& point) {
  prometheus::ClientMetric metric;
  for (const MetricAttribute& attribute : point.attributes) {
    metric.label.push_back({.name = with_underscores(attribute.name), .value = attribute.value});
  }
  metric.counter.value = static_cast<double>(point.value);
  metric.gauge.value = static_cast<double>(point.value);
  if (info.kind == MetricKind::histogram) metric.histogram = histogram_of(info, point);
  return metric;
}

}  // namespace

std::string metrics_to_prometheus(const MetricsSnapshot& snapshot) {
  std::vector<prometheus::MetricFamily> families;
  for (const Metric& metric : snapshot) {
    if (metric.points.empty()) continue;
    prometheus::MetricFamily family;
    family.name = prometheus_name(metric.info);
    family.help = metric.info.description;
    family.type = type_of(metric.info.kind);
    for (const MetricPoint& point : metric.points) {
      family.metric.push_back(metric_of(metric.info, point));
    }
    families.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace fieldcall::native
