#include "fieldcall/engine.hpp"

#include <gtest/gtest.h>

#include "engine/manual_host.hpp"
#include "engine/score_field.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

TEST(Engine, RunsOneCallFromEndToEnd) {
  ScriptedHost host;
  const Outcome outcome = host.run(parse_field(get_field), inputs(), {respond(200, answer_body())});
  ASSERT_EQ(host.sent.size(), 1U);
  const SendRequest& send = host.sent.front();
  EXPECT_EQ(send.request.method, "GET");
  EXPECT_EQ(send.request.url, "https://api.example.com/v1/scores/c%2F1");
  EXPECT_EQ(send.origin, "https://api.example.com:443");
  EXPECT_EQ(send.attempt, (AttemptId{host.call, 1, 0}));
  EXPECT_EQ(send.response_bytes_max, 1'048'576U);
  EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  EXPECT_EQ(json::parse(outcome.updates_json),
            json::parse(R"({"credit_score": 720, "risk.level": "low"})"));
  EXPECT_EQ(outcome.value_json, "720");
  EXPECT_EQ(host.engine.active_calls(), 0U);
  EXPECT_FALSE(host.engine.deadline().has_value());
  const json metadata = json::parse(outcome.metadata_json);
  EXPECT_EQ(metadata.at("http_status"), 200);
  EXPECT_EQ(metadata.at("attempts").size(), 1U);
  EXPECT_EQ(metadata.at("duration_ms"), 10);
}

TEST(Engine, SendsOneIdempotencyKeyPerCall) {
  const auto keys_of = [](std::string_view change, CallInputs call, EngineOptions options = {}) {
    ScriptedHost host(std::move(options));
    static_cast<void>(host.run(changed_field(change), std::move(call),
                               {respond(503, ""), respond(200, answer_body())}));
    std::vector<std::string> keys;
    for (const SendRequest& send : host.sent) {
      for (const Header& header : send.request.headers) {
        if (header.name == "Idempotency-Key") keys.push_back(header.value);
      }
    }
    return keys;
  };
  constexpr std::string_view post = R"({"api_config": {"method": "POST"}})";
  const auto keys = keys_of(post, inputs());
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0], keys[1]);
  EXPECT_EQ(keys[0].size(), 36U);
  CallInputs other = inputs();
  other.seed = 43;
  EXPECT_NE(keys_of(post, other)[0], keys[0]);
  CallInputs named = inputs();
  named.call_id = "run-1";
  const auto named_keys = keys_of(post, named);
  named.seed = 77;
  EXPECT_EQ(keys_of(post, named), named_keys);
  EXPECT_TRUE(keys_of("{}", inputs()).empty());
  EngineOptions browser;
  browser.omit_idempotency_key = true;
  EXPECT_TRUE(keys_of(post, inputs(), browser).empty());
}

TEST(Engine, DifferentCallsOfOneSeedHaveDifferentIds) {
  Engine engine;
  const Field field = changed_field(R"({"api_config": {"method": "POST"}})");
  std::vector<std::string> keys;
  for (int i = 0; i < 2; ++i) {
    engine.start(field, inputs(), script_start);
    auto action = engine.poll();
    for (const Header& header : std::get_if<SendRequest>(&*action)->request.headers) {
      if (header.name == "Idempotency-Key") keys.push_back(header.value);
    }
  }
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_NE(keys[0], keys[1]);
}

TEST(Engine, CancelsAtAnyPoint) {
  for (const Millis at : {Millis{0}, Millis{5}, Millis{20}}) {
    ScriptedHost host;
    host.cancel_at = script_start + at;
    const Outcome outcome =
        host.run(parse_field(get_field), inputs(),
                 {respond(503, "", {{"Retry-After", "9"}}), respond(200, answer_body())});
    EXPECT_EQ(outcome.status, OutcomeStatus::cancelled);
    EXPECT_FALSE(outcome.error.has_value());
    EXPECT_EQ(outcome.updates_json, "{}");
    EXPECT_EQ(host.now, script_start + at);
    EXPECT_EQ(host.aborted.size(), at < Millis{10} ? 1U : 0U);
    EXPECT_EQ(attempts_of(outcome)[0].at("result"), at < Millis{10} ? "cancelled" : "server_error");
  }
}

