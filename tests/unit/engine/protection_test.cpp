// Limits, storms and what the outcome says about them.
#include <gtest/gtest.h>

#include "engine/manual_host.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

EngineOptions with_limits(OriginLimits limits) {
  EngineOptions options;
  options.traffic.any_origin = limits;
  return options;
}

CallInputs run_of(std::string id, std::string case_id) {
  CallInputs inputs = inputs_of(std::move(id));
  inputs.case_id = std::move(case_id);
  return inputs;
}

TEST(Protection, CallsWaitForAPlaceOnTheWire) {
  ManualHost host(with_limits({.concurrency = 1}));
  host.start(score_field_with("{}"), inputs_of("1"));
  const CallId second = host.start(score_field_with("{}"), inputs_of("2"));
  const CallId third = host.start(score_field_with("{}"), inputs_of("3"));
  EXPECT_EQ(host.sent.size(), 1U);
  host.tell(CancelCall{second});
  EXPECT_EQ(host.outcome(second).status, OutcomeStatus::cancelled);
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  ASSERT_EQ(host.sent.size(), 2U);
  EXPECT_EQ(host.last_sent().attempt.call, third);
}

TEST(Protection, ACallThatWaitsTooLongEndsByItsDeadline) {
  ManualHost host(with_limits({.concurrency = 1}));
  host.start(score_field_with("{}"), inputs_of("1"));
  const CallId second = host.start(score_field_with(R"({"deadline": 1000})"), inputs_of("2"));
  host.wait(Millis{1000});
  EXPECT_EQ(host.error_of(second), "deadline_exceeded");
  EXPECT_EQ(host.outcome_json(second).at("metadata").at("attempts"), json::array());
}

TEST(Protection, RatesSpreadRequests) {
  ManualHost host(with_limits({.rate = 1, .rate_period = Millis{1000}}));
  for (int i = 0; i < 3; ++i) host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
  EXPECT_EQ(host.sent.size(), 1U);
  host.wait(Millis{999});
  EXPECT_EQ(host.sent.size(), 1U);
  host.wait(Millis{1});
  EXPECT_EQ(host.sent.size(), 2U);
  host.wait(Millis{1000});
  EXPECT_EQ(host.sent.size(), 3U);
}

TEST(Protection, AnOpenBreakerSendsNothing) {
  ManualHost host;
  for (int i = 0; i < 10; ++i) {
    host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
    host.answer(host.last_sent().attempt, 500, "");
  }
  const CallId refused = host.start(score_field_with("{}"), inputs_of("x"));
  EXPECT_EQ(host.error_of(refused), "circuit_open");
  EXPECT_EQ(host.sent.size(), 10U);
  const CallId elsewhere = host.start(score_field_with("{}"), inputs_of("x", "globex"));
  EXPECT_FALSE(host.has_ended(elsewhere)) << "tenants have their own";
  host.wait(Millis{30'000});
  host.start(score_field_with("{}"), inputs_of("y"));
  EXPECT_EQ(host.sent.size(), 12U);
}

TEST(Protection, AnAnswerThatIsNotHopedForIsNoOutage) {
  ManualHost host;
  for (int i = 0; i < 20; ++i) {
    host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
    host.answer(host.last_sent().attempt, 404, "");
  }
  EXPECT_EQ(host.sent.size(), 20U);
}

TEST(Protection, AnEmptyRetryBudgetEndsRetries) {
  ManualHost host(with_limits({.circuit_breaker = false}));
  const Field field = score_field_with(R"({"retry": 10, "deadline": 600000})");
  CallId last{};
  for (int i = 0; i < 30 && (last == CallId{} || host.error_of(last) == "server_error"); ++i) {
    last = host.start(field, inputs_of(std::to_string(i)));
    while (!host.has_ended(last)) {
      host.answer(host.last_sent().attempt, 500, "");
      host.wait(Millis{20'000});
    }
  }
  EXPECT_EQ(host.error_of(last), "retry_budget_exhausted");
  EXPECT_EQ(host.sent.size() - host.outcomes.size(), 100U) << "retries of a full budget";
  EXPECT_NE(host.outcome(last).error->technical.find("server_error"), std::string::npos);
}

TEST(Protection, AQuotaIsForOneDay) {
  ManualHost host(with_limits({.quota = 2}));
  for (int i = 0; i < 2; ++i) {
    host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
    host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  }
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), inputs_of("2"))), "quota_exhausted");
  host.wait(std::chrono::hours(12));
  host.start(score_field_with("{}"), inputs_of("2"));
  EXPECT_EQ(host.sent.size(), 3U);
}

