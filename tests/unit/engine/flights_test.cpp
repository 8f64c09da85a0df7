// Equal requests at the same time.
#include "engine/flights.hpp"

#include <gtest/gtest.h>

#include "engine/manual_host.hpp"
#include "http/headers.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

TEST(Flights, OneAnswerIsForAllWhateverTheirMappingsAre) {
  ManualHost host;
  const CallId leader = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId follower = host.start(
      score_field_with(R"({"key": "grade", "api_config": {"response_mapping": {"score": null,
                           "grade": {"path": "grade", "type": "string"}}}})"),
      inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 1U);
  host.answer(host.last_sent().attempt, 200, R"({"score": 720, "grade": "A"})");
  EXPECT_EQ(host.outcome_json(leader).at("updates"), json::parse(R"({"score": 720})"));
  EXPECT_EQ(host.outcome_json(follower).at("updates"), json::parse(R"({"grade": "A"})"));
  EXPECT_EQ(host.outcome_json(leader).at("metadata").at("source"), "network");
  EXPECT_EQ(host.outcome_json(follower).at("metadata").at("source"), "shared");
  EXPECT_EQ(host.outcome_json(follower).at("metadata").at("attempts"), json::array());
}

TEST(Flights, TenantsRequestsAndRulesOfTryingKeepCallsApart) {
  ManualHost host;
  host.start(score_field_with("{}"), inputs_of("7"));
  host.start(score_field_with("{}"), inputs_of("7", "globex"));
  host.start(score_field_with("{}"), inputs_of("8"));
  host.start(score_field_with(R"({"retry": 2})"), inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 4U);
}

TEST(Flights, ManualCallsNeverJoin) {
  ManualHost host;
  host.start(score_field_with("{}"), inputs_of("7"));
  CallInputs manual = inputs_of("7");
  manual.trigger = Trigger::manual;
  host.start(score_field_with("{}"), manual);
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Flights, WritingMethodsShareOnlyWhenCached) {
  ManualHost host;
  const Field post = score_field_with(R"({"api_config": {"method": "POST"}})");
  host.start(post, inputs_of("7"));
  host.start(post, inputs_of("7"));
  EXPECT_EQ(host.sent.size(), 2U);
  const Field cached =
      score_field_with(R"({"cache_duration": 9, "api_config": {"method": "POST"}})");
  host.start(cached, inputs_of("9"));
  host.start(cached, inputs_of("9"));
  EXPECT_EQ(host.sent.size(), 3U);
}

TEST(Flights, AFailureIsForAll) {
  ManualHost host;
  const CallId leader = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId follower = host.start(score_field_with("{}"), inputs_of("7"));
  host.tell(RequestFailed{host.last_sent().attempt, TransportFault::reset, true, ""});
  EXPECT_EQ(host.error_of(leader), "connection_reset");
  EXPECT_EQ(host.error_of(follower), "connection_reset");
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(Flights, AnAnswerThatOneMappingRefusesMayDoForAnother) {
  ManualHost host;
  const CallId leader = host.start(score_field_with(R"({"api_config": {"response_mapping": {"score":
                           {"path": "points", "required": true}}}})"),
                                   inputs_of("7"));
  const CallId follower = host.start(score_field_with("{}"), inputs_of("7"));
  host.answer(host.last_sent().attempt, 200, R"({"score": 720})");
  EXPECT_EQ(host.error_of(leader), "required_missing");
  EXPECT_EQ(host.outcome(follower).status, OutcomeStatus::ok);
}

TEST(Flights, CancellingOneCancelsNobodyElse) {
  ManualHost host;
  const CallId leader = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId second = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId third = host.start(score_field_with("{}"), inputs_of("7"));
  const AttemptId wire = host.last_sent().attempt;
  host.tell(CancelCall{leader});
  EXPECT_EQ(host.outcome(leader).status, OutcomeStatus::cancelled);
  EXPECT_TRUE(host.aborted.empty()) << "the request goes on for the others";
  EXPECT_EQ(host.sent.size(), 1U);
  host.tell(ResponseProgress{wire});
  host.tell(CancelCall{second});
  EXPECT_TRUE(host.aborted.empty());
  EXPECT_TRUE(host.answer(wire, 200, R"({"score": 5})"));
  EXPECT_EQ(host.outcome_json(third).at("updates").at("score"), 5);
  EXPECT_EQ(host.engine.active_calls(), 0U);
  EXPECT_FALSE(host.answer(wire, 200, "{}")) << "the request is over";
}

TEST(Flights, ARequestThatNobodyWantsIsAborted) {
  ManualHost host;
  const CallId leader = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId follower = host.start(score_field_with("{}"), inputs_of("7"));
  host.tell(CancelCall{follower});
  EXPECT_TRUE(host.aborted.empty());
  host.tell(CancelCall{leader});
  ASSERT_EQ(host.aborted.size(), 1U);
  EXPECT_EQ(host.aborted[0], host.last_sent().attempt);
}

