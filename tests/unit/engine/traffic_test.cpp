#include "engine/traffic.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/engine/traffic_fixture.hpp"

namespace fieldcall::engine {
namespace {

TEST(Traffic, DefaultsLetACallGo) {
  Traffic traffic{{}};
  EXPECT_EQ(ask(traffic, {1}).verdict, go);
  EXPECT_EQ(traffic.in_flight(), 1U);
  EXPECT_EQ(traffic.tenant_in_flight("a"), 1U);
  EXPECT_EQ(traffic.origin_state("a", api)->in_flight, 1U);
  EXPECT_FALSE(traffic.due());
  traffic.release(CallId{1}, start);
  traffic.finished(CallId{1}, Result::success, start);
  EXPECT_EQ(traffic.in_flight(), 0U);
  EXPECT_EQ(traffic.calls(), 0U);
  EXPECT_EQ(traffic.entries(), 1U);
}

TEST(Traffic, UnknownCallsChangeNothing) {
  Traffic traffic{{}};
  traffic.leave_queue(CallId{1});
  traffic.release(CallId{1}, start);
  traffic.finished(CallId{1}, Result::failure, start);
  traffic.redirected(CallId{1}, start);
  traffic.learn(CallId{1}, {.status = 429, .headers = {{"Retry-After", "9"}}, .body = {}}, start);
  EXPECT_TRUE(traffic.take_retry(CallId{1}, true));
  EXPECT_EQ(traffic.entries(), 0U);
  EXPECT_FALSE(traffic.next(start));
}

TEST(TrafficSlots, AnOriginsSlotsAreItsOwn) {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 2;
  policy.origins["https://wide.example.com"].concurrency = 3;
  Traffic traffic{policy};
  EXPECT_EQ(ask(traffic, {1}).verdict, go);
  EXPECT_EQ(ask(traffic, {2}).verdict, go);
  const auto answer = ask(traffic, {3});
  EXPECT_EQ(answer.verdict, wait);
  EXPECT_EQ(answer.reason, "origin");
  EXPECT_FALSE(answer.not_before);
  EXPECT_EQ(ask(traffic, {3}).verdict, wait) << "asking again changes nothing";
  EXPECT_EQ(traffic.queued(), 1U);
  for (std::uint64_t id = 4; id <= 6; ++id) {
    EXPECT_EQ(ask(traffic, {id, "a", "https://wide.example.com:443"}).verdict, go);
  }
  EXPECT_EQ(ask(traffic, {7, "a", "https://wide.example.com:443"}).verdict, wait);
  EXPECT_EQ(ask(traffic, {8, "b"}).verdict, go) << "another tenant's slots are its own";
  EXPECT_TRUE(drain(traffic).empty());
  traffic.release(CallId{1}, start);
  EXPECT_EQ(traffic.due(), start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{3});
  EXPECT_FALSE(traffic.due());
}

TEST(TrafficSlots, ATenantHasAShareOfTheProcess) {
  TrafficPolicy policy;
  policy.tenant_concurrency = 2;
  policy.process_concurrency = 3;
  Traffic traffic{policy};
  EXPECT_EQ(ask(traffic, {1, "a", "x"}).verdict, go);
  EXPECT_EQ(ask(traffic, {2, "a", "y"}).verdict, go);
  EXPECT_EQ(ask(traffic, {3, "a", "z"}).reason, "tenant");
  EXPECT_EQ(ask(traffic, {4, "b", "x"}).verdict, go);
  EXPECT_EQ(ask(traffic, {5, "b", "x"}).reason, "process");
  EXPECT_EQ(ask(traffic, {6, "c", "x"}).reason, "process");
  traffic.release(CallId{4}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{5}) << "b and c have none; b was first";
  traffic.release(CallId{1}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{6});
  traffic.release(CallId{2}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{3});
}

TEST(TrafficSlots, NobodyPushesInBeforeAWaitingCall) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {1});
  ask(traffic, {2});
  traffic.release(CallId{1}, start);
  EXPECT_EQ(ask(traffic, {3}).verdict, wait) << "2 is next, even if nobody has asked yet";
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{2});
}