TEST(Protection, CallsThatWaitForOthersCountAsWaiting) {
  EngineOptions options;
  options.traffic.tenant_queue_max = 1;
  ManualHost host(std::move(options));
  const CallId leader = host.start(score_field_with("{}"), inputs_of("1"));
  const CallId follower = host.start(score_field_with("{}"), inputs_of("1"));
  const CallId refused = host.start(score_field_with("{}"), inputs_of("1"));
  EXPECT_EQ(host.error_of(refused), "queue_full");
  const CallId elsewhere = host.start(score_field_with("{}"), inputs_of("1", "globex"));
  EXPECT_FALSE(host.has_ended(elsewhere));
  host.tell(CancelCall{follower});
  const CallId second = host.start(score_field_with("{}"), inputs_of("1"));
  EXPECT_FALSE(host.has_ended(second)) << "its place is free again";
  host.answer(host.sent[0].attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(leader).status, OutcomeStatus::ok);
  EXPECT_EQ(host.outcome(second).status, OutcomeStatus::ok);
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Protection, CallsThatWaitForATurnOrForOthersCountTogether) {
  EngineOptions options = with_limits({.concurrency = 1});
  options.traffic.process_queue_max = 2;
  ManualHost host(std::move(options));
  host.start(score_field_with("{}"), inputs_of("1"));
  host.start(score_field_with("{}"), inputs_of("1"));
  const CallId queued = host.start(score_field_with("{}"), inputs_of("2"));
  EXPECT_FALSE(host.has_ended(queued));
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), inputs_of("3"))), "queue_full");
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), inputs_of("2"))), "queue_full");
}

TEST(Protection, APauseOfTheApiThatIsTooLongEndsAllWhoWouldWait) {
  ManualHost host(with_limits({.concurrency = 1}));
  const Field field = score_field_with(R"({"deadline": 60000})");
  const CallId first = host.start(field, inputs_of("1"));
  const CallId waiting = host.start(field, inputs_of("2"));
  const CallId patient = host.start(score_field_with(R"({"deadline": 600000})"), inputs_of("3"));
  host.answer(host.last_sent().attempt, 429, "", {{"Retry-After", "3600"}});
  const CallId later = host.start(field, inputs_of("4"));
  for (const CallId call : {first, waiting, later}) {
    EXPECT_EQ(host.error_of(call), "rate_limited");
    const json metadata = host.outcome_json(call).at("metadata");
    EXPECT_EQ(metadata.at("next_retry_at"), "2026-01-15T13:00:00.000Z");
    EXPECT_EQ(metadata.at("duration_ms"), 0);
  }
  EXPECT_FALSE(host.has_ended(patient)) << "one looks after five minutes whether it still holds";
  host.wait(Millis{300'000});
  ASSERT_EQ(host.sent.size(), 2U);
  const CallId behind = host.start(field, inputs_of("5"));
  EXPECT_EQ(host.error_of(behind), "rate_limited");
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(patient).status, OutcomeStatus::ok);
  host.start(field, inputs_of("6"));
  EXPECT_EQ(host.sent.size(), 3U) << "the pause is over";
}

TEST(Protection, AShortPauseIsWaitedFor) {
  ManualHost host;
  host.start(score_field_with("{}"), inputs_of("1"));
  host.answer(host.last_sent().attempt, 429, "", {{"Retry-After", "29"}});
  const CallId second = host.start(score_field_with(R"({"deadline": 29100})"), inputs_of("2"));
  const CallId third = host.start(score_field_with(R"({"deadline": 29099})"), inputs_of("3"));
  EXPECT_EQ(host.error_of(third), "rate_limited");
  host.wait(Millis{29'000});
  EXPECT_EQ(host.last_sent().attempt.call, second);
}

TEST(Protection, ALongPauseRefusesRetriesAndGivesTheirBudgetBack) {
  ManualHost host;
  const Field field = score_field_with(R"({"retry": 3, "deadline": 60000})");
  const CallId first = host.start(field, inputs_of("1"));
  const CallId second = host.start(field, inputs_of("2"));
  host.answer(host.sent[0].attempt, 500, "");
  host.answer(host.sent[1].attempt, 429, "", {{"Retry-After", "3600"}});
  EXPECT_EQ(host.error_of(second), "rate_limited");
  host.wait(Millis{500});
  EXPECT_EQ(host.error_of(first), "rate_limited");
  EXPECT_EQ(host.outcome_json(first).at("metadata").at("next_retry_at"),
            "2026-01-15T13:00:00.000Z");
  EXPECT_EQ(host.observations.back().retry_tokens, 500);
}

TEST(Protection, AFullQueueRefuses) {
  EngineOptions options = with_limits({.concurrency = 1});
  options.traffic.tenant_queue_max = 1;
  ManualHost host(std::move(options));
  for (int i = 0; i < 2; ++i) host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), inputs_of("2"))), "queue_full");
}

