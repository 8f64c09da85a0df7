#include "metrics_sum.hpp"

#include <gtest/gtest.h>

namespace fieldcall::server {
namespace {

MetricsSnapshot snapshot_of(MetricKind kind, std::vector<MetricPoint> points) {
  return {{MetricInfo{"calls", kind, "", "", {}, {}}, std::move(points)}};
}

TEST(MetricsSum, AddsPointsOfEqualAttributes) {
  MetricsSnapshot sum = snapshot_of(MetricKind::counter, {{{{"a", "1"}}, 2, {}, 0, {}}});
  add_metrics(sum, snapshot_of(MetricKind::counter,
                               {{{{"a", "1"}}, 3, {}, 0, {}}, {{{"a", "2"}}, 7, {}, 0, {}}}));
  ASSERT_EQ(sum.size(), 1U);
  ASSERT_EQ(sum[0].points.size(), 2U);
  EXPECT_EQ(sum[0].points[0].value, 5);
  EXPECT_EQ(sum[0].points[1].value, 7);
}

TEST(MetricsSum, AddsHistograms) {
  MetricsSnapshot sum = snapshot_of(MetricKind::histogram, {{{}, 0, {1, 0}, 1, Millis{5}}});
  add_metrics(sum, snapshot_of(MetricKind::histogram, {{{}, 0, {0, 2}, 2, Millis{9}}}));
  EXPECT_EQ(sum[0].points[0].bucket_counts, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(sum[0].points[0].count, 3U);
  EXPECT_EQ(sum[0].points[0].sum, Millis{14});
}

TEST(MetricsSum, KeepsTheLowerGauge) {
  MetricsSnapshot sum = snapshot_of(MetricKind::gauge, {{{}, 4, {}, 0, {}}});
  add_metrics(sum, snapshot_of(MetricKind::gauge, {{{}, 3, {}, 0, {}}}));
  EXPECT_EQ(sum[0].points[0].value, 3);
}

}  // namespace
}  // namespace fieldcall::server
