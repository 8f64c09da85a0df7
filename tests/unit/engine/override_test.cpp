// Whose value stays: a case over several calls, with people who write in between (SPEC 1, 7).
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/score_field.hpp"
#include "fieldcall/visibility.hpp"

namespace fieldcall {
namespace {

using nlohmann::json;
using test::respond;

// Keeps what a host keeps between two calls: the case and the last outcome.
class Case {
 public:
  explicit Case(std::string_view change) : field_(test::changed_field(change)) {}

  // The statuses of the report: "credit_score:written risk.level:kept_manual ".
  std::string run(test::Step answer) {
    CallInputs inputs = test::inputs();
    inputs.data_json = data.dump();
    inputs.previous_outcome_json = previous_;
    test::ScriptedHost host;
    host.cancel_at = cancel_at;
    const Outcome outcome = host.run(field_, std::move(inputs), {std::move(answer)});
    previous_ = outcome_to_json(outcome);
    status = outcome.status;
    const json updates = json::parse(outcome.updates_json);
    for (const auto& [target, value] : updates.items()) put(target, value);
    std::string report;
    for (const json& line : json::parse(outcome.report_json)) {
      report +=
          line.at("target").get<std::string>() + ":" + line.at("status").get<std::string>() + " ";
    }
    return report;
  }

  void put(std::string target, const json& value) {
    std::replace(target.begin(), target.end(), '.', '/');
    data[json::json_pointer("/" + target)] = value;
  }

  [[nodiscard]] bool is_visible() const { return *visible(field_, {"null", data.dump()}); }

  json data = {{"company_id", "1"}};
  OutcomeStatus status{};
  std::optional<Instant> cancel_at;

 private:
  Field field_;
  std::string previous_;
};

test::Step answer(int score, const std::string& risk) {
  return respond(200, json{{"result", {{"score", score}, {"risk", risk}}}}.dump());
}

test::Step failure() {
  return respond(404, "");
}

TEST(Overrides, APersonsValueStaysUntilItIsEmptied) {
  Case record("{}");
  EXPECT_EQ(record.run(answer(700, "low")), "credit_score:written risk.level:written ");
  record.put("risk.level", "mine");
  EXPECT_EQ(record.run(answer(710, "high")), "credit_score:written risk.level:kept_manual ");
  EXPECT_EQ(record.data["risk"]["level"], "mine");
  EXPECT_EQ(record.run(answer(710, "high")), "credit_score:unchanged risk.level:kept_manual ");
  record.put("risk.level", "");
  EXPECT_EQ(record.run(answer(710, "high")), "credit_score:unchanged risk.level:written ");
}

TEST(Overrides, TypingWhatTheLookupWouldWriteIsNoOverride) {
  Case record("{}");
  record.put("credit_score", 700);
  EXPECT_EQ(record.run(answer(700, "low")), "credit_score:unchanged risk.level:written ");
  EXPECT_EQ(record.run(answer(710, "low")), "credit_score:written risk.level:unchanged ");
}

TEST(Overrides, OverwriteDecides) {
  Case always(R"({"overwrite": "always"})");
  always.put("credit_score", 1);
  EXPECT_EQ(always.run(answer(700, "low")), "credit_score:written risk.level:written ");
  Case if_empty(R"({"overwrite": "if_empty"})");
  EXPECT_EQ(if_empty.run(answer(700, "low")), "credit_score:written risk.level:written ");
  EXPECT_EQ(if_empty.run(answer(710, "low")), "credit_score:kept_manual risk.level:unchanged ");
}

TEST(Overrides, AFailedCallKeepsByDefault) {
  Case record("{}");
  record.run(answer(700, "low"));
  const json before = record.data;
  EXPECT_EQ(record.run(failure()), "");
  EXPECT_EQ(record.status, OutcomeStatus::failed);
  EXPECT_EQ(record.data, before);
  EXPECT_EQ(record.run(answer(710, "low")), "credit_score:written risk.level:unchanged ");
}

TEST(Overrides, AFailedCallClearsWhatFieldcallWroteAndNothingElse) {
  Case record(R"({"on_error": "clear", "visibility": "hide-when-empty"})");
  EXPECT_FALSE(record.is_visible());
  record.run(answer(700, "low"));
  record.put("risk.level", "mine");
  EXPECT_EQ(record.run(failure()), "credit_score:cleared risk.level:kept_manual ");
  EXPECT_TRUE(record.data["credit_score"].is_null());
  EXPECT_EQ(record.data["risk"]["level"], "mine");
  EXPECT_TRUE(record.is_visible());
  record.put("risk.level", nullptr);
  EXPECT_FALSE(record.is_visible());
  EXPECT_EQ(record.run(answer(710, "low")), "credit_score:written risk.level:written ");
}

TEST(Overrides, ADefaultIsFieldcallsOwnAndGivesWay) {
  Case record(R"({"on_error": {"default": {"credit_score": -1}}})");
  EXPECT_EQ(record.run(failure()), "credit_score:defaulted ");
  EXPECT_EQ(record.run(answer(700, "low")), "credit_score:written risk.level:written ");
  record.put("credit_score", 5);
  EXPECT_EQ(record.run(failure()), "credit_score:kept_manual ");
  EXPECT_EQ(record.data["credit_score"], 5);
}

TEST(Overrides, OnErrorIsForFailedCallsOnly) {
  Case record(R"({"on_error": "clear"})");
  record.run(answer(700, "low"));
  record.cancel_at = test::script_start + Millis{5};
  EXPECT_EQ(record.run(answer(710, "low")), "");
  EXPECT_EQ(record.status, OutcomeStatus::cancelled);
  record.cancel_at.reset();
  record.put("company_id", nullptr);
  EXPECT_EQ(record.run(answer(710, "low")), "");
  EXPECT_EQ(record.status, OutcomeStatus::waiting_input);
  EXPECT_EQ(record.data["credit_score"], 700);
}

}  // namespace
}  // namespace fieldcall
