#include "policy/breaker.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "base/random.hpp"

namespace fieldcall::policy {
namespace {

using namespace std::chrono_literals;
using enum Breaker::Result;

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 15};

// One call from its start to its result.
bool call(Breaker& breaker, Breaker::Result result, Instant now) {
  Breaker::Pass pass;
  if (!breaker.admit(pass, now)) return false;
  breaker.finished(pass, result, now);
  return true;
}

void open(Breaker& breaker, Instant now) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(call(breaker, failure, now));
  ASSERT_EQ(breaker.state(), BreakerState::open);
}

TEST(Breaker, OpensAtTheTenthFailureAndNotBefore) {
  Breaker breaker;
  for (int i = 0; i < 9; ++i) {
    EXPECT_TRUE(call(breaker, failure, start)) << i;
    EXPECT_EQ(breaker.state(), BreakerState::closed);
  }
  EXPECT_TRUE(call(breaker, failure, start));
  EXPECT_EQ(breaker.state(), BreakerState::open);
  EXPECT_FALSE(call(breaker, success, start));
}

TEST(Breaker, OpensAtHalfOfTheCallsAndNotBelow) {
  Breaker half;
  for (int i = 0; i < 5; ++i) call(half, success, start);
  for (int i = 0; i < 5; ++i) call(half, failure, start);
  EXPECT_EQ(half.state(), BreakerState::open);

  Breaker below;
  for (int i = 0; i < 11; ++i) call(below, success, start);
  for (int i = 0; i < 10; ++i) call(below, failure, start);
  EXPECT_EQ(below.state(), BreakerState::closed);
  call(below, failure, start);
  EXPECT_EQ(below.state(), BreakerState::open);
}

TEST(Breaker, CallsThatSayNothingDoNotCount) {
  Breaker breaker;
  for (int i = 0; i < 100; ++i) call(breaker, nothing, start);
  for (int i = 0; i < 9; ++i) call(breaker, failure, start);
  EXPECT_EQ(breaker.state(), BreakerState::closed);
}

TEST(Breaker, ForgetsWhatIsOlderThanThirtySeconds) {
  Breaker breaker;
  for (int i = 0; i < 9; ++i) call(breaker, failure, start + 999ms);
  call(breaker, failure, start + 30s);
  EXPECT_EQ(breaker.state(), BreakerState::closed);

  Breaker within;
  for (int i = 0; i < 9; ++i) call(within, failure, start + 999ms);
  call(within, failure, start + 30s - 1ms);
  EXPECT_EQ(within.state(), BreakerState::open);

  Breaker after_long;
  for (int i = 0; i < 9; ++i) call(after_long, failure, start);
  call(after_long, failure, start + std::chrono::hours{1000});
  EXPECT_EQ(after_long.state(), BreakerState::closed);
}

TEST(Breaker, AClockThatGoesBackKeepsCounting) {
  Breaker breaker;
  for (int i = 0; i < 9; ++i) call(breaker, failure, start);
  call(breaker, failure, start - 1h);
  EXPECT_EQ(breaker.state(), BreakerState::open);
  EXPECT_TRUE(breaker.refuses({}, start - 2h));
}

TEST(Breaker, StaysOpenForThirtySecondsThenLetsThreeProbesThrough) {
  Breaker breaker;
  open(breaker, start);
  EXPECT_EQ(breaker.open_for(), 30s);
  EXPECT_EQ(breaker.open_until(), start + 30s);
  std::vector<Breaker::Pass> passes(5);
  EXPECT_FALSE(breaker.admit(passes[0], start + 30s - 1ms));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(breaker.admit(passes[i], start + 30s)) << i;
  EXPECT_EQ(breaker.state(), BreakerState::half_open);
  EXPECT_EQ(breaker.probes(), 3U);
  EXPECT_FALSE(breaker.admit(passes[3], start + 30s));
  // A probe's own retries go through.
  EXPECT_TRUE(breaker.admit(passes[1], start + 31s));
  EXPECT_EQ(breaker.probes(), 3U);
}

TEST(Breaker, ThreeSuccessfulProbesCloseItWithACleanWindow) {
  Breaker breaker;
  open(breaker, start);
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(breaker.state(), BreakerState::closed);
    EXPECT_TRUE(call(breaker, success, start + 30s));
  }
  EXPECT_EQ(breaker.state(), BreakerState::closed);
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(call(breaker, failure, start + 30s));
  EXPECT_EQ(breaker.state(), BreakerState::closed);
  call(breaker, failure, start + 30s);
  EXPECT_EQ(breaker.open_for(), 30s) << "a new outage begins with the first duration";
}

TEST(Breaker, NoMoreProbesGoThanAreNeeded) {
  Breaker breaker;
  open(breaker, start);
  std::vector<Breaker::Pass> passes(3);
  ASSERT_TRUE(call(breaker, success, start + 30s));
  ASSERT_TRUE(breaker.admit(passes[0], start + 30s));
  ASSERT_TRUE(breaker.admit(passes[1], start + 30s));
  EXPECT_FALSE(breaker.admit(passes[2], start + 30s)) << "two successes are still to come";
}

TEST(Breaker, AFailedProbeReopensItForTwiceAsLongUpToFiveMinutes) {
  Breaker breaker;
  Instant now = start;
  open(breaker, now);
  for (const Millis expected : {60s, 120s, 240s, 300s, 300s}) {
    now = breaker.open_until();
    EXPECT_FALSE(call(breaker, failure, now - 1ms));
    EXPECT_TRUE(call(breaker, failure, now));
    EXPECT_EQ(breaker.state(), BreakerState::open);
    EXPECT_EQ(breaker.open_for(), expected);
    EXPECT_EQ(breaker.open_until(), now + expected);
  }
}