TEST(Engine, WaitsForMissingInput) {
  ScriptedHost host;
  CallInputs call = inputs();
  call.data_json = R"({"company_id": null})";
  call.previous_outcome_json = R"({"updates": {"credit_score": 700}})";
  const Outcome outcome = host.run(parse_field(get_field), std::move(call), {});
  EXPECT_EQ(outcome.status, OutcomeStatus::waiting_input);
  EXPECT_EQ(outcome.missing, std::vector<std::string>{"data.company_id"});
  EXPECT_EQ(outcome.last_written_json, R"({"credit_score":700})");
  EXPECT_TRUE(host.sent.empty());
}

TEST(Engine, IsEmptyWhenNothingWasMapped) {
  for (const Step& step : {respond(204, ""), respond(200, "{}")}) {
    ScriptedHost host;
    const Outcome outcome = host.run(parse_field(get_field), inputs(), {step});
    EXPECT_EQ(outcome.status, OutcomeStatus::empty);
    EXPECT_EQ(outcome.updates_json, "{}");
  }
}

TEST(Engine, MasksEchoedSecretsBeforeMapping) {
  ScriptedHost host;
  const Outcome outcome =
      host.run(parse_field(get_field), inputs(),
               {respond(200, R"({"result": {"score": 1, "risk": "saw tok-0123456789"}})")});
  EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  const std::string text = outcome_to_json(outcome);
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos);
  EXPECT_NE(text.find("\"secret_echoed\""), std::string::npos);
}

TEST(Engine, MasksEchoedSecretsInOtherCharacterSets) {
  const auto risk = [](std::string_view echoed) {
    ScriptedHost host;
    const Outcome outcome =
        host.run(parse_field(get_field), inputs(),
                 {respond(200, R"({"result": {"risk": ")" + std::string(echoed) + R"("}})",
                          {{"Content-Type", "application/json; charset=ISO-8859-1"}})});
    return nlohmann::json::parse(outcome.updates_json).at("risk.level").get<std::string>();
  };
  EXPECT_EQ(risk("tok-0123456789"), "\u2039secret:api_token\u203a");
  EXPECT_EQ(risk("Li\xe8ge tok-0123456789"), "Li\u00e8ge \u2039secret:api_token\u203a");
}

TEST(Engine, SaysThatShortSecretsAreNotLookedFor) {
  ScriptedHost host;
  CallInputs call = inputs();
  call.secrets["api_token"].value = SecretText("short");
  call.secrets["api_token"].origins.clear();
  const Outcome outcome =
      host.run(parse_field(get_field), std::move(call), {respond(200, answer_body())});
  const json notes = as_json(outcome).at("notes");
  EXPECT_EQ(notes[0].at("code"), "secret_without_origins");
  EXPECT_EQ(notes[1].at("code"), "short_secret");
}

TEST(Engine, RedactsDetailsOfTheTransport) {
  Engine engine;
  const CallId call = engine.start(changed_field(R"({"retry": 0})"), inputs(), script_start);
  static_cast<void>(engine.poll());
  const std::string detail = "GET tok-0123456789 \xff" + std::string(500, 'x');
  ASSERT_TRUE(
      engine.handle(RequestFailed{{call, 1, 0}, TransportFault::reset, true, detail}, script_start)
          .ok());
  const auto action = engine.poll();
  const Outcome& outcome = std::get_if<Finished>(&*action)->outcome;
  EXPECT_EQ(outcome.error->technical.find("tok-"), std::string::npos);
  EXPECT_LT(outcome.error->technical.size(), 400U);
}

