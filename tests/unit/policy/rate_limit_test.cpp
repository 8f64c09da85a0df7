#include "policy/rate_limit.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::policy {
namespace {

using namespace std::chrono_literals;

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 15};

RateAdvice refusal(std::optional<Millis> pause = {}) {
  return {.is_refusal = true, .pause = pause, .window = {}};
}
RateAdvice left(std::uint64_t requests, Millis span) {
  return {.is_refusal = false, .pause = {}, .window = RateAdvice::Window{requests, span}};
}

// Sends as many as may go at `now`.
int send_all(RateLimit& rate, Instant now, int at_most = 1000) {
  int sent = 0;
  while (sent < at_most && rate.not_before(now) <= now) {
    rate.take(now);
    ++sent;
  }
  return sent;
}

TEST(RateLimit, WithoutARateEverythingMayGo) {
  RateLimit rate{Rate{}};
  EXPECT_EQ(send_all(rate, start), 1000);
  EXPECT_LE(rate.remembers_until(), start);
}

TEST(RateLimit, SpreadsRequestsEvenly) {
  RateLimit rate{{.requests = 10, .period = 1s, .burst = 1}};
  EXPECT_EQ(send_all(rate, start), 1);
  EXPECT_EQ(rate.not_before(start), start + 100ms);
  EXPECT_EQ(send_all(rate, start + 99ms), 0);
  EXPECT_EQ(send_all(rate, start + 100ms), 1);
  EXPECT_EQ(send_all(rate, start + 1h), 1) << "waiting saves nothing up";
}

TEST(RateLimit, ABurstGoesAtOnceAfterAPause) {
  RateLimit rate{{.requests = 10, .period = 1s, .burst = 4}};
  EXPECT_EQ(send_all(rate, start), 4);
  EXPECT_EQ(send_all(rate, start + 100ms), 1);
  EXPECT_EQ(send_all(rate, start + 300ms), 2);
  EXPECT_EQ(send_all(rate, start + 10s), 4);
}

TEST(RateLimit, SevenASecondIsSevenASecondForever) {
  RateLimit rate{{.requests = 7, .period = 1s, .burst = 1}};
  Instant now = start;
  for (int i = 0; i < 7 * 1000; ++i) {
    ASSERT_LE(rate.not_before(now), now);
    rate.take(now);
    now = std::max(now, rate.not_before(now));
  }
  // Each wait is rounded up to a millisecond: at most that much is lost, and nothing is gained.
  EXPECT_GE(now, start + 1000s);
  EXPECT_LE(now, start + 1007s);

  RateLimit queued{{.requests = 7, .period = 1s, .burst = 7000}};
  for (int i = 0; i < 7000; ++i) queued.take(start);
  EXPECT_EQ(queued.remembers_until(), start + 1000s) << "without rounding in between: no drift";
}

TEST(RateLimit, ExtremeRatesDoNotOverflow) {
  RateLimit slow{{.requests = 1, .period = limits::rate_period_max, .burst = UINT32_MAX}};
  EXPECT_EQ(send_all(slow, start), 1000);
  RateLimit fast{{.requests = UINT32_MAX, .period = limits::rate_period_max, .burst = UINT32_MAX}};
  EXPECT_EQ(send_all(fast, start), 1000);
  RateLimit odd{{.requests = UINT32_MAX, .period = 1ms, .burst = 1}};
  EXPECT_EQ(send_all(odd, start), 1);
  EXPECT_EQ(odd.not_before(start), start + 1ms);
  RateLimit once{{.requests = 1, .period = limits::rate_period_max, .burst = 1}};
  EXPECT_EQ(send_all(once, start), 1);
  EXPECT_EQ(once.not_before(start), start + 24h);
}

TEST(RateLimit, AClockThatGoesBackGivesNothing) {
  RateLimit rate{{.requests = 1, .period = 1s, .burst = 2}};
  EXPECT_EQ(send_all(rate, start), 2);
  EXPECT_EQ(send_all(rate, start - 1h), 0);
  EXPECT_EQ(rate.not_before(start - 1h), start + 1s);
}

TEST(RateLimit, WorksBefore1970) {
  RateLimit rate{{.requests = 1, .period = 1s, .burst = 1}};
  const Instant then = Instant{} - 1h;
  EXPECT_EQ(send_all(rate, then), 1);
  EXPECT_EQ(send_all(rate, then + 999ms), 0);
  EXPECT_EQ(send_all(rate, then + 1s), 1);
}

TEST(RateLimit, WhatGoesOutAllTheSameIsPaidForLater) {
  RateLimit rate{{.requests = 1, .period = 1s, .burst = 1}};
  rate.take(start);
  rate.take(start);
  EXPECT_EQ(rate.not_before(start), start + 2s);
}