TEST(Protection, TheRateOfAnApiThatSaysSoIsLearned) {
  ManualHost host;
  const CallId first = host.start(score_field_with(R"({"retry": 0})"), inputs_of("1"));
  host.answer(host.last_sent().attempt, 429, "", {{"Retry-After", "20"}});
  EXPECT_EQ(host.error_of(first), "rate_limited");
  host.start(score_field_with("{}"), inputs_of("2"));
  EXPECT_EQ(host.sent.size(), 1U);
  host.wait(Millis{20'000});
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Runs, AStormEnds) {
  ManualHost host;
  for (int i = 0; i < 10; ++i) {
    host.start(score_field_with("{}"), run_of(std::to_string(i), "case-1"));
    host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  }
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), run_of("x", "case-1"))),
            "too_many_runs");
  EXPECT_FALSE(host.has_ended(host.start(score_field_with("{}"), run_of("x", "case-2"))));
  host.wait(Millis{60'000});
  EXPECT_FALSE(host.has_ended(host.start(score_field_with("{}"), run_of("y", "case-1"))));
}

TEST(Runs, AChainEnds) {
  ManualHost host;
  CallInputs inputs = run_of("1", "case-1");
  inputs.chain_depth = 5;
  EXPECT_FALSE(host.has_ended(host.start(score_field_with("{}"), inputs)));
  inputs.chain_depth = 6;
  EXPECT_EQ(host.error_of(host.start(score_field_with("{}"), inputs)), "chain_too_deep");
}

TEST(Runs, ANewerOneThatEndsFirstSupersedesTheOlder) {
  ManualHost host;
  const CallId older = host.start(score_field_with("{}"), run_of("1", "case-1"));
  const AttemptId wire = host.last_sent().attempt;
  const CallId newer = host.start(score_field_with("{}"), run_of("2", "case-1"));
  host.answer(host.last_sent().attempt, 200, R"({"score": 2})");
  EXPECT_EQ(host.outcome(newer).status, OutcomeStatus::ok);
  EXPECT_EQ(host.outcome(older).status, OutcomeStatus::superseded);
  EXPECT_EQ(host.outcome_json(older).at("updates"), json::object());
  EXPECT_EQ(host.aborted, std::vector<AttemptId>{wire});
}

TEST(Runs, AnOlderOneThatEndsFirstChangesNothing) {
  ManualHost host;
  host.start(score_field_with("{}"), run_of("1", "case-1"));
  const AttemptId wire = host.last_sent().attempt;
  const CallId newer = host.start(score_field_with("{}"), run_of("2", "case-1"));
  host.answer(wire, 200, R"({"score": 1})");
  EXPECT_FALSE(host.has_ended(newer));
  host.tell(CancelCall{newer});
  EXPECT_EQ(host.outcome(newer).status, OutcomeStatus::cancelled);
}

TEST(Observations, TellACallFromStartToEnd) {
  ManualHost host;
  const Field field = score_field_with(R"({"retry": 1, "cache_duration": 60})");
  host.start(field, inputs_of("1"));
  host.answer(host.last_sent().attempt, 503, "");
  host.wait(Millis{500});
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.take_kinds(),
            (std::vector<std::string>{"call_started", "cache_miss", "attempt_started",
                                      "attempt_finished", "retry_scheduled", "attempt_started",
                                      "attempt_finished", "cache_stored", "call_finished"}));
  host.start(field, inputs_of("1"));
  EXPECT_EQ(host.take_kinds(),
            (std::vector<std::string>{"call_started", "cache_hit", "call_finished"}));
}

TEST(Observations, CountFailuresInARow) {
  ManualHost host;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    host.start(score_field_with("{}"), inputs_of(std::to_string(i)));
    host.answer(host.last_sent().attempt, 500, "");
    EXPECT_EQ(host.observations.back().failures_in_a_row, i);
    EXPECT_EQ(host.observations.back().error, ErrorCode::server_error);
  }
}

}  // namespace
}  // namespace fieldcall::test
