#include "engine/traffic.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/engine/traffic_fixture.hpp"

namespace fieldcall::engine {
namespace {

TEST(TrafficRate, WaitsForTheRateAndSaysUntilWhen) {
  TrafficPolicy policy;
  policy.any_origin.rate = 10;
  policy.any_origin.burst = 2;
  Traffic traffic{policy};
  EXPECT_EQ(ask(traffic, {1}).verdict, go);
  EXPECT_EQ(ask(traffic, {2}).verdict, go);
  const auto answer = ask(traffic, {3});
  EXPECT_EQ(answer.verdict, wait);
  EXPECT_EQ(answer.reason, "rate");
  EXPECT_EQ(answer.not_before, start + 100ms);
  EXPECT_EQ(traffic.due(), start + 100ms);
  EXPECT_EQ(traffic.origin_state("a", api)->not_before, start + 100ms);
  EXPECT_TRUE(drain(traffic, start + 99ms).empty());
  EXPECT_EQ(drain(traffic, start + 100ms), std::vector<std::uint64_t>{3});
  EXPECT_FALSE(traffic.due());
}

TEST(TrafficRate, ARedirectCountsAndHoldsUpWhatFollows) {
  TrafficPolicy policy;
  policy.any_origin.rate = 1;
  policy.any_origin.rate_period = 1s;
  Traffic traffic{policy};
  ask(traffic, {1});
  ask(traffic, {2});
  traffic.redirected(CallId{1}, start + 500ms);
  EXPECT_EQ(traffic.due(), start + 2s);
  EXPECT_TRUE(drain(traffic, start + 1999ms).empty());
  EXPECT_EQ(drain(traffic, start + 2s), std::vector<std::uint64_t>{2});
}

TEST(TrafficRate, AClockThatGoesBackGivesNothing) {
  TrafficPolicy policy;
  policy.any_origin.rate = 1;
  Traffic traffic{policy};
  ask(traffic, {1});
  ask(traffic, {2}, start - 1h);
  EXPECT_TRUE(drain(traffic, start - 1h).empty());
  EXPECT_EQ(drain(traffic, start + 1s), std::vector<std::uint64_t>{2});
}

TEST(TrafficRate, LearnsFrom429AndTellsIt) {
  Traffic traffic{{}};
  ask(traffic, {1});
  traffic.learn(CallId{1}, {.status = 429, .headers = {{"Retry-After", "7"}}, .body = {}}, start);
  const auto events = traffic.take_events();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, ObservationKind::rate_learned);
  EXPECT_EQ(events[0].call, CallId{1});
  EXPECT_EQ(events[0].tenant, "a");
  EXPECT_EQ(events[0].origin, api);
  EXPECT_EQ(events[0].wait, 7s);
  EXPECT_EQ(ask(traffic, {2}).reason, "rate");
  EXPECT_EQ(ask(traffic, {3, "b"}).verdict, go) << "another tenant may have another key";
  EXPECT_EQ(traffic.due(), start + 7s);
  EXPECT_EQ(drain(traffic, start + 7s), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(traffic.take_events().empty());
}

TEST(TrafficRate, WhatIsLearnedHoldsForCallsThatWaitForSomethingElse) {
  TrafficPolicy policy;
  policy.process_concurrency = 2;
  Traffic traffic{policy};
  ask(traffic, {1});
  ask(traffic, {2, "b"});
  EXPECT_EQ(ask(traffic, {3}).reason, "process");
  traffic.learn(CallId{1}, {.status = 429, .headers = {{"Retry-After", "7"}}, .body = {}}, start);
  traffic.release(CallId{2}, start);
  EXPECT_TRUE(drain(traffic).empty());
  EXPECT_EQ(traffic.due(), start + 7s);
  EXPECT_EQ(drain(traffic, start + 7s), std::vector<std::uint64_t>{3});
}

TEST(TrafficRate, TheLastRequestOfALearnedWindowIsTold) {
  Traffic traffic{{}};
  ask(traffic, {1});
  traffic.learn(CallId{1}, {.status = 200, .headers = {{"RateLimit", "\"x\";r=1;t=9"}}, .body = {}},
                start);
  EXPECT_TRUE(traffic.take_events().empty());
  EXPECT_EQ(ask(traffic, {2}).verdict, go);
  EXPECT_EQ(traffic.take_events().at(0).wait, 9s);
  EXPECT_EQ(ask(traffic, {3}).verdict, wait);
}

TEST(TrafficRate, LearningCanBeSwitchedOff) {
  TrafficPolicy policy;
  policy.any_origin.learn_rate = false;
  Traffic traffic{policy};
  ask(traffic, {1});
  traffic.learn(CallId{1}, {.status = 429, .headers = {{"Retry-After", "7"}}, .body = {}}, start);
  EXPECT_EQ(ask(traffic, {2}).verdict, go);
  EXPECT_TRUE(traffic.take_events().empty());
}

TEST(TrafficQuota, CountsCallsNotAttempts) {
  TrafficPolicy policy;
  policy.any_origin.quota = 2;
  Traffic traffic{policy};
  EXPECT_EQ(run(traffic, {1}, Result::success), go);
  ask(traffic, {2});
  traffic.release(CallId{2}, start);
  for (int retry = 0; retry < 3; ++retry) {
    EXPECT_EQ(ask(traffic, {2}).verdict, go) << "its retries are not counted";
    traffic.release(CallId{2}, start);
  }
  EXPECT_EQ(traffic.origin_state("a", api)->quota_used, 2U);
  const auto answer = ask(traffic, {3});
  EXPECT_EQ(answer.verdict, quota_exhausted);
  EXPECT_EQ(answer.not_before, start + 12h);
  EXPECT_EQ(ask(traffic, {4, "b"}).verdict, go);
  EXPECT_EQ(run(traffic, {3}, Result::nothing, start + 12h - 1ms), quota_exhausted);
  EXPECT_EQ(run(traffic, {5}, Result::success, start + 12h), go);
}

TEST(TrafficQuota, ACallThatSendsNothingIsNotCounted) {
  TrafficPolicy policy = one_slot_per_origin();
  policy.any_origin.quota = 2;
  Traffic traffic{policy};
  ask(traffic, {1});
  ask(traffic, {2});
  traffic.finished(CallId{2}, Result::nothing, start);
  traffic.release(CallId{1}, start);
  EXPECT_EQ(ask(traffic, {3}).verdict, go);
  EXPECT_EQ(traffic.origin_state("a", api)->quota_used, 2U);
}

TEST(TrafficQuota, WaitingCallsAreToldAtOnceWhenItRunsOut) {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 2;
  policy.any_origin.quota = 3;
  Traffic traffic{policy};
  ask(traffic, {1});
  ask(traffic, {2});
  ask(traffic, {3});
  ask(traffic, {4});
  ask(traffic, {5, "a", api, Trigger::scheduled});
  traffic.release(CallId{2}, start);
  ask(traffic, {2});  // its retry, counted already
  const auto third = traffic.next(start);
  EXPECT_EQ(third->call, CallId{3});
  EXPECT_EQ(third->verdict, go);
  EXPECT_EQ(traffic.due(), start);
  EXPECT_EQ(drain(traffic, start, quota_exhausted), (std::vector<std::uint64_t>{4, 5}))
      << "no slot is needed to be told";
  EXPECT_FALSE(traffic.due());
  traffic.release(CallId{1}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{2});
}

TEST(TrafficBudget, PaysRetriesAndEndsThem) {
  Traffic traffic{{}};
  ask(traffic, {1});
  traffic.release(CallId{1}, start);
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(traffic.take_retry(CallId{1}, false)) << i;
    ASSERT_EQ(ask(traffic, {1}).verdict, go);
    traffic.release(CallId{1}, start);
  }
  EXPECT_FALSE(traffic.take_retry(CallId{1}, false));
  EXPECT_EQ(traffic.origin_state("a", api)->retry_tokens, 0);
  ask(traffic, {2, "b"});
  EXPECT_TRUE(traffic.take_retry(CallId{2}, false)) << "another tenant's is its own";
}

TEST(TrafficBudget, SuccessGivesBack) {
  Traffic traffic{{}};
  const auto tokens = [&] { return traffic.origin_state("a", api)->retry_tokens; };
  ask(traffic, {1});
  ASSERT_TRUE(traffic.take_retry(CallId{1}, true));
  traffic.release(CallId{1}, start);
  EXPECT_EQ(tokens(), 490);
  ask(traffic, {1});
  ASSERT_TRUE(traffic.take_retry(CallId{1}, false));
  traffic.release(CallId{1}, start);
  ask(traffic, {1});
  EXPECT_EQ(tokens(), 485);
  run(traffic, {2}, Result::success);
  EXPECT_EQ(tokens(), 486) << "a first attempt's success";
  run(traffic, {3}, Result::nothing);
  run(traffic, {4}, Result::failure);
  EXPECT_EQ(tokens(), 486);
  traffic.release(CallId{1}, start);
  traffic.finished(CallId{1}, Result::success, start);
  EXPECT_EQ(tokens(), 491) << "the cost of its last retry";
  for (std::uint64_t id = 10; id < 30; ++id) run(traffic, {id}, Result::success);
  EXPECT_EQ(tokens(), 500) << "never more than it began with";
}

TEST(TrafficBudget, ARetryThatIsNeverSentCostsNothing) {
  Traffic traffic{{}};
  ask(traffic, {1});
  traffic.release(CallId{1}, start);
  ASSERT_TRUE(traffic.take_retry(CallId{1}, true));
  traffic.finished(CallId{1}, Result::nothing, start);
  EXPECT_EQ(traffic.origin_state("a", api)->retry_tokens, 500);
}

TEST(TrafficBudget, CanBeSwitchedOff) {
  TrafficPolicy policy;
  policy.any_origin.retry_budget = false;
  Traffic traffic{policy};
  ask(traffic, {1});
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(traffic.take_retry(CallId{1}, true));
}

TEST(TrafficBreaker, OpensAndIsProbedAndCloses) {
  Traffic traffic{{}};
  std::uint64_t id = 1;
  for (int i = 0; i < 10; ++i) ASSERT_EQ(run(traffic, {id++}, Result::failure), go);
  const auto answer = ask(traffic, {id});
  EXPECT_EQ(answer.verdict, circuit_open);
  EXPECT_EQ(answer.not_before, start + 30s);
  traffic.finished(CallId{id++}, Result::failure, start);
  EXPECT_EQ(run(traffic, {id++, "b"}, Result::success), go) << "another tenant's is its own";
  const Instant later = start + 30s;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run(traffic, {id++}, Result::success, later), go);
  EXPECT_EQ(traffic.origin_state("a", api)->breaker, policy::BreakerState::closed);
  const auto events = traffic.take_events();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].kind, ObservationKind::breaker_opened);
  EXPECT_EQ(events[0].wait, 30s);
  EXPECT_EQ(events[0].call, CallId{10});
  EXPECT_EQ(events[1].kind, ObservationKind::breaker_half_opened);
  EXPECT_EQ(events[2].kind, ObservationKind::breaker_closed);
}