TEST(Flights, AfterALeaderThatWaitedTheNextOneSends) {
  ManualHost host;
  const Field field = score_field_with(R"({"retry": 2})");
  const CallId leader = host.start(field, inputs_of("7"));
  const CallId follower = host.start(field, inputs_of("7"));
  host.answer(host.last_sent().attempt, 503, "");
  EXPECT_FALSE(host.has_ended(leader));
  host.tell(CancelCall{leader});
  ASSERT_EQ(host.sent.size(), 2U);
  EXPECT_EQ(host.last_sent().attempt.call, follower);
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(follower).status, OutcomeStatus::ok);
}

TEST(Flights, EachKeepsItsOwnDeadline) {
  ManualHost host;
  const CallId leader = host.start(score_field_with(R"({"deadline": 20000})"), inputs_of("7"));
  host.wait(Millis{10'000});
  const CallId follower = host.start(score_field_with(R"({"deadline": 20000})"), inputs_of("7"));
  host.wait(Millis{10'000});
  EXPECT_EQ(host.error_of(leader), "deadline_exceeded");
  EXPECT_FALSE(host.has_ended(follower));
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(follower).status, OutcomeStatus::ok);
}

TEST(Flights, AnAnswerThatIsRefusedIsForNobody) {
  ManualHost host;
  const Field field = score_field_with(R"({"api_config": {
      "auth": {"type": "bearer", "token": "{secret.token}"}, "max_response_bytes": 1024,
      "success_when": "status > `0`"}})");
  CallInputs inputs = inputs_of("7");
  inputs.secrets["token"] = {SecretText("tok-0123456789"), {"https://api.example.com"}, {}};
  const auto refused_of = [&](std::int32_t status, const std::string& filler) {
    host.start(field, inputs);
    const CallId follower = host.start(field, inputs);
    host.answer(host.last_sent().attempt, status,
                R"({"score": "tok-0123456789", "x": ")" + filler + "\"}");
    EXPECT_EQ(host.outcome_json(follower).at("updates"), json::object());
    EXPECT_EQ(host.outcome_json(follower).at("metadata").at("http_status"), status);
    return host.error_of(follower);
  };
  EXPECT_EQ(refused_of(999, ""), "bad_response");
  EXPECT_EQ(refused_of(200, std::string(2000, 'x')), "response_too_large");
}

TEST(Flights, ARequestThatIsHandedOverStallsWhenItWouldHave) {
  ManualHost host;
  const CallId leader = host.start(score_field_with("{}"), inputs_of("7"));
  const CallId follower = host.start(score_field_with("{}"), inputs_of("7"));
  host.tell(ResponseProgress{host.last_sent().attempt});
  host.wait(Millis{9'000});
  host.tell(CancelCall{leader});
  host.wait(Millis{1'000});
  EXPECT_EQ(host.error_of(follower), "stalled");
}

TEST(Flights, ARequestThatIsHandedOverIsRepeatedUnderItsKey) {
  ManualHost host;
  const Field field =
      score_field_with(R"({"cache_duration": 9, "retry": 1, "api_config": {"method": "POST"}})");
  const CallId leader = host.start(field, inputs_of("7"));
  host.start(field, inputs_of("7"));
  host.tell(CancelCall{leader});
  host.tell(RequestFailed{host.last_sent().attempt, TransportFault::reset, true, ""});
  host.wait(Millis{500});
  ASSERT_EQ(host.sent.size(), 2U);
  const std::string* key = http::find_header(host.sent[0].request.headers, "Idempotency-Key");
  const std::string* again = http::find_header(host.sent[1].request.headers, "Idempotency-Key");
  ASSERT_TRUE(key != nullptr && again != nullptr);
  EXPECT_EQ(*again, *key);
}

TEST(Flights, ARequestThatIsHandedOverIsForgottenAfterItsRedirect) {
  ManualHost host;
  const Field field = score_field_with(R"({"api_config": {"max_redirects": 1}})");
  const CallId leader = host.start(field, inputs_of("7"));
  const CallId follower = host.start(field, inputs_of("7"));
  const AttemptId wire = host.last_sent().attempt;
  host.tell(CancelCall{leader});
  EXPECT_TRUE(host.answer(wire, 302, "", {{"Location", "/elsewhere"}}));
  EXPECT_EQ(host.last_sent().attempt, (AttemptId{follower, 1, 1}));
  const Result<Done> late = host.engine.handle(ResponseProgress{wire}, host.now);
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, "unknown_call");
}

TEST(Flights, SecretsAreMaskedForAll) {
  ManualHost host;
  const Field field = score_field_with(
      R"({"api_config": {"auth": {"type": "bearer", "token": "{secret.token}"}}})");
  CallInputs inputs = inputs_of("7");
  inputs.secrets["token"] = {SecretText("tok-0123456789"), {"https://api.example.com"}, {}};
  host.start(field, inputs);
  const CallId follower = host.start(field, inputs);
  host.answer(host.last_sent().attempt, 200, R"({"score": "tok-0123456789"})");
  const std::string text = outcome_to_json(host.outcome(follower));
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos);
  EXPECT_NE(text.find("secret_echoed"), std::string::npos);
  CallInputs other = inputs;
  other.secrets["token"].value = SecretText("tok-9876543210");
  host.start(field, inputs);
  host.start(field, other);
  EXPECT_EQ(host.sent.size(), 3U);
}

}  // namespace
}  // namespace fieldcall::test
