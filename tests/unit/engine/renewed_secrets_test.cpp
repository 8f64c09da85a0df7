// What the simulation found: secrets that change while others wait, turns that come too late, and
// what is left of a call in the memory that the next one gets.
#include <gtest/gtest.h>

#include "engine/manual_host.hpp"

namespace fieldcall::test {
namespace {

Field secret_field() {
  return score_field_with(R"({"cache_duration": 60, "stale_if_error": 600,
      "api_config": {"auth": {"type": "bearer", "token": "{secret.token}"}}})");
}

CallInputs with_token(std::string_view token) {
  CallInputs inputs = inputs_of("7");
  inputs.secrets["token"] = {SecretText(token), {"https://api.example.com"}, {}};
  return inputs;
}

EngineOptions that_reads_secrets() {
  EngineOptions options;
  options.can_read_secrets = true;
  return options;
}

constexpr std::string_view old_token = "tok-0123456789";
constexpr std::string_view new_token = "tok-rotated-99";

// The leader has read its secrets again, another call waits for its answer.
struct Renewed {
  ManualHost host{that_reads_secrets()};
  CallId leader = host.start(secret_field(), with_token(old_token));
  CallId follower = host.start(secret_field(), with_token(old_token));

  Renewed() {
    host.answer(host.last_sent().attempt, 401, "");
    host.tell(SecretsRead{.call = leader, .secrets = with_token(new_token).secrets});
    EXPECT_EQ(host.sent.size(), 2U);
  }
};

TEST(RenewedSecrets, WhoDoesNotKnowThemDoesNotTakeTheRequestOver) {
  Renewed renewed;
  ManualHost& host = renewed.host;
  host.tell(CancelCall{renewed.leader});
  ASSERT_EQ(host.aborted.size(), 1U);
  EXPECT_EQ(host.aborted[0].call, renewed.leader);
  EXPECT_EQ(host.last_sent().attempt.call, renewed.follower);
}

TEST(RenewedSecrets, AnAnswerIsNotKeptForTheOldOnes) {
  Renewed renewed;
  ManualHost& host = renewed.host;
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(renewed.follower).status, OutcomeStatus::ok);
  host.start(secret_field(), with_token(old_token));
  EXPECT_EQ(host.sent.size(), 3U);
  const CallId hit = host.start(secret_field(), with_token(new_token));
  EXPECT_EQ(host.outcome_json(hit).at("metadata").at("source"), "cache");
}

TEST(RenewedSecrets, WhatWasKeptForTheOldOnesDoesNotStandIn) {
  ManualHost host(that_reads_secrets());
  host.start(secret_field(), with_token(old_token));
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  host.wait(Millis{61'000});
  const CallId call = host.start(secret_field(), with_token(old_token));
  host.answer(host.last_sent().attempt, 401, "");
  host.tell(SecretsRead{.call = call, .secrets = with_token(new_token).secrets});
  host.answer(host.last_sent().attempt, 500, "");
  EXPECT_EQ(host.outcome(call).status, OutcomeStatus::failed);
}

TEST(Turns, AreNotCountedForACallWithoutTime) {
  EngineOptions options;
  options.traffic.any_origin = {.concurrency = 1, .quota = 2};
  ManualHost host(std::move(options));
  host.start(score_field_with("{}"), inputs_of("1"));
  const CallId late = host.start(score_field_with(R"({"deadline": 1000})"), inputs_of("2"));
  host.wait(Millis{950});
  EXPECT_EQ(host.error_of(late), "deadline_exceeded");
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  host.start(score_field_with("{}"), inputs_of("3"));
  EXPECT_EQ(host.sent.size(), 2U);
}

// The host wakes too late: the turn and the end of the call are due at once.
TEST(Turns, GoToNobodyWhoseTimeIsOver) {
  EngineOptions options;
  options.traffic.any_origin = {.concurrency = 1, .quota = 2};
  ManualHost host(std::move(options));
  host.start(score_field_with("{}"), inputs_of("1"));
  const CallId late = host.start(score_field_with(R"({"deadline": 1000})"), inputs_of("2"));
  host.now += Millis{2000};
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.error_of(late), "deadline_exceeded");
  host.start(score_field_with("{}"), inputs_of("3"));
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Observations, NameNoOriginOfAnEarlierCall) {
  ManualHost host;
  host.start(score_field_with("{}"), inputs_of("1"));
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  host.observations.clear();
  CallInputs broken = inputs_of("2");
  broken.data_json = "{";
  host.start(score_field_with("{}"), broken);
  ASSERT_FALSE(host.observations.empty());
  for (const Observation& seen : host.observations) EXPECT_EQ(seen.origin, "");
}

}  // namespace
}  // namespace fieldcall::test