TEST(Breaker, AProbeThatSaysNothingGivesItsPlaceBack) {
  Breaker breaker;
  open(breaker, start);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(call(breaker, nothing, start + 30s)) << i;
  EXPECT_EQ(breaker.probes(), 0U);
  EXPECT_EQ(breaker.state(), BreakerState::half_open);
}

TEST(Breaker, ResultsOfAnEarlierPeriodDoNotCount) {
  Breaker breaker;
  std::vector<Breaker::Pass> old(20);
  for (auto& pass : old) ASSERT_TRUE(breaker.admit(pass, start));
  open(breaker, start);
  breaker.finished(old[0], success, start);  // while it is open
  std::vector<Breaker::Pass> probes(3);
  for (auto& pass : probes) ASSERT_TRUE(breaker.admit(pass, start + 30s));
  breaker.finished(old[1], success, start + 30s);  // while it is half open
  breaker.finished(old[2], failure, start + 30s);
  EXPECT_EQ(breaker.state(), BreakerState::half_open);
  EXPECT_EQ(breaker.probes(), 3U);
  for (auto& pass : probes) breaker.finished(pass, success, start + 30s);
  ASSERT_EQ(breaker.state(), BreakerState::closed);
  for (std::size_t i = 3; i < 20; ++i) breaker.finished(old[i], failure, start + 30s);
  EXPECT_EQ(breaker.state(), BreakerState::closed);
}

TEST(Breaker, AProbeOfAnEarlierTimeIsNoProbeOfThisOne) {
  Breaker breaker;
  open(breaker, start);
  std::vector<Breaker::Pass> probes(2);
  for (auto& pass : probes) ASSERT_TRUE(breaker.admit(pass, start + 30s));
  breaker.finished(probes[0], failure, start + 30s);  // open for 60 s
  EXPECT_FALSE(breaker.admit(probes[1], start + 31s)) << "its retry may not go while it is open";
  std::vector<Breaker::Pass> later(3);
  for (auto& pass : later) ASSERT_TRUE(breaker.admit(pass, start + 90s));
  EXPECT_FALSE(breaker.admit(probes[1], start + 90s)) << "the places are taken";
  breaker.finished(probes[1], failure, start + 90s);
  EXPECT_EQ(breaker.state(), BreakerState::half_open);
  EXPECT_EQ(breaker.probes(), 3U);
}

TEST(Breaker, ACallFromBeforeTheOutageIsJudgedByWhatItDidAfterIt) {
  Breaker breaker;
  Breaker::Pass old;
  ASSERT_TRUE(breaker.admit(old, start));
  open(breaker, start);
  EXPECT_FALSE(breaker.admit(old, start + 1s));
  for (int i = 0; i < 3; ++i) call(breaker, success, start + 30s);
  ASSERT_TRUE(breaker.admit(old, start + 31s));
  for (int i = 0; i < 9; ++i) call(breaker, failure, start + 31s);
  breaker.finished(old, failure, start + 31s);
  EXPECT_EQ(breaker.state(), BreakerState::open);
}

TEST(Breaker, AResultCountsOnce) {
  Breaker breaker;
  Breaker::Pass pass;
  ASSERT_TRUE(breaker.admit(pass, start));
  for (int i = 0; i < 20; ++i) breaker.finished(pass, failure, start);
  EXPECT_EQ(breaker.state(), BreakerState::closed);
}

TEST(Breaker, ACallThatWasNeverLetThroughDoesNotCount) {
  Breaker breaker;
  for (int i = 0; i < 20; ++i) {
    Breaker::Pass pass;
    breaker.finished(pass, failure, start);
  }
  EXPECT_EQ(breaker.state(), BreakerState::closed);
}

TEST(Breaker, StatesHaveNames) {
  EXPECT_EQ(breaker_state_name(BreakerState::closed), "closed");
  EXPECT_EQ(breaker_state_name(BreakerState::open), "open");
  EXPECT_EQ(breaker_state_name(BreakerState::half_open), "half_open");
}

// Against a model that keeps every result of the last 30 s, by the second.
TEST(Breaker, AgreesWithAListOfAllResults) {
  base::Random random(7);
  std::uint64_t openings = 0;
  for (int round = 0; round < 300; ++round) {
    Breaker breaker;
    std::deque<std::pair<std::int64_t, bool>> results;
    Instant now = start;
    const std::uint64_t failures_per_100 = 20 + random.up_to(50);
    const std::uint64_t longest_gap_ms = 500 + random.up_to(6000);
    for (int i = 0; i < 200 && breaker.state() == BreakerState::closed; ++i) {
      now += Millis{static_cast<std::int64_t>(random.up_to(longest_gap_ms))};
      const bool is_failure = random.up_to(99) < failures_per_100;
      const std::int64_t second = now.time_since_epoch() / 1s;
      results.emplace_back(second, is_failure);
      while (results.front().first + 30 <= second) results.pop_front();
      std::size_t failures = 0;
      for (const auto& result : results) failures += result.second ? 1 : 0;
      ASSERT_TRUE(call(breaker, is_failure ? failure : success, now));
      const bool opens = results.size() >= 10 && failures * 2 >= results.size();
      ASSERT_EQ(breaker.state() == BreakerState::open, opens);
      openings += opens ? 1 : 0;
    }
  }
  EXPECT_GT(openings, 50U);
  EXPECT_LT(openings, 300U);
}

}  // namespace
}  // namespace fieldcall::policy