TEST(TrafficBreaker, NoMoreThanThreeProbesAndTheirRetriesGo) {
  Traffic traffic{{}};
  ask(traffic, {50});
  traffic.release(CallId{50}, start);
  for (std::uint64_t id = 1; id <= 10; ++id) run(traffic, {id}, Result::failure);
  EXPECT_EQ(ask(traffic, {50}, start + 1s).verdict, circuit_open)
      << "a call from before may not send its retry";
  const Instant later = start + 30s;
  for (std::uint64_t id = 11; id <= 13; ++id) EXPECT_EQ(ask(traffic, {id}, later).verdict, go);
  EXPECT_EQ(ask(traffic, {14}, later).verdict, circuit_open);
  EXPECT_EQ(ask(traffic, {50}, later).verdict, circuit_open);
  traffic.release(CallId{11}, later);
  ASSERT_TRUE(traffic.take_retry(CallId{11}, false));
  EXPECT_EQ(ask(traffic, {11}, later).verdict, go) << "a probe's retry";
  traffic.finished(CallId{12}, Result::nothing, later);  // cancelled
  EXPECT_EQ(ask(traffic, {15}, later).verdict, go) << "its place is free";
  traffic.finished(CallId{13}, Result::failure, later);
  EXPECT_EQ(traffic.origin_state("a", api)->breaker, policy::BreakerState::open);
  traffic.release(CallId{11}, later);
  const auto answer = ask(traffic, {11}, later + 1s);
  EXPECT_EQ(answer.verdict, circuit_open);
  EXPECT_EQ(answer.not_before, later + 60s);
}