TEST(Engine, KeepsTheReasonOfARefusedAddressToItself) {
  ScriptedHost host;
  const Outcome outcome = host.run(parse_field(get_field), inputs(),
                                   {break_with(TransportFault::egress_denied, false)});
  EXPECT_EQ(error_name(outcome), "egress_denied");
  EXPECT_EQ(outcome.error->technical, error_info(ErrorCode::egress_denied).technical);
}

TEST(Engine, ProtectsHumanValuesAcrossAFailedCall) {
  ScriptedHost host;
  const Field field = parse_field(get_field);
  Outcome outcome = host.run(field, inputs(), {respond(200, answer_body())});
  CallInputs second = inputs();
  second.data_json = R"({"company_id": "1", "credit_score": 720, "risk": {"level": "mine"}})";
  second.previous_outcome_json = outcome_to_json(outcome);
  ScriptedHost failing;
  outcome = failing.run(field, second, {respond(404, "")});
  EXPECT_EQ(outcome.status, OutcomeStatus::failed);
  CallInputs third = second;
  third.previous_outcome_json = outcome_to_json(outcome);
  ScriptedHost again;
  outcome = again.run(field, third, {respond(200, R"({"result": {"score": 1, "risk": "high"}})")});
  EXPECT_EQ(json::parse(outcome.updates_json), json::parse(R"({"credit_score": 1})"));
  const json report = json::parse(outcome.report_json);
  EXPECT_EQ(report[1].at("status"), "kept_manual");
}

TEST(Engine, DoesWhatOnErrorSays) {
  ScriptedHost host;
  const Outcome outcome =
      host.run(changed_field(R"({"on_error": {"default": {"credit_score": -1}}})"), inputs(),
               {respond(404, "")});
  EXPECT_EQ(outcome.status, OutcomeStatus::failed);
  EXPECT_EQ(json::parse(outcome.updates_json), json::parse(R"({"credit_score": -1})"));
}

TEST(Engine, RefusesAnswersBeyondTheLimitsWhoeverLetThemThrough) {
  const auto run = [](HttpResponse response) {
    ScriptedHost host;
    Step step;
    step.response = std::move(response);
    return error_name(host.run(parse_field(get_field), inputs(), {step}));
  };
  EXPECT_EQ(run({200, {}, std::string(1'048'577, ' ')}), "response_too_large");
  EXPECT_EQ(run({200, {{"X", std::string(64 * 1024, 'x')}}, ""}), "response_too_large");
  for (const std::int32_t status : {-1, 0, 100, 101, 199, 600}) {
    EXPECT_EQ(run({status, {}, "{}"}), "bad_response") << status;
  }
}

