#include <gtest/gtest.h>

#include <string>

#include "engine/score_field.hpp"
#include "fieldcall/preview.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

json run(std::string_view script, std::string_view expect, std::string_view inputs_text = R"({
    "data": {"company_id": "c1"}})") {
  json example{{"name", "one"},
               {"inputs", json::parse(inputs_text)},
               {"script", json::parse(script)},
               {"expect", json::parse(expect)}};
  json change{{"examples", json::array({example})},
              {"api_config", {{"error_message", "body.why"}}}};
  const std::string text = run_examples(changed_field(change.dump()), {.now = script_start});
  return json::parse(text);
}

json differences(std::string_view script, std::string_view expect) {
  return run(script, expect).at("examples")[0].at("differences");
}

constexpr std::string_view ok_script =
    R"([{"status": 200, "body": {"result": {"score": 720, "risk": "low"}}}])";

TEST(RunExamples, PassesWhatComesOutAsExpected) {
  const json result = run(ok_script, R"({"status": "ok",
    "value": 720.0, "updates": {"risk.level": "low"},
    "report": {"credit_score": "written"}, "missing": [], "attempts": 1, "source": "network",
    "request": {"method": "GET", "url": "https://api.example.com/v1/scores/c1",
                "headers": {"authorization": "Bearer \u2039secret:api_token\u203a"}}})");
  EXPECT_EQ(result, json::parse(R"({"field": "credit_score", "examples": [{"name": "one",
    "passed": true, "differences": []}], "passed": 1, "failed": 0})"));
}

TEST(RunExamples, ComparesErrorsAndNotes) {
  EXPECT_EQ(differences(R"([{"status": 404, "body": {"why": "unknown"}}])",
                        R"({"error": {"code": "not_found", "message_from_api": "unknown"}})"),
            json::array());
  EXPECT_EQ(differences(R"([{"status": 200, "text": "{\"a\": 1, \"a\": 2}"}])",
                        R"({"status": "empty", "notes": ["duplicate_keys"]})"),
            json::array());
}

TEST(RunExamples, SaysWhatDiffersAndWhere) {
  EXPECT_EQ(differences(ok_script, R"({"status": "failed", "updates": {"credit_score": 721,
                                       "gone": null}, "attempts": 2, "missing": ["data.x"],
                                       "notes": ["stale"], "error": {"code": "timeout"}})"),
            json::parse(R"([
    {"pointer": "/attempts", "expected": 2, "found": 1},
    {"pointer": "/error", "expected": {"code": "timeout"}},
    {"pointer": "/missing", "expected": ["data.x"], "found": []},
    {"pointer": "/notes/0", "expected": "stale", "found": []},
    {"pointer": "/status", "expected": "failed", "found": "ok"},
    {"pointer": "/updates/credit_score", "expected": 721, "found": 720},
    {"pointer": "/updates/gone", "expected": null}])"));
}

TEST(RunExamples, ComparesBodiesAsJsonOrText) {
  const auto compare = [](std::string_view body) {
    const json example{{"name", "one"},
                       {"inputs", {{"data", {{"company_id", "c1"}}}}},
                       {"script", json::array({{{"status", 204}}})},
                       {"expect", {{"request", {{"body", json::parse(body)}}}}}};
    const json change{{"examples", json::array({example})},
                      {"api_config", {{"method", "POST"}, {"body", {{"id", 1}}}}}};
    return json::parse(run_examples(changed_field(change.dump()), {.now = script_start}))
        .at("passed");
  };
  EXPECT_EQ(compare(R"({"id": 1})"), 1);
  EXPECT_EQ(compare(R"("{\"id\":1}")"), 1);
  EXPECT_EQ(compare(R"({"id": 2})"), 0);
  EXPECT_EQ(compare(R"("other")"), 0);
}

TEST(RunExamples, TellsTheValueOfALongDifferenceInPart) {
  const std::string expect = R"({"value": ")" + std::string(2000, 'x') + "\"}";
  const json found = differences(ok_script, expect);
  EXPECT_LT(found[0].at("expected").get<std::string>().size(), 520U);
}

TEST(RunExamples, FailsOnAScriptThatIsTooShort) {
  const json result = run("[]", R"({"status": "failed"})");
  EXPECT_EQ(result.at("failed"), 1);
  EXPECT_EQ(result.at("examples")[0].at("problem").at("code"), "script_too_short");
}

TEST(RunExamples, ProtectsWhatAPersonWrote) {
  const json result =
      run(ok_script, R"({"report": {"credit_score": "kept_manual", "risk.level": "written"}})",
          R"({"data": {"company_id": "c1", "credit_score": 1, "risk": {"level": "high"}},
              "previous": {"updates": {"credit_score": 2, "risk.level": "high"}}})");
  EXPECT_EQ(result.at("passed"), 1) << result;
}

TEST(RunExamples, ListsNothingForAFieldWithoutExamples) {
  EXPECT_EQ(json::parse(run_examples(parse_field(get_field), {})),
            json::parse(R"({"field": "credit_score", "examples": [], "passed": 0, "failed": 0})"));
}

}  // namespace
}  // namespace fieldcall::test