TEST(TrafficBreaker, WaitingCallsAreToldAtOnceWhenItOpens) {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 10;
  policy.process_concurrency = 10;
  Traffic traffic{policy};
  for (std::uint64_t id = 1; id <= 10; ++id) ask(traffic, {id});
  for (std::uint64_t id = 11; id <= 15; ++id) {
    ask(traffic, {id, "a", api, id % 2 == 0 ? Trigger::manual : Trigger::scheduled});
  }
  ask(traffic, {16, "b"});
  for (std::uint64_t id = 1; id <= 10; ++id) traffic.finished(CallId{id}, Result::failure, start);
  EXPECT_EQ(traffic.due(), start);
  EXPECT_EQ(drain(traffic, start, circuit_open), (std::vector<std::uint64_t>{12, 14, 11, 13, 15}));
  EXPECT_FALSE(traffic.due());
  traffic.release(CallId{1}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{16});
}

TEST(TrafficBreaker, AProbeThatHasToWaitKeepsItsPlace) {
  TrafficPolicy policy;
  policy.process_concurrency = 1;
  Traffic traffic{policy};
  for (std::uint64_t id = 1; id <= 10; ++id) run(traffic, {id}, Result::failure);
  const Instant later = start + 30s;
  ASSERT_EQ(ask(traffic, {100, "b"}, later).verdict, go);
  for (std::uint64_t id = 11; id <= 13; ++id) EXPECT_EQ(ask(traffic, {id}, later).verdict, wait);
  EXPECT_EQ(ask(traffic, {14}, later).verdict, circuit_open);
  EXPECT_EQ(drain_one_by_one(traffic, 100, later), (std::vector<std::uint64_t>{11, 12, 13}));
  EXPECT_EQ(traffic.origin_state("a", api)->breaker, policy::BreakerState::closed);
}

