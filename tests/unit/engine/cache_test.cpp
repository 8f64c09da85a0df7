// Answers that are kept: in memory and in the host's store.
#include "fieldcall/cache.hpp"

#include <gtest/gtest.h>

#include "engine/manual_host.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

Field cached_field() {
  return score_field_with(R"({"cache_duration": 60, "stale_if_error": 30})");
}

EngineOptions with_store() {
  EngineOptions options;
  options.cache.memory_bytes_max = 0;
  options.cache.has_store = true;
  options.cache.key = SecretText("0123456789abcdef0123456789abcdef");
  return options;
}

void fill(ManualHost& host, const Field& field, CallInputs inputs, std::string_view score) {
  const CallId call = host.start(field, std::move(inputs));
  ASSERT_TRUE(
      host.answer(host.last_sent().attempt, 200, R"({"score": )" + std::string(score) + "}"));
  ASSERT_EQ(host.outcome(call).status, OutcomeStatus::ok);
}

TEST(Cache, AnswersAnEqualCallUntilItExpires) {
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  host.wait(Millis{59'999});
  const CallId hit = host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 1U);
  const json outcome = host.outcome_json(hit);
  EXPECT_EQ(outcome.at("status"), "ok");
  EXPECT_EQ(outcome.at("updates"), json::parse(R"({"score": 720})"));
  EXPECT_EQ(outcome.at("metadata").at("source"), "cache");
  EXPECT_EQ(outcome.at("metadata").at("age_ms"), 59'999);
  EXPECT_EQ(outcome.at("metadata").at("expires_at"), "2026-01-15T12:01:00.000Z");
  EXPECT_EQ(outcome.at("metadata").at("attempts"), json::array());
  host.wait(Millis{1});
  host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Cache, IsNotSharedBetweenTenantsOrRequests) {
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  host.start(cached_field(), inputs_of("7", "globex"));
  host.start(cached_field(), inputs_of("8"));
  EXPECT_EQ(host.sent.size(), 3U);
}

TEST(Cache, IsWrittenButNotReadByManualCalls) {
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  CallInputs manual = inputs_of("7");
  manual.trigger = Trigger::manual;
  fill(host, cached_field(), manual, "800");
  EXPECT_EQ(host.sent.size(), 2U);
  const CallId hit = host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.outcome_json(hit).at("updates").at("score"), 800);
}

TEST(Cache, KeepsNoErrors) {
  ManualHost host;
  host.start(cached_field(), inputs_of("7"));
  host.answer(host.last_sent().attempt, 404, "{}");
  host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Cache, StandsInForAFailedCall) {
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  host.wait(Millis{75'000});
  const CallId call = host.start(cached_field(), inputs_of("7"));
  host.answer(host.last_sent().attempt, 500, "");
  const json outcome = host.outcome_json(call);
  EXPECT_EQ(outcome.at("status"), "stale");
  EXPECT_EQ(outcome.at("updates").at("score"), 720);
  EXPECT_EQ(outcome.at("error").at("code"), "server_error");
  EXPECT_EQ(outcome.at("metadata").at("source"), "stale");
  EXPECT_EQ(outcome.at("metadata").at("age_ms"), 75'000);
  host.wait(Millis{16'000});
  const CallId late = host.start(cached_field(), inputs_of("7"));
  host.answer(host.last_sent().attempt, 500, "");
  EXPECT_EQ(host.outcome(late).status, OutcomeStatus::failed);
}

TEST(Cache, ProtectsWhatAPersonWrote) {
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  CallInputs inputs = inputs_of("7");
  inputs.data_json = R"({"id": "7", "score": 999})";
  const CallId hit = host.start(cached_field(), inputs);
  EXPECT_EQ(host.outcome_json(hit).at("report").at(0).at("status"), "kept_manual");
  EXPECT_EQ(host.outcome_json(hit).at("updates"), json::object());
}

TEST(Cache, IsForgottenByFieldTenantAndWhole) {
  for (const CacheScope& scope : {CacheScope{"acme", "score"}, CacheScope{"acme", ""},
                                  CacheScope{"", "score"}, CacheScope{}}) {
    ManualHost host;
    fill(host, cached_field(), inputs_of("7"), "720");
    host.engine.invalidate(scope, host.now);
    host.start(cached_field(), inputs_of("7"));
    EXPECT_EQ(host.sent.size(), 2U);
  }
  ManualHost host;
  fill(host, cached_field(), inputs_of("7"), "720");
  host.engine.invalidate({"globex", ""}, host.now);
  host.engine.invalidate({"", "other"}, host.now);
  host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(Cache, SaysThatTheApiAskedNotToKeepIt) {
  ManualHost host;
  const CallId call = host.start(cached_field(), inputs_of("7"));
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})",
              {{"Cache-Control", "max-age=0, No-Store"}});
  EXPECT_EQ(host.outcome_json(call).at("notes").at(0).at("code"), "no_store");
}

TEST(CacheStore, IsAskedAndAnswers) {
  ManualHost host(with_store());
  const CallId first = host.start(cached_field(), inputs_of("7"));
  ASSERT_EQ(host.lookups.size(), 1U);
  EXPECT_EQ(host.lookups[0].key.size(), 64U);
  EXPECT_TRUE(host.sent.empty());
  EXPECT_TRUE(host.tell(CacheAnswered{.call = first, .entry = {}}));
  host.answer(host.last_sent().attempt, 200, R"({"score": 720})");
  ASSERT_EQ(host.stored.size(), 1U);
  EXPECT_EQ(host.stored[0].key, host.lookups[0].key);
  EXPECT_EQ(host.stored[0].drop_at, host.now + Millis{90'000});

  const CallId second = host.start(cached_field(), inputs_of("7"));
  EXPECT_TRUE(host.tell(CacheAnswered{.call = second, .entry = host.stored[0].entry}));
  EXPECT_EQ(host.outcome_json(second).at("updates").at("score"), 720);
  EXPECT_FALSE(host.tell(CacheAnswered{.call = second, .entry = {}}));

  host.engine.invalidate({.tenant = "acme", .field_key = ""}, host.now);
  host.tell(TimeElapsed{});
  ASSERT_EQ(host.invalidated.size(), 1U);
  EXPECT_EQ(host.invalidated[0].tags.tenant, host.stored[0].tags.tenant);
  EXPECT_EQ(host.invalidated[0].tags.field, "");
}

TEST(CacheStore, ThatFailsOrIsLateOrLiesIsAMiss) {
  ManualHost host(with_store());
  const CallId failed = host.start(cached_field(), inputs_of("1"));
  host.tell(CacheAnswered{.call = failed, .entry = "x", .has_failed = true});
  EXPECT_EQ(host.sent.size(), 1U);

  host.start(cached_field(), inputs_of("2"));
  host.take_kinds();
  host.wait(limits::cache_lookup_max);
  EXPECT_EQ(host.sent.size(), 2U);
  EXPECT_EQ(host.take_kinds(),
            (std::vector<std::string>{"cache_failed", "cache_miss", "attempt_started"}));

  host.answer(host.sent[0].attempt, 200, R"({"score": 1})");
  const CallId lied = host.start(cached_field(), inputs_of("3"));
  host.tell(CacheAnswered{.call = lied, .entry = host.stored.at(0).entry});  // of another key
  EXPECT_EQ(host.sent.size(), 3U);
  const CallId garbled = host.start(cached_field(), inputs_of("4"));
  host.tell(CacheAnswered{.call = garbled, .entry = "{\"fieldcall\":"});
  EXPECT_EQ(host.sent.size(), 4U);
}

TEST(CacheStore, CallsThatAskedItShareOneRequest) {
  ManualHost host(with_store());
  const Field field =
      score_field_with(R"({"cache_duration": 9, "api_config": {"method": "POST"}})");
  const CallId first = host.start(field, inputs_of("7"));
  const CallId second = host.start(field, inputs_of("7"));
  host.tell(CacheAnswered{.call = first, .entry = {}});
  host.tell(CacheAnswered{.call = second, .entry = {}});
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(CacheStore, IsAskedForWhatHasExpiredInMemory) {
  EngineOptions options = with_store();
  options.cache.memory_bytes_max = limits::cache_memory_bytes_default;
  ManualHost host(std::move(options));
  const CallId first = host.start(cached_field(), inputs_of("7"));
  host.tell(CacheAnswered{.call = first, .entry = {}});
  host.answer(host.last_sent().attempt, 200, R"({"score": 720})");
  host.start(cached_field(), inputs_of("7"));
  EXPECT_EQ(host.lookups.size(), 1U) << "memory has it";
  host.wait(Millis{70'000});
  const CallId second = host.start(cached_field(), inputs_of("7"));
  ASSERT_EQ(host.lookups.size(), 2U);
  host.tell(CacheAnswered{.call = second, .entry = {}, .has_failed = true});
  host.answer(host.last_sent().attempt, 500, "");
  EXPECT_EQ(host.outcome(second).status, OutcomeStatus::stale) << "what memory had stands in";
}

TEST(CacheStore, OfTwoThatExpiredTheNewerStandsIn) {
  EngineOptions options = with_store();
  options.cache.memory_bytes_max = limits::cache_memory_bytes_default;
  const auto keep = [](ManualHost& host, std::string_view score) {
    const CallId call = host.start(cached_field(), inputs_of("7"));
    host.tell(CacheAnswered{.call = call, .entry = {}});
    host.answer(host.last_sent().attempt, 200, R"({"score": )" + std::string(score) + "}");
    return host.stored.back().entry;
  };
  ManualHost early(options);
  ManualHost late(options);
  late.wait(Millis{10'000});
  const std::string older = keep(early, "1");
  const std::string newer = keep(late, "2");
  for (ManualHost* host : {&early, &late}) {
    host->wait(script_start + Millis{75'000} - host->now);
    const CallId call = host->start(cached_field(), inputs_of("7"));
    host->tell(CacheAnswered{.call = call, .entry = host == &early ? newer : older});
    host->answer(host->last_sent().attempt, 500, "");
    const json outcome = host->outcome_json(call);
    EXPECT_EQ(outcome.at("status"), "stale");
    EXPECT_EQ(outcome.at("updates").at("score"), 2) << (host == &early ? "store" : "memory");
  }
}

TEST(CacheStore, IsNotAskedWithoutAKeyForItsKeys) {
  EngineOptions options = with_store();
  options.cache.key = SecretText();
  ManualHost host(std::move(options));
  host.start(cached_field(), inputs_of("7"));
  EXPECT_TRUE(host.lookups.empty());
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(CacheStore, CanBeCancelledAndRunOutOfTime) {
  ManualHost host(with_store());
  const CallId cancelled = host.start(cached_field(), inputs_of("1"));
  EXPECT_TRUE(host.tell(CancelCall{cancelled}));
  EXPECT_EQ(host.outcome(cancelled).status, OutcomeStatus::cancelled);
  EXPECT_EQ(host.engine.active_calls(), 0U);
  EXPECT_FALSE(host.engine.deadline().has_value());
}

}  // namespace
}  // namespace fieldcall::test
