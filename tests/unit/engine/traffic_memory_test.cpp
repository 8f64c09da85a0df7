#include "engine/traffic.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/limits.hpp"
#include "unit/engine/traffic_fixture.hpp"

namespace fieldcall::engine {
namespace {

TEST(TrafficMemory, ForgetsWhatWasIdleLongest) {
  Traffic traffic{{}};
  for (std::uint64_t id = 0; id < limits::traffic_entries_max; ++id) {
    run(traffic, {id, "t" + std::to_string(id % 7), "o" + std::to_string(id)}, Result::success);
  }
  ASSERT_EQ(traffic.entries(), limits::traffic_entries_max);
  run(traffic, {100'000, "t0", "o0"}, Result::success);  // used again
  run(traffic, {100'001, "new", "new"}, Result::success);
  EXPECT_EQ(traffic.entries(), limits::traffic_entries_max);
  EXPECT_TRUE(traffic.origin_state("t0", "o0"));
  EXPECT_FALSE(traffic.origin_state("t1", "o1"));
  EXPECT_TRUE(traffic.origin_state("t2", "o2"));
  EXPECT_TRUE(traffic.origin_state("new", "new"));
}

TEST(TrafficMemory, FiftyThousandOriginsTakeNoMoreThanTheirShare) {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 1;
  policy.origins["https://paid.example.com"].quota = 1;
  policy.origins["https://slow.example.com"].rate = 1;
  policy.origins["https://slow.example.com"].rate_period = 1h;
  Traffic traffic{policy};
  std::uint64_t id = 1;
  for (int i = 0; i < 10; ++i) run(traffic, {id++, "a", "broken"}, Result::failure);
  run(traffic, {id++, "a", "https://paid.example.com:443"}, Result::success);
  run(traffic, {id++, "a", "https://slow.example.com:443"}, Result::success);
  ask(traffic, {id++, "a", "busy"});
  const std::uint64_t waiting = id;
  ask(traffic, {id++, "a", "busy"});
  ask(traffic, {id, "a", "between attempts"});
  traffic.release(CallId{id++}, start);
  for (int i = 0; i < 50'000; ++i) {
    run(traffic, {id++, "flood", std::to_string(i)}, Result::success);
    ASSERT_LE(traffic.entries(), limits::traffic_entries_max);
  }
  EXPECT_EQ(traffic.origin_state("a", "broken")->breaker, policy::BreakerState::open);
  EXPECT_EQ(traffic.origin_state("a", "busy")->queued, 1U);
  EXPECT_TRUE(traffic.origin_state("a", "between attempts"));
  EXPECT_EQ(run(traffic, {id++, "a", "https://paid.example.com:443"}, Result::nothing),
            quota_exhausted);
  EXPECT_EQ(ask(traffic, {id++, "a", "https://slow.example.com:443"}).reason, "rate");
  // Once their time is over they go like all others.
  for (int i = 0; i < 10'000; ++i) {
    run(traffic, {id++, "flood", std::to_string(i)}, Result::success, start + 13h);
  }
  EXPECT_FALSE(traffic.origin_state("a", "broken"));
  EXPECT_FALSE(traffic.origin_state("a", "https://paid.example.com:443"));
  EXPECT_TRUE(traffic.origin_state("a", "busy"));
  traffic.leave_queue(CallId{waiting});
}

TEST(TrafficMemory, OpenBreakersGoWhenNothingElseIsLeft) {
  Traffic traffic{{}};
  std::uint64_t id = 1;
  for (std::uint32_t origin = 0; origin <= limits::traffic_entries_max; ++origin) {
    for (int i = 0; i < 10; ++i) {
      run(traffic, {id++, "a", std::to_string(origin)}, Result::failure, start + Millis{origin});
    }
    if (origin % 100 == 0) traffic.take_events();
  }
  EXPECT_EQ(traffic.entries(), limits::traffic_entries_max);
  EXPECT_FALSE(traffic.origin_state("a", "0")) << "the one that ends soonest";
  EXPECT_TRUE(traffic.origin_state("a", "1"));
}

TEST(TrafficMemory, EventsThatNobodyTakesAreBounded) {
  Traffic traffic{{}};
  std::uint64_t id = 1;
  for (int origin = 0; origin < 2000; ++origin) {
    for (int i = 0; i < 10; ++i) {
      run(traffic, {id++, "a", std::to_string(origin)}, Result::failure);
    }
  }
  EXPECT_EQ(traffic.take_events().size(), Traffic::events_max);
  EXPECT_TRUE(traffic.take_events().empty());
}

TEST(TrafficScale, TheWorkOfATurnDoesNotGrowWithTheQueue) {
  const auto work_per_call = [](std::uint64_t calls) {
    Traffic traffic{{}};
    for (std::uint64_t id = 1; id <= calls; ++id) {
      ask(traffic, {id, "a", std::to_string(id % 5)});
    }
    std::uint64_t done = 0;
    for (std::uint64_t running = 1; done < calls; ++done) {
      traffic.release(CallId{running}, start);
      traffic.finished(CallId{running}, Result::success, start);
      while (traffic.next(start)) {
      }
      ++running;
    }
    EXPECT_EQ(traffic.calls(), 0U);
    return traffic.work() * 1000 / calls;
  };
  const std::uint64_t few = work_per_call(1'000);
  const std::uint64_t many = work_per_call(10'000);
  EXPECT_LE(many, few + few / 4);
  EXPECT_LE(many, 6'000U) << "index updates per 1000 calls";
}

TEST(TrafficGauges, ListEveryOrigin) {
  Traffic traffic{one_slot_per_origin()};
  ask(traffic, {1, "b", "y"});
  ask(traffic, {2, "a", "z"});
  ask(traffic, {3, "a", "x"});
  ask(traffic, {4, "a", "x"});
  const auto states = traffic.origin_states();
  ASSERT_EQ(states.size(), 3U);
  EXPECT_EQ(states[0].origin, "x");
  EXPECT_EQ(states[0].tenant, "a");
  EXPECT_EQ(states[0].in_flight, 1U);
  EXPECT_EQ(states[0].queued, 1U);
  EXPECT_EQ(states[0].retry_tokens, 500);
  EXPECT_EQ(states[1].origin, "z");
  EXPECT_EQ(states[2].tenant, "b");
  EXPECT_EQ(traffic.tenant_in_flight("nobody"), 0U);
  EXPECT_EQ(traffic.tenant_queued("nobody"), 0U);
  EXPECT_FALSE(traffic.origin_state("nobody", "x"));
  EXPECT_FALSE(traffic.origin_state("a", "nowhere"));
}

}  // namespace
}  // namespace fieldcall::engine
