#include "engine/run_guard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.hpp"

namespace fieldcall::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum OutcomeStatus;

Instant at(std::int64_t seconds) {
  return Instant{Millis{seconds * 1000}};
}

CallInputs of_case(std::string case_id, std::string tenant = "t") {
  CallInputs inputs;
  inputs.case_id = std::move(case_id);
  inputs.tenant = std::move(tenant);
  return inputs;
}

class RunGuardTest : public testing::Test {
 protected:
  std::string admit(std::uint64_t call, const CallInputs& inputs, std::int64_t now_s = 0,
                    std::string_view field = "f") {
    const auto refused = guard_.admit(CallId{call}, inputs, field, at(now_s));
    return refused ? std::string(error_info(*refused).name) : "runs";
  }
  std::vector<CallId> finish(std::uint64_t call, OutcomeStatus status = ok) {
    return guard_.finished(CallId{call}, status);
  }

  RunGuard guard_;
};

// ---- how often ----

TEST_F(RunGuardTest, LetsTenRunsAMinutePass) {
  for (std::uint64_t call = 1; call <= 10; ++call) {
    EXPECT_EQ(admit(call, of_case("c"), static_cast<std::int64_t>(call)), "runs");
  }
  EXPECT_EQ(admit(11, of_case("c"), 10), "too_many_runs");
  EXPECT_EQ(admit(12, of_case("c"), 60), "too_many_runs");
  // The first was at 1 s; those that were refused do not count.
  EXPECT_EQ(admit(13, of_case("c"), 61), "runs");
  EXPECT_EQ(admit(14, of_case("c"), 61), "too_many_runs");
  EXPECT_EQ(admit(15, of_case("c"), 62), "runs");
}

TEST_F(RunGuardTest, CountsForEachFieldCaseAndTenant) {
  for (std::uint64_t call = 1; call <= 10; ++call) admit(call, of_case("c"));
  EXPECT_EQ(admit(11, of_case("c")), "too_many_runs");
  EXPECT_EQ(admit(12, of_case("d")), "runs");
  EXPECT_EQ(admit(13, of_case("c", "u")), "runs");
  EXPECT_EQ(admit(14, of_case("c"), 0, "g"), "runs");
  EXPECT_EQ(admit(15, of_case("ct", "")), "runs");
}

TEST_F(RunGuardTest, CountsRunsWhateverBecomesOfThem) {
  for (std::uint64_t call = 1; call <= 10; ++call) {
    admit(call, of_case("c"));
    if (call % 2 == 0) {
      finish(call, cancelled);
    } else {
      guard_.forget(CallId{call});
    }
  }
  EXPECT_EQ(admit(11, of_case("c")), "too_many_runs");
}

TEST_F(RunGuardTest, LetsCallsWithoutACaseStandAlone) {
  for (std::uint64_t call = 1; call <= 50; ++call) EXPECT_EQ(admit(call, of_case("")), "runs");
  EXPECT_THAT(finish(50), IsEmpty());
  EXPECT_EQ(guard_.remembered(), 0U);
}

TEST_F(RunGuardTest, EndsChains) {
  CallInputs inputs = of_case("c");
  inputs.chain_depth = limits::chain_depth_max;
  EXPECT_EQ(admit(1, inputs), "runs");
  inputs.chain_depth = limits::chain_depth_max + 1;
  EXPECT_EQ(admit(2, inputs), "chain_too_deep");
  inputs.case_id = "";
  EXPECT_EQ(admit(3, inputs), "chain_too_deep");
}

// ---- which counts ----

TEST_F(RunGuardTest, SupersedesOlderCallsOfTheSameFieldAndCase) {
  admit(1, of_case("c"));
  admit(2, of_case("c"));
  admit(3, of_case("d"));
  admit(4, of_case("c"), 0, "g");
  admit(5, of_case("c", "u"));
  admit(6, of_case("c"));
  admit(7, of_case("c"));
  EXPECT_THAT(finish(6), ElementsAre(CallId{1}, CallId{2}));
  EXPECT_THAT(finish(7), IsEmpty());
}

TEST_F(RunGuardTest, SupersedesWhateverTheNewerFound) {
  std::uint64_t call = 1;
  for (const OutcomeStatus status : {ok, OutcomeStatus::empty, stale, waiting_input, failed}) {
    admit(call, of_case("c"), static_cast<std::int64_t>(call));
    admit(call + 1, of_case("c"), static_cast<std::int64_t>(call));
    EXPECT_THAT(finish(call + 1, status), ElementsAre(CallId{call}));
    call += 100;
  }
}

TEST_F(RunGuardTest, SupersedesNothingWhenCancelledOrSupersededItself) {
  admit(1, of_case("c"));
  admit(2, of_case("c"));
  admit(3, of_case("c"));
  EXPECT_THAT(finish(3, cancelled), IsEmpty());
  EXPECT_THAT(finish(2, superseded), IsEmpty());
  admit(4, of_case("c"));
  EXPECT_THAT(finish(4), ElementsAre(CallId{1}));
}

TEST_F(RunGuardTest, NamesEachSupersededCallOnce) {
  admit(1, of_case("c"));
  admit(2, of_case("c"));
  admit(3, of_case("c"));
  EXPECT_THAT(finish(2), ElementsAre(CallId{1}));
  EXPECT_THAT(finish(1, superseded), IsEmpty());
  EXPECT_THAT(finish(1), IsEmpty());
  EXPECT_THAT(finish(3), IsEmpty());
}