TEST(TrafficSlots, ARetryAsksAgainAndWaitsLikeEverybody) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {1});
  ask(traffic, {2});
  traffic.release(CallId{1}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(traffic.take_retry(CallId{1}, false));
  EXPECT_EQ(ask(traffic, {1}, start + 1s).verdict, wait);
  traffic.release(CallId{2}, start + 2s);
  EXPECT_EQ(drain(traffic, start + 2s), std::vector<std::uint64_t>{1});
}

TEST(TrafficSlots, ACallThatIsOverStillHoldsItsSlotUntilItIsOffTheWire) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {1});
  traffic.finished(CallId{1}, Result::nothing, start);
  EXPECT_EQ(traffic.in_flight(), 1U);
  EXPECT_EQ(ask(traffic, {2}).verdict, wait);
  traffic.release(CallId{1}, start);
  EXPECT_EQ(traffic.calls(), 1U);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{2});
}

TEST(TrafficSlots, ARequestGoesOnAsThatOfAnotherCall) {
  TrafficPolicy policy = one_slot_per_origin();
  policy.any_origin.quota = 1;
  Traffic traffic{policy};
  ask(traffic, {1});
  traffic.hand_over(CallId{1}, CallId{2});
  traffic.finished(CallId{1}, Result::nothing, start);
  EXPECT_EQ(traffic.calls(), 1U);
  EXPECT_EQ(traffic.in_flight(), 1U);
  traffic.release(CallId{1}, start);
  EXPECT_EQ(traffic.in_flight(), 1U) << "it is no longer the giver's";
  ASSERT_TRUE(traffic.take_retry(CallId{2}, false));
  traffic.release(CallId{2}, start);
  EXPECT_EQ(ask(traffic, {2}).verdict, go) << "counted by the quota already";
  traffic.release(CallId{2}, start);
  traffic.finished(CallId{2}, Result::success, start);
  EXPECT_EQ(traffic.origin_state("a", api)->retry_tokens, 500);
  EXPECT_EQ(traffic.origin_state("a", api)->quota_used, 1U);
  EXPECT_EQ(traffic.calls(), 0U);
  traffic.hand_over(CallId{1}, CallId{3});
  EXPECT_EQ(traffic.calls(), 0U);
}

TEST(TrafficQueue, ACallThatLeavesIsNotNamed) {
  Traffic traffic{one_slot_per_origin()};
  for (std::uint64_t id = 1; id <= 5; ++id) ask(traffic, {id});
  traffic.leave_queue(CallId{3});
  traffic.leave_queue(CallId{3});
  traffic.finished(CallId{2}, Result::nothing, start);
  EXPECT_EQ(traffic.queued(), 2U);
  EXPECT_EQ(traffic.tenant_queued("a"), 2U);
  EXPECT_EQ(drain_one_by_one(traffic, 1), (std::vector<std::uint64_t>{4, 5}));
  traffic.finished(CallId{3}, Result::nothing, start);
  EXPECT_EQ(traffic.calls(), 0U);
}

TEST(TrafficQueue, IsBoundedByTenantAndByProcess) {
  TrafficPolicy policy = one_slot_per_origin();
  policy.tenant_queue_max = 2;
  policy.process_queue_max = 3;
  Traffic traffic{policy};
  EXPECT_EQ(ask(traffic, {1}).verdict, go);
  EXPECT_EQ(ask(traffic, {2}).verdict, wait);
  EXPECT_EQ(ask(traffic, {3}).verdict, wait);
  EXPECT_EQ(ask(traffic, {4}).verdict, queue_full);
  traffic.finished(CallId{4}, Result::nothing, start);
  EXPECT_EQ(ask(traffic, {5, "b"}).verdict, go);
  EXPECT_EQ(ask(traffic, {6, "b"}).verdict, wait);
  EXPECT_EQ(ask(traffic, {7, "b"}).verdict, queue_full);
  traffic.leave_queue(CallId{2});
  EXPECT_EQ(ask(traffic, {8, "b"}).verdict, wait);
  EXPECT_EQ(ask(traffic, {9, "c"}).verdict, go) << "a full queue stops nobody who need not wait";
}