TEST(TrafficBreaker, AProbeIsHandedOverWithItsRequest) {
  Traffic traffic{{}};
  for (std::uint64_t id = 1; id <= 10; ++id) run(traffic, {id}, Result::failure);
  const Instant later = start + 30s;
  ASSERT_EQ(ask(traffic, {11}, later).verdict, go);
  traffic.hand_over(CallId{11}, CallId{12});
  traffic.finished(CallId{11}, Result::nothing, later);
  EXPECT_EQ(traffic.origin_state("a", api)->probes, 1U);
  traffic.release(CallId{12}, later);
  traffic.finished(CallId{12}, Result::failure, later);
  EXPECT_EQ(traffic.origin_state("a", api)->breaker, policy::BreakerState::open);
}

TEST(TrafficBreaker, ACallThatNeverSentAnythingIsNoResult) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {100});
  for (std::uint64_t id = 1; id <= 20; ++id) {
    ask(traffic, {id});
    traffic.finished(CallId{id}, Result::failure, start);  // its deadline passed in the queue
  }
  EXPECT_EQ(traffic.origin_state("a", api)->breaker, policy::BreakerState::closed);
}

TEST(TrafficBreaker, CanBeSwitchedOff) {
  TrafficPolicy policy;
  policy.any_origin.circuit_breaker = false;
  Traffic traffic{policy};
  for (std::uint64_t id = 1; id <= 100; ++id) ASSERT_EQ(run(traffic, {id}, Result::failure), go);
  EXPECT_TRUE(traffic.take_events().empty());
}

}  // namespace
}  // namespace fieldcall::engine