TEST_F(RunGuardTest, ForgetsCallsThatAreGone) {
  admit(1, of_case("c"));
  admit(2, of_case("c"));
  guard_.forget(CallId{1});
  guard_.forget(CallId{1});
  guard_.forget(CallId{99});
  EXPECT_THAT(finish(2), IsEmpty());
}

// ---- memory ----

TEST_F(RunGuardTest, ForgetsAMinuteAfterTheLastRun) {
  for (std::uint64_t call = 1; call <= 100; ++call) {
    admit(call, of_case("c" + std::to_string(call)));
    finish(call);
  }
  EXPECT_EQ(guard_.remembered(), 100U);
  admit(101, of_case("x"), 60);
  EXPECT_EQ(guard_.remembered(), 1U);
}

TEST(RunGuard, RemembersNoMoreThanItMayAndWhatRuns) {
  RunGuard guard(10);
  const auto run = [&guard](std::uint64_t call, const std::string& case_id) {
    return guard.admit(CallId{call}, of_case(case_id), "f", at(0)).has_value();
  };
  for (std::uint64_t call = 1; call <= 9; ++call) {
    run(call, "storm");
    guard.finished(CallId{call}, ok);
  }
  run(10, "busy");
  for (std::uint64_t call = 100; call < 200; ++call) {
    run(call, "c" + std::to_string(call));
    guard.finished(CallId{call}, ok);
    EXPECT_LE(guard.remembered(), 11U);
  }
  // The storm was idle for longest and is forgotten; the call under way is not.
  for (std::uint64_t call = 200; call < 210; ++call) EXPECT_FALSE(run(call, "storm"));
  EXPECT_TRUE(run(210, "storm"));
  run(211, "busy");
  EXPECT_THAT(guard.finished(CallId{211}, ok), ElementsAre(CallId{10}));
}

// ---- failures ----

TEST(RunGuard, CountsFailuresInARow) {
  RunGuard guard;
  EXPECT_EQ(guard.count_failures("t", "f", failed), 1U);
  EXPECT_EQ(guard.count_failures("t", "f", stale), 2U);
  EXPECT_EQ(guard.count_failures("u", "f", failed), 1U);
  EXPECT_EQ(guard.count_failures("t", "g", failed), 1U);
  EXPECT_EQ(guard.count_failures("t", "f", cancelled), 0U);
  EXPECT_EQ(guard.count_failures("t", "f", superseded), 0U);
  EXPECT_EQ(guard.count_failures("t", "f", waiting_input), 0U);
  EXPECT_EQ(guard.count_failures("t", "f", failed), 3U);
  EXPECT_EQ(guard.count_failures("t", "f", ok), 0U);
  EXPECT_EQ(guard.count_failures("t", "f", failed), 1U);
  EXPECT_EQ(guard.count_failures("t", "f", OutcomeStatus::empty), 0U);
  EXPECT_EQ(guard.count_failures("t", "f", failed), 1U);
}

TEST(RunGuard, ForgetsTheFailureThatIsOldest) {
  RunGuard guard(3);
  for (const char* field : {"a", "b", "c", "a", "d"}) guard.count_failures("t", field, failed);
  EXPECT_EQ(guard.count_failures("t", "a", failed), 3U);
  EXPECT_EQ(guard.count_failures("t", "b", failed), 1U);
}

// ---- against a list that is searched from end to end ----

struct Run {
  std::uint64_t call;
  std::string name;
  std::int64_t start_s;
  bool is_active;
};

void run_against_model(std::uint64_t seed, std::uint64_t& checks) {
  base::Random random(seed);
  RunGuard guard;
  std::vector<Run> runs;
  std::int64_t now_s = 0;
  for (std::uint64_t call = 1; call < 500; ++call) {
    now_s += static_cast<std::int64_t>(random.up_to(5));
    const std::string case_id = "c" + std::to_string(random.up_to(2));
    const std::string field = "f" + std::to_string(random.up_to(1));
    const std::string name = case_id + field;
    const auto count = std::count_if(runs.begin(), runs.end(), [&](const Run& run) {
      return run.name == name && run.start_s + 60 > now_s;
    });
    const auto refused = guard.admit(CallId{call}, of_case(case_id), field, at(now_s));
    ASSERT_EQ(refused.has_value(), count >= 10);
    if (!refused) runs.push_back({call, name, now_s, true});
    if (runs.empty() || random.up_to(2) == 0) continue;
    Run& ending = runs[random.up_to(runs.size() - 1)];
    const auto status = static_cast<OutcomeStatus>(random.up_to(6));
    std::vector<CallId> expected;
    if (ending.is_active && status != cancelled && status != superseded) {
      for (Run& run : runs) {
        if (!run.is_active || run.name != ending.name || run.call >= ending.call) continue;
        expected.push_back(CallId{run.call});
        run.is_active = false;
      }
    }
    ending.is_active = false;
    ASSERT_EQ(guard.finished(CallId{ending.call}, status), expected);
    checks += 2;
  }
}

TEST(RunGuard, DoesWhatASearchedListDoes) {
  std::uint64_t checks = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    run_against_model(seed, checks);
    ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
  }
  RecordProperty("checks", std::to_string(checks));
  EXPECT_GT(checks, 100'000U);
}

}  // namespace
}  // namespace fieldcall::engine