TEST(TrafficQueue, GoesByClassThenByArrivalAndEveryFourthTurnByAge) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {100});
  using enum Trigger;
  ask(traffic, {1, "a", api, scheduled});
  ask(traffic, {2, "a", api, scheduled});
  ask(traffic, {3, "a", api, on_update});
  ask(traffic, {4, "a", api, on_create});
  ask(traffic, {5, "a", api, manual});
  ask(traffic, {6, "a", api, on_create});
  ask(traffic, {7, "a", api, manual});
  ask(traffic, {8, "a", api, manual});
  // Turns 4 and 8 are those of the longest waiting call.
  EXPECT_EQ(drain_one_by_one(traffic, 100), (std::vector<std::uint64_t>{5, 7, 8, 1, 4, 6, 3, 2}));
}

TEST(TrafficQueue, AFloodOfManualCallsDoesNotStarveAScheduledOne) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {1});
  std::uint64_t next_id = 2;
  for (int i = 0; i < 20; ++i) ask(traffic, {next_id++});
  const std::uint64_t poor = next_id++;
  ask(traffic, {poor, "a", api, Trigger::scheduled});
  std::uint64_t running = 1;
  int turns = 0;
  while (running != poor) {
    ask(traffic, {next_id++});  // two more come for each one that goes
    ask(traffic, {next_id++});
    traffic.release(CallId{running}, start);
    traffic.finished(CallId{running}, Result::success, start);
    const auto turn = traffic.next(start);
    ASSERT_TRUE(turn);
    running = static_cast<std::uint64_t>(turn->call);
    ASSERT_LE(++turns, 4 * 21);
  }
  EXPECT_GT(turns, 20);
}

TEST(TrafficFairness, TenantsTakeTurnsForTheProcesssSlots) {
  TrafficPolicy policy;
  policy.process_concurrency = 1;
  Traffic traffic{policy};
  ask(traffic, {1000, "z"});
  for (std::uint64_t id = 1; id <= 4; ++id) ask(traffic, {id, "a"});
  ask(traffic, {11, "b"});
  ask(traffic, {12, "b"});
  ask(traffic, {21, "c", api, Trigger::scheduled});
  EXPECT_EQ(drain_one_by_one(traffic, 1000), (std::vector<std::uint64_t>{1, 11, 21, 2, 12, 3, 4}));
}

TEST(TrafficFairness, TheTenantWithTheFewestRequestsOnTheWireGoesFirst) {
  TrafficPolicy policy;
  policy.process_concurrency = 4;
  Traffic traffic{policy};
  for (std::uint64_t id = 1; id <= 10; ++id) ask(traffic, {id, "slow"});
  for (std::uint64_t id = 11; id <= 20; ++id) ask(traffic, {id, "fast"});
  // Slow calls keep their slots; each that ends makes room for a tenant that has fewer.
  traffic.release(CallId{1}, start);
  traffic.release(CallId{2}, start);
  EXPECT_EQ(drain(traffic), (std::vector<std::uint64_t>{11, 12}));
  traffic.release(CallId{11}, start);
  EXPECT_EQ(drain(traffic), (std::vector<std::uint64_t>{13}));
}

TEST(TrafficFairness, ABlockedOriginHoldsUpNoOther) {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 1;
  policy.tenant_concurrency = 2;
  Traffic traffic{policy};
  ask(traffic, {1, "a", "blocked"});
  ask(traffic, {2, "a", "blocked"});
  ask(traffic, {3, "a", "blocked"});
  EXPECT_EQ(ask(traffic, {4, "a", "free", Trigger::scheduled}).verdict, go);
  EXPECT_EQ(ask(traffic, {5, "a", "other", Trigger::scheduled}).reason, "tenant");
  traffic.release(CallId{4}, start);
  EXPECT_EQ(drain(traffic), std::vector<std::uint64_t>{5});
}

TEST(TrafficFairness, OriginsOfOneClassShareATenantsSlots) {
  TrafficPolicy policy;
  policy.tenant_concurrency = 1;
  Traffic traffic{policy};
  ask(traffic, {100, "a", "w"});
  for (std::uint64_t id = 1; id <= 4; ++id) ask(traffic, {id, "a", "x"});
  for (std::uint64_t id = 11; id <= 12; ++id) ask(traffic, {id, "a", "y"});
  ask(traffic, {21, "a", "z", Trigger::scheduled});
  // The fourth turn is that of the longest waiting call: 2.
  EXPECT_EQ(drain_one_by_one(traffic, 100), (std::vector<std::uint64_t>{1, 11, 2, 3, 12, 4, 21}));
}

}  // namespace
}  // namespace fieldcall::engine
