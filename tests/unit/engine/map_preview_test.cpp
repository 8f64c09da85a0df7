#include <gtest/gtest.h>

#include <string>

#include "engine/score_field.hpp"
#include "fieldcall/preview.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

json map_answer(const Field& field, std::string_view answer, const CallInputs& call = inputs()) {
  const std::string text = map_preview(field, answer, call, {.now = script_start});
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos) << text;
  return json::parse(text);
}

TEST(MapPreview, ShowsWhatBecomesOfAnAnswer) {
  const Field field = changed_field(R"({"api_config": {"response_mapping": {
    "credit_score": {"path": "result.score", "type": "integer"}, "risk.level": "result.risk",
    "gone": "result.gone", "made_up": {"default": 7}}}})");
  const json shown =
      map_answer(field, R"({"result": {"score": "720", "risk": "low", "model": "m2"}, "id": 9})");
  EXPECT_EQ(shown.at("field"), "credit_score");
  EXPECT_EQ(shown.at("outcome").at("status"), "ok");
  EXPECT_EQ(shown.at("outcome").at("updates"),
            json::parse(R"({"credit_score": 720, "risk.level": "low", "made_up": 7})"));
  EXPECT_EQ(shown.at("outcome").at("value"), 720);
  EXPECT_EQ(shown.at("mappings"), json::parse(R"([
    {"target": "credit_score", "source": "result.score", "type": "integer",
     "found": {"type": "string", "value": "720"}, "applies": true, "result": "converted",
     "value": 720},
    {"target": "gone", "source": "result.gone", "found": {"type": "null", "value": null},
     "applies": true, "result": "missing"},
    {"target": "made_up", "applies": true, "result": "defaulted", "value": 7},
    {"target": "risk.level", "source": "result.risk", "found": {"type": "string", "value": "low"},
     "applies": true, "result": "written", "value": "low"}])"));
  EXPECT_EQ(shown.at("unmapped"), json::parse(R"(["result.model", "id"])"));
  EXPECT_EQ(shown.at("retry"), json::parse(R"({"decision": "none", "retries_max": 3})"));
  EXPECT_EQ(shown.at("answer"), json::parse(R"({"read_as": "json", "status": 200,
    "content_type": "application/json", "body_bytes": 67})"));
  EXPECT_EQ(shown.at("diagnostics"), json::array());
}

// What the engine makes of the same answer, attempts aside.
TEST(MapPreview, IsWhatTheCallMakesOfIt) {
  struct Case {
    std::int32_t status;
    std::string body;
  };
  const Field field = changed_field(R"({"retry": 0, "on_error": "clear", "api_config": {
    "error_message": "body.why", "response_mapping": {
      "credit_score": {"path": "result.score", "type": "integer", "required": true}}}})");
  for (const Case& one :
       {Case{200, answer_body()}, Case{200, "<html>tok-0123456789"},
        Case{200, R"({"result": {"score": "abc"}})"}, Case{200, "{}"}, Case{204, ""},
        Case{404, R"({"why": "tok-0123456789 unknown"})"}, Case{101, ""}}) {
    CallInputs call = inputs();
    call.data_json = R"({"company_id": "c1", "credit_score": 650})";
    call.previous_outcome_json = R"({"updates": {"credit_score": 650}})";
    ScriptedHost host;
    json ran = as_json(host.run(field, call, {respond(one.status, one.body)}));
    json recorded{{"status", one.status}, {"text", one.body}};
    json shown = map_answer(field, recorded.dump(), call).at("outcome");
    ran.erase("metadata");
    shown.erase("metadata");
    EXPECT_EQ(shown, ran) << recorded;
  }
}

TEST(MapPreview, SaysWhatTheRetryRulesWouldDo) {
  const Field field = parse_field(get_field);
  json retry = map_answer(field, R"({"status": 503, "headers": {"Retry-After": "2"}})").at("retry");
  EXPECT_EQ(retry.at("decision"), "retry");
  EXPECT_GE(retry.at("wait_ms"), 2000);
  EXPECT_LE(retry.at("wait_ms"), 2500);
  json shown = map_answer(field, R"({"status": 503, "headers": {"Retry-After": "60"}})");
  EXPECT_EQ(shown.at("retry"),
            json::parse(R"({"decision": "come_back", "wait_ms": 60000, "retries_max": 3})"));
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "retry_later");
  shown = map_answer(field, R"({"status": 429, "headers": {"Retry-After": "60"}})");
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "rate_limited");
  shown = map_answer(field, R"({"status": 404})");
  EXPECT_EQ(shown.at("retry"), json::parse(R"({"decision": "give_up", "retries_max": 3})"));
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "not_found");
}

// The first retry of a call with the same seed waits as long.
TEST(MapPreview, WaitsAsTheCallDoes) {
  const Field field = parse_field(get_field);
  ScriptedHost host;
  const Outcome outcome =
      host.run(field, inputs(), {respond(500, ""), respond(200, answer_body())});
  EXPECT_EQ(map_answer(field, R"({"status": 500})").at("retry").at("wait_ms"),
            attempts_of(outcome)[0].at("wait_ms"));
}

