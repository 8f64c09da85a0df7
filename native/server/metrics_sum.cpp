#include "metrics_sum.hpp"

#include <algorithm>

namespace fieldcall::server {
namespace {

void add_point(MetricKind kind, MetricPoint& sum, const MetricPoint& more) {
  sum.value = kind == MetricKind::gauge ? std::min(sum.value, more.value) : sum.value + more.value;
  sum.count += more.count;
  sum.sum += more.sum;
  sum.bucket_counts.resize(std::max(sum.bucket_counts.size(), more.bucket_counts.size()));
  for (std::size_t i = 0; i < more.bucket_counts.size(); ++i) {
    sum.bucket_counts[i] += more.bucket_counts[i];
  }
}

}  // namespace

void add_metrics(MetricsSnapshot& sum, const MetricsSnapshot& more) {
  for (const Metric& metric : more) {
    const auto same = std::find_if(sum.begin(), sum.end(), [&](const Metric& other) {
      return other.info.name == metric.info.name;
    });
    if (same == sum.end()) {
      sum.push_back(metric);
      continue;
    }
    for (const MetricPoint& point : metric.points) {
      const auto found = std::find_if(
          same->points.begin(), same->points.end(),
          [&](const MetricPoint& other) { return other.attributes == point.attributes; });
      if (found == same->points.end()) {
        same->points.push_back(point);
      } else {
        add_point(metric.info.kind, *found, point);
      }
    }
  }
}

}  // namespace fieldcall::server
