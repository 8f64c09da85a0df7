#include "policy/quota.hpp"

#include <gtest/gtest.h>

namespace fieldcall::policy {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr Instant midnight = sys_days{std::chrono::year{2026} / 3 / 29};

TEST(Quota, CountsUpToItsLimit) {
  Quota quota;
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(quota.is_exhausted(3, midnight)) << i;
    quota.take(midnight);
  }
  EXPECT_TRUE(quota.is_exhausted(3, midnight));
  EXPECT_EQ(quota.used(midnight), 3U);
}

TEST(Quota, ZeroIsNoLimit) {
  Quota quota;
  for (int i = 0; i < 1000; ++i) quota.take(midnight);
  EXPECT_FALSE(quota.is_exhausted(0, midnight));
}

TEST(Quota, BeginsAnewAtMidnightUtcToTheMillisecond) {
  Quota quota;
  quota.take(midnight - 1ms);
  EXPECT_TRUE(quota.is_exhausted(1, midnight - 1ms));
  EXPECT_EQ(quota.next_day(midnight - 1ms), midnight);
  EXPECT_FALSE(quota.is_exhausted(1, midnight));
  quota.take(midnight);
  EXPECT_TRUE(quota.is_exhausted(1, midnight));
  EXPECT_TRUE(quota.is_exhausted(1, midnight + 24h - 1ms));
  EXPECT_FALSE(quota.is_exhausted(1, midnight + 24h));
}

TEST(Quota, AClockThatGoesBackToYesterdayGivesNothing) {
  Quota quota;
  quota.take(midnight);
  EXPECT_TRUE(quota.is_exhausted(1, midnight - 1ms));
  quota.take(midnight - 1ms);
  EXPECT_EQ(quota.used(midnight), 2U);
  EXPECT_EQ(quota.next_day(midnight - 1ms), midnight + 24h);
}

TEST(Quota, WorksBefore1970) {
  Quota quota;
  const Instant then = sys_days{std::chrono::year{1969} / 12 / 31} + 12h;
  quota.take(then);
  EXPECT_EQ(quota.used(then), 1U);
  EXPECT_EQ(quota.next_day(then), Instant{});
}

}  // namespace
}  // namespace fieldcall::policy