TEST(Engine, RefusesLateAndUnknownEventsWithoutAChange) {
  Engine engine;
  const CallId call = engine.start(parse_field(get_field), inputs(), script_start);
  static_cast<void>(engine.poll());
  const auto due = engine.deadline();
  const Instant later = script_start + Millis{20'000};
  const auto code_of = [&engine, later](Event event) {
    const Result<Done> result = engine.handle(std::move(event), later);
    return result.ok() ? std::string("ok") : result.error().code;
  };
  const CallId unknown{99};
  EXPECT_EQ(code_of(ResponseReceived{{unknown, 1, 0}, {200, {}, ""}}), "unknown_call");
  EXPECT_EQ(code_of(ResponseProgress{{unknown, 1, 0}}), "unknown_call");
  EXPECT_EQ(code_of(RequestFailed{{unknown, 1, 0}, {}, true, ""}), "unknown_call");
  EXPECT_EQ(code_of(CancelCall{unknown}), "unknown_call");
  EXPECT_EQ(code_of(ResponseReceived{{call, 2, 0}, {200, {}, ""}}), "late_event");
  EXPECT_EQ(code_of(ResponseProgress{{call, 1, 1}}), "late_event");
  EXPECT_EQ(code_of(RequestFailed{{call, 0, 0}, {}, true, ""}), "late_event");
  EXPECT_FALSE(engine.poll().has_value());
  EXPECT_EQ(engine.deadline(), due);
  // Refused events do not move time either.
  ASSERT_TRUE(engine
                  .handle(ResponseReceived{{call, 1, 0}, {200, {}, answer_body()}},
                          script_start + Millis{5})
                  .ok());
  const auto action = engine.poll();
  EXPECT_EQ(json::parse(std::get_if<Finished>(&*action)->outcome.metadata_json).at("duration_ms"),
            5);
  EXPECT_EQ(code_of(CancelCall{call}), "unknown_call");
}

TEST(Engine, GoesOnWithTheLatestTimeItSaw) {
  Engine engine;
  const CallId call = engine.start(parse_field(get_field), inputs(), script_start);
  static_cast<void>(engine.poll());
  ASSERT_TRUE(engine.handle(TimeElapsed{}, script_start + Millis{100}).ok());
  ASSERT_TRUE(engine
                  .handle(ResponseReceived{{call, 1, 0}, {200, {}, answer_body()}},
                          script_start - Millis{5000})
                  .ok());
  const auto action = engine.poll();
  EXPECT_EQ(json::parse(std::get_if<Finished>(&*action)->outcome.metadata_json).at("duration_ms"),
            100);
}

TEST(Engine, FiresTimersInTheOrderOfTimeAndCall) {
  Engine engine;
  const Field slow = changed_field(R"({"timeout": 2000, "retry": 0})");
  const Field fast = changed_field(R"({"timeout": 1000, "retry": 0})");
  const CallId first = engine.start(slow, inputs(), script_start);
  const CallId second = engine.start(fast, inputs(), script_start);
  const CallId third = engine.start(fast, inputs(), script_start);
  EXPECT_EQ(engine.active_calls(), 3U);
  while (engine.poll()) {
  }
  EXPECT_EQ(engine.deadline(), script_start + Millis{1000});
  ASSERT_TRUE(engine.handle(TimeElapsed{}, script_start + Millis{9000}).ok());
  std::vector<CallId> ended;
  while (auto action = engine.poll()) {
    if (auto* finished = std::get_if<Finished>(&*action)) ended.push_back(finished->call);
  }
  EXPECT_EQ(ended, (std::vector<CallId>{second, third, first}));
  EXPECT_EQ(engine.active_calls(), 0U);
}

TEST(Engine, GivesPlaceholdersTheCallsNames) {
  ScriptedHost host;
  CallInputs call = inputs();
  call.call_id = "run 1";
  const Outcome outcome =
      host.run(changed_field(
                   R"({"api_config": {"params": {"i": "{call.id}", "n": "{call.now}",
                                         "k": "{call.field_key}"}}})"),
               std::move(call), {respond(200, answer_body())});
  EXPECT_EQ(host.sent[0].request.url,
            "https://api.example.com/v1/scores/c%2F1?i=run%201&k=credit_score"
            "&n=2026-01-15T12%3A00%3A00.000Z");
}

TEST(Engine, MovesWithItsCalls) {
  Engine engine;
  const CallId call = engine.start(parse_field(get_field), inputs(), script_start);
  Engine moved = std::move(engine);
  EXPECT_EQ(moved.active_calls(), 1U);
  EXPECT_TRUE(moved.handle(CancelCall{call}, script_start).ok());
  EXPECT_EQ(moved.active_calls(), 0U);
  EXPECT_FALSE(moved.forget_interrupted().has_value());
}

TEST(Engine, TakesAnyTime) {
  for (const Instant at : {Instant::max(), Instant::min(), Instant{Millis{-1}}}) {
    ManualHost host;
    host.now = at;
    const CallId call = host.start(score_field_with(R"({"cache_duration": 9})"), inputs_of("7"));
    host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
    EXPECT_EQ(host.outcome(call).status, OutcomeStatus::ok);
  }
}

}  // namespace
}  // namespace fieldcall::test