// No window of any length holds more than burst + length / interval requests.
TEST(RateLimit, IsNeverExceededInAnyWindow) {
  base::Random random(11);
  for (int round = 0; round < 60; ++round) {
    const Rate rule{.requests = 1 + static_cast<std::uint32_t>(random.up_to(50)),
                    .period = Millis{1 + static_cast<std::int64_t>(random.up_to(5000))},
                    .burst = 1 + static_cast<std::uint32_t>(random.up_to(9))};
    RateLimit rate{rule};
    std::vector<Instant> sent;
    Instant now = start;
    while (sent.size() < 150) {
      if (rate.not_before(now) <= now) {
        rate.take(now);
        sent.push_back(now);
      }
      now += Millis{static_cast<std::int64_t>(
          random.up_to(1 + 2 * static_cast<std::uint64_t>(rule.period.count()) / rule.requests))};
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
      for (std::size_t j = i + 1; j < sent.size(); ++j) {
        const auto requests = static_cast<std::int64_t>(j - i + 1);
        ASSERT_GE((sent[j] - sent[i]).count() * rule.requests,
                  (requests - rule.burst) * rule.period.count())
            << "round " << round;
      }
    }
  }
}

// And nothing is held back that the rule allows: against the textbook formula in fractions.
TEST(RateLimit, AgreesWithTheFormula) {
  base::Random random(12);
  for (int round = 0; round < 200; ++round) {
    const Rate rule{.requests = 1 + static_cast<std::uint32_t>(random.up_to(50)),
                    .period = Millis{1 + static_cast<std::int64_t>(random.up_to(5000))},
                    .burst = 1 + static_cast<std::uint32_t>(random.up_to(9))};
    RateLimit rate{rule};
    // In units of 1/requests milliseconds after `start`.
    std::int64_t theoretical = 0;
    std::int64_t clock_ms = 0;
    for (int i = 0; i < 300; ++i) {
      clock_ms += static_cast<std::int64_t>(
          random.up_to(1 + 2 * static_cast<std::uint64_t>(rule.period.count()) / rule.requests));
      const std::int64_t now = clock_ms * rule.requests;
      const bool conforms = now >= theoretical - (rule.burst - 1) * rule.period.count();
      const Instant at = start + Millis{clock_ms};
      ASSERT_EQ(rate.not_before(at) <= at, conforms);
      if (!conforms) continue;
      rate.take(at);
      theoretical = std::max(now, theoretical) + rule.period.count();
    }
  }
}

TEST(RateLimitLearning, ARefusalPausesUntilItsTime) {
  RateLimit rate{Rate{}};
  const auto ticket = rate.take(start);
  rate.learn(refusal(20s), ticket, start);
  EXPECT_EQ(rate.not_before(start), start + 20s);
  EXPECT_EQ(rate.learned_not_before(start), start + 20s);
  EXPECT_EQ(send_all(rate, start + 20s - 1ms), 0);
  EXPECT_EQ(send_all(rate, start + 20s), 1000) << "forgotten after its reset";
}

TEST(RateLimitLearning, ARefusalWithoutATimeSaysNothing) {
  RateLimit rate{Rate{}};
  rate.learn(refusal(), rate.take(start), start);
  EXPECT_LE(rate.not_before(start), start);
}

TEST(RateLimitLearning, ALaterRefusalNeverShortensThePause) {
  RateLimit rate{Rate{}};
  const auto first = rate.take(start);
  const auto second = rate.take(start);
  rate.learn(refusal(20s), first, start);
  rate.learn(refusal(5s), second, start);
  EXPECT_EQ(rate.not_before(start), start + 20s);
  rate.learn(refusal(30s), second, start);
  EXPECT_EQ(rate.not_before(start), start + 30s);
}

TEST(RateLimitLearning, AnswersToRequestsFromBeforeDoNotEndAPause) {
  RateLimit rate{Rate{}};
  const auto first = rate.take(start);
  const auto second = rate.take(start);
  rate.learn(refusal(20s), first, start);
  rate.learn({}, second, start + 1s);
  rate.learn(left(4000, 1h), second, start + 1s);
  EXPECT_EQ(rate.not_before(start + 1s), start + 20s);
}

TEST(RateLimitLearning, ALongPauseIsLookedAtEveryFiveMinutes) {
  RateLimit rate{Rate{}};
  rate.learn(refusal(1h), rate.take(start), start);
  EXPECT_EQ(rate.not_before(start), start + 300s);
  EXPECT_EQ(send_all(rate, start + 300s), 1) << "one, to see whether it still holds";
  EXPECT_EQ(rate.not_before(start + 300s), start + 600s);
  EXPECT_EQ(send_all(rate, start + 600s), 1);
  EXPECT_EQ(send_all(rate, start + 1h), 1000);
}

