#include "call/call_data.hpp"

#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "json/writer.hpp"

namespace fieldcall::call {
namespace {

constexpr CallRoot call_root{.id = "id-1", .now = "2026-01-15T12:00:00.000Z", .field_key = "f"};

class ReadCallData : public testing::Test {
 protected:
  CallData read(const CallRoot& root = call_root) { return read_call_data(inputs_, root, arena_); }

  void expect_refused(ErrorCode code, std::string_view detail_part) {
    const CallData data = read();
    ASSERT_TRUE(data.failure.has_value());
    EXPECT_EQ(data.failure->code, code);
    EXPECT_FALSE(data.failure->may_have_been_sent);
    EXPECT_NE(data.failure->detail.find(detail_part), std::string::npos) << data.failure->detail;
  }

  CallInputs inputs_;
  json::Arena arena_;
};

TEST_F(ReadCallData, MakesTheRootsOfPlaceholders) {
  inputs_.data_json = R"({"vat":"BE1"})";
  inputs_.roots = {{"env", R"({"base":"https://a.example"})"}, {"token", "\"t\""}};
  const CallData data = read();
  ASSERT_FALSE(data.failure.has_value());
  EXPECT_EQ(json::to_text(data.roots),
            R"({"data":{"vat":"BE1"},"call":{"id":"id-1","now":"2026-01-15T12:00:00.000Z",)"
            R"("field_key":"f"},"env":{"base":"https://a.example"},"token":"t"})");
  EXPECT_EQ(json::to_text(data.data), R"({"vat":"BE1"})");
  EXPECT_TRUE(data.last_written.is_null());
}

TEST_F(ReadCallData, RefusesDataThatIsNoObject) {
  for (const char* text : {"[]", "null", "7", "\"x\"", "true"}) {
    inputs_.data_json = text;
    expect_refused(ErrorCode::invalid_data, "not an object");
  }
}

TEST_F(ReadCallData, SaysWhereTextIsNotJson) {
  inputs_.data_json = R"({"a":1,})";
  expect_refused(ErrorCode::invalid_data, "case data: ");
  expect_refused(ErrorCode::invalid_data, "(byte 7)");
  inputs_.data_json = "";
  expect_refused(ErrorCode::invalid_data, "case data: ");
  inputs_.data_json = "{}";
  inputs_.roots = {{"env", "nope"}};
  expect_refused(ErrorCode::invalid_data, "root \"env\": ");
}

TEST_F(ReadCallData, RefusesTooMuchOfIt) {
  inputs_.data_json = "{" + std::string(limits::data_bytes_max, ' ') + "}";
  expect_refused(ErrorCode::invalid_data, "larger than");
  inputs_.data_json.clear();
  for (int i = 0; i < 70; ++i) inputs_.data_json += R"({"a":)";
  inputs_.data_json += "1" + std::string(70, '}');
  expect_refused(ErrorCode::invalid_data, "case data: ");
}

TEST_F(ReadCallData, KeepsItsOwnRoots) {
  for (const char* name : {"data", "secret", "call"}) {
    inputs_.roots = {{name, "{}"}};
    expect_refused(ErrorCode::invalid_data, "fieldcall's own");
  }
}

TEST_F(ReadCallData, RefusesIdsThatAreNone) {
  const std::string longest(limits::call_id_bytes_max, 'x');
  EXPECT_FALSE(read({.id = longest}).failure.has_value());
  const std::string longer = longest + "x";
  for (const std::string_view id : {std::string_view(longer), std::string_view("\xc3")}) {
    const CallData data = read({.id = id});
    ASSERT_TRUE(data.failure.has_value());
    EXPECT_EQ(data.failure->code, ErrorCode::invalid_data);
  }
}

TEST_F(ReadCallData, RefusesTenantsAndCasesThatAreNoIds) {
  for (std::string CallInputs::*id : {&CallInputs::tenant, &CallInputs::case_id}) {
    inputs_.*id = std::string(limits::call_id_bytes_max, 'x');
    EXPECT_FALSE(read().failure.has_value());
    inputs_.*id += "x";
    expect_refused(ErrorCode::invalid_data, id == &CallInputs::tenant ? "tenant" : "case id");
    (inputs_.*id).clear();
  }
}

TEST_F(ReadCallData, TakesWhatWasWrittenLastFromThePreviousOutcome) {
  inputs_.previous_outcome_json = R"({"status":"ok","updates":{"a":1}})";
  EXPECT_EQ(json::to_text(read().last_written), R"({"a":1})");
  inputs_.previous_outcome_json = R"({"updates":{},"last_written":{"a":2}})";
  EXPECT_EQ(json::to_text(read().last_written), R"({"a":2})");
}

TEST_F(ReadCallData, RefusesAPreviousOutcomeThatIsNone) {
  inputs_.previous_outcome_json = "{";
  expect_refused(ErrorCode::invalid_previous_outcome, "(byte 1)");
  for (const char* text : {"[]", "null", "{}", R"({"value":1})"}) {
    inputs_.previous_outcome_json = text;
    expect_refused(ErrorCode::invalid_previous_outcome, "no \"updates\"");
  }
  inputs_.previous_outcome_json = R"({"updates":[]})";
  expect_refused(ErrorCode::invalid_previous_outcome, "its \"updates\" is not an object");
  inputs_.previous_outcome_json = R"({"updates":{},"last_written":7})";
  expect_refused(ErrorCode::invalid_previous_outcome, "its \"last_written\" is not an object");
}

TEST_F(ReadCallData, TakesAPreviousOutcomeThatHoldsALargeAnswerTwice) {
  std::string large = "[0";
  for (std::uint32_t i = 0; i < limits::json_nodes_max - 10; ++i) large += ",0";
  large += "]";
  inputs_.previous_outcome_json = R"({"value":)" + large + R"(,"updates":{"a":)" + large + "}}";
  EXPECT_FALSE(read().failure.has_value());
}

TEST_F(ReadCallData, TakesAPreviousOutcomeAroundTheDeepestAnswer) {
  const std::string deepest(limits::json_depth_max, '[');
  inputs_.previous_outcome_json =
      R"({"updates":{"a":)" + deepest + std::string(limits::json_depth_max, ']') + "}}";
  EXPECT_FALSE(read().failure.has_value());
}

}  // namespace
}  // namespace fieldcall::call
