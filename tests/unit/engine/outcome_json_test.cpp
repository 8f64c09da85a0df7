#include <gtest/gtest.h>

#include "fieldcall/outcome.hpp"

namespace fieldcall {
namespace {

TEST(OutcomeToJson, LeavesOutWhatIsNotThere) {
  Outcome outcome;
  outcome.field_key = "score";
  outcome.status = OutcomeStatus::ok;
  outcome.updates_json = R"({"score":12345678901234567890.10})";
  outcome.last_written_json = outcome.updates_json;
  outcome.value_json = "12345678901234567890.10";
  EXPECT_EQ(outcome_to_json(outcome),
            R"({"field":"score","status":"ok","value":12345678901234567890.10,)"
            R"("updates":{"score":12345678901234567890.10},"report":[],"metadata":{}})");
}

TEST(OutcomeToJson, TellsWhyWhatIsMissingAndWhatWasWrittenBefore) {
  Outcome outcome = failed_outcome("score", ErrorCode::rate_limited, "slow down \"please\"");
  outcome.error->message_from_api = "Too many";
  outcome.missing = {"data.vat", "env.base"};
  outcome.notes = {{"secret_echoed", "The answer held a secret."}};
  outcome.last_written_json = R"({"score":7})";
  EXPECT_EQ(outcome_to_json(outcome),
            R"({"field":"score","status":"failed","value":null,"updates":{},"report":[],)"
            R"("missing":["data.vat","env.base"],)"
            R"("error":{"code":"rate_limited","fault":"api","retryable":true,)"
            R"("message":"The service is receiving too many requests. Try again later.",)"
            R"("technical":"status 429, or a pause it asked for: slow down \"please\"",)"
            R"("message_from_api":"Too many"},)"
            R"("notes":[{"code":"secret_echoed","message":"The answer held a secret."}],)"
            R"("last_written":{"score":7},"metadata":{}})");
}

TEST(OutcomeStatusName, IsTheWordOfTheDocumentation) {
  EXPECT_EQ(outcome_status_name(OutcomeStatus::ok), "ok");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::empty), "empty");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::stale), "stale");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::waiting_input), "waiting_input");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::failed), "failed");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::cancelled), "cancelled");
  EXPECT_EQ(outcome_status_name(OutcomeStatus::superseded), "superseded");
}

TEST(FailedOutcome, SpeaksTheTablesSentences) {
  for (const ErrorInfo& info : error_table()) {
    const Outcome outcome = failed_outcome("f", info.code);
    ASSERT_TRUE(outcome.error.has_value());
    EXPECT_EQ(outcome.error->message, info.message);
    EXPECT_EQ(outcome.error->technical, info.technical);
    EXPECT_EQ(outcome.status, OutcomeStatus::failed);
  }
}

}  // namespace
}  // namespace fieldcall