TEST(MapPreview, ScrubsEverySecretItWasGiven) {
  CallInputs call = inputs();
  call.secrets["other"] = Secret{SecretText("other-0123456789"), {}, {}};
  call.secrets["pin"] = Secret{SecretText("1234"), {}, {}};
  const json shown = map_answer(parse_field(get_field),
                                R"({"status": 200, "headers": {"X": "tok-0123456789"},
    "body": {"result": {"score": "other-0123456789", "risk": "dG9rLTAxMjM0NTY3ODk="}}})",
                                call);
  EXPECT_EQ(shown.dump().find("other-0123456789"), std::string::npos);
  EXPECT_EQ(shown.dump().find("dG9rLTAxMjM0NTY3ODk"), std::string::npos);
  EXPECT_EQ(shown.at("outcome").at("updates").at("credit_score"), "\u2039secret:other\u203a");
  EXPECT_EQ(shown.at("outcome").at("notes")[0].at("code"), "secret_echoed");
  EXPECT_EQ(shown.at("outcome").at("notes")[1].at("code"), "short_secret");
}

TEST(MapPreview, TellsRulesOfOtherStatusesApart) {
  const Field field = changed_field(R"({"api_config": {"response_mapping": {
    "credit_score": "result.score", "risk.level": null,
    "unknown": {"path": "error", "on_status": "404"}}}})");
  const json shown = map_answer(field, R"({"status": 404, "body": {"error": "no such company"}})");
  EXPECT_EQ(shown.at("outcome").at("status"), "ok");
  EXPECT_FALSE(shown.at("mappings")[0].at("applies"));
  EXPECT_FALSE(shown.at("mappings")[0].contains("result"));
  EXPECT_TRUE(shown.at("mappings")[1].at("applies"));
}

TEST(MapPreview, TellsLargeValuesByTheirSize) {
  const Field field =
      changed_field(R"({"api_config": {"response_mapping": {"credit_score": "items"}}})");
  json body{{"items", json::array()}};
  for (int i = 0; i < 5000; ++i) body["items"].push_back(i);
  const json mapping = map_answer(field, body.dump()).at("mappings")[0];
  EXPECT_EQ(mapping.at("found"), json::parse(R"({"type": "array", "size": 5000})"));
  EXPECT_FALSE(mapping.contains("value"));
}

TEST(MapPreview, SaysThatASourceCannotBeEvaluated) {
  const Field field =
      changed_field(R"x({"api_config": {"response_mapping": {"credit_score": "abs(result)"}}})x");
  const json mapping = map_answer(field, R"({"result": "x"})").at("mappings")[0];
  EXPECT_FALSE(mapping.contains("found"));
  EXPECT_NE(mapping.at("problem"), "");
  EXPECT_EQ(mapping.at("result"), "wrong_type");
}

TEST(MapPreview, MapsNothingOfABodyItCannotRead) {
  const json shown = map_answer(parse_field(get_field), "<html>Maintenance</html>");
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "invalid_json");
  EXPECT_EQ(shown.at("answer").at("read_as"), "text");
  EXPECT_FALSE(shown.contains("mappings"));
}

TEST(MapPreview, RefusesWhatTheEngineRefuses) {
  const Field field = changed_field(R"({"api_config": {"max_response_bytes": 10}})");
  const json shown = map_answer(field, answer_body());
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "response_too_large");
  EXPECT_FALSE(shown.contains("mappings"));
}

TEST(MapPreview, SaysThatInputsCannotBeRead) {
  CallInputs call = inputs();
  call.data_json = "[]";
  const json shown = map_answer(parse_field(get_field), answer_body(), call);
  EXPECT_EQ(shown.at("outcome").at("error").at("code"), "invalid_data");
  EXPECT_EQ(shown.at("retry").at("decision"), "give_up");
}

TEST(MapPreview, QuotesNoSecretOfAnAnswer) {
  const json shown =
      map_answer(parse_field(get_field), R"({"status": 200, "headers": {"tok-0123456789 ": "x"}})");
  EXPECT_EQ(shown.at("problem").at("code"), "invalid_script");
  EXPECT_NE(shown.dump().find("secret:api_token"), std::string::npos);
}

TEST(MapPreview, SaysWhatIsNoAnswer) {
  const json shown = map_answer(parse_field(get_field), R"({"status": 1000, "text": 7})");
  EXPECT_EQ(shown.at("problem").at("code"), "out_of_range");
  EXPECT_EQ(shown.at("problem").at("pointer"), "/status");
  EXPECT_EQ(shown.at("diagnostics").size(), 2U);
  EXPECT_FALSE(shown.contains("outcome"));
}

}  // namespace
}  // namespace fieldcall::test