TEST(RateLimitLearning, ALookThatIsAnsweredEndsThePause) {
  RateLimit rate{Rate{}};
  rate.learn(refusal(1h), rate.take(start), start);
  const auto look = rate.take(start + 300s);
  rate.learn(refusal(), look, start + 301s);
  EXPECT_EQ(rate.not_before(start + 301s), start + 600s) << "refused again";
  const auto second_look = rate.take(start + 600s);
  rate.learn({}, second_look, start + 601s);
  EXPECT_EQ(send_all(rate, start + 601s), 1000);
}

TEST(RateLimitLearning, NoPauseIsLongerThanADay) {
  RateLimit rate{Rate{}};
  rate.learn(refusal(Millis{INT64_MAX / 4}), rate.take(start), start);
  EXPECT_EQ(rate.remembers_until(), start + 24h);
  rate.learn(left(0, Millis{INT64_MAX / 4}), rate.take(start), start);
  EXPECT_EQ(rate.remembers_until(), start + 24h);
}

TEST(RateLimitLearning, AWindowAllowsWhatIsLeftUntilItsEnd) {
  RateLimit rate{Rate{}};
  rate.learn(left(3, 60s), rate.take(start), start);
  EXPECT_EQ(send_all(rate, start + 1s), 3);
  EXPECT_EQ(rate.not_before(start + 1s), start + 60s);
  EXPECT_EQ(send_all(rate, start + 60s), 1000) << "forgotten after its reset";
}

TEST(RateLimitLearning, NothingLeftPauses) {
  RateLimit rate{Rate{}};
  rate.learn(left(0, 60s), rate.take(start), start);
  EXPECT_EQ(rate.not_before(start), start + 60s);
  rate.learn(left(0, 2h), rate.take(start), start);
  EXPECT_EQ(rate.not_before(start), start + 300s) << "one look in five minutes";
}

TEST(RateLimitLearning, WhatWentOutMeanwhileMayNotHaveBeenCounted) {
  RateLimit rate{Rate{}};
  const auto first = rate.take(start);
  for (int i = 0; i < 4; ++i) rate.take(start);
  rate.learn(left(10, 60s), first, start);
  EXPECT_EQ(send_all(rate, start), 6);

  RateLimit overdrawn{Rate{}};
  const auto ticket = overdrawn.take(start);
  for (int i = 0; i < 4; ++i) overdrawn.take(start);
  overdrawn.learn(left(2, 60s), ticket, start);
  EXPECT_EQ(send_all(overdrawn, start), 0);
}

TEST(RateLimitLearning, OlderAnswersOnlyTakeAway) {
  RateLimit rate{Rate{}};
  const auto first = rate.take(start);
  const auto second = rate.take(start);
  rate.learn(left(5, 60s), second, start);
  rate.learn(left(90, 60s), first, start);
  EXPECT_EQ(send_all(rate, start), 5);

  RateLimit stricter{Rate{}};
  const auto older = stricter.take(start);
  const auto newer = stricter.take(start);
  stricter.learn(left(5, 60s), newer, start);
  stricter.learn(left(3, 60s), older, start);
  EXPECT_EQ(send_all(stricter, start), 2) << "3, less the one that went out after it";
}

TEST(RateLimitLearning, OlderAnswersAboutAWindowThatIsOverMeanNothing) {
  RateLimit rate{Rate{}};
  const auto older = rate.take(start);
  const auto newer = rate.take(start);
  rate.learn(left(100, 60s), newer, start);
  rate.learn(left(0, 2s), older, start);
  EXPECT_EQ(send_all(rate, start, 200), 100);
}

TEST(RateLimitLearning, ANewerAnswerReplacesTheWindow) {
  RateLimit rate{Rate{}};
  rate.learn(left(0, 1h), rate.take(start), start);
  const auto look = rate.take(start + 300s);
  rate.learn(left(50, 1h), look, start + 301s);
  EXPECT_EQ(send_all(rate, start + 301s, 200), 50);
}

TEST(RateLimitLearning, NeverMakesItFasterThanItsRate) {
  RateLimit rate{{.requests = 1, .period = 1s, .burst = 1}};
  const auto ticket = rate.take(start);
  rate.learn(left(1'000'000, 1s), ticket, start);
  EXPECT_EQ(rate.not_before(start), start + 1s);
  rate.learn(refusal(100ms), ticket, start);
  EXPECT_EQ(rate.not_before(start), start + 1s);
  rate.learn(refusal(5s), ticket, start);
  EXPECT_EQ(rate.not_before(start), start + 5s);
}

TEST(RateLimitLearning, AClockThatGoesBackDoesNotEndAPause) {
  RateLimit rate{Rate{}};
  rate.learn(refusal(20s), rate.take(start), start);
  EXPECT_EQ(rate.not_before(start - 1h), start + 20s);
}

}  // namespace
}  // namespace fieldcall::policy
