#include "fieldcall/inputs_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fieldcall {
namespace {

// Empty = read without an error.
std::string read(const std::string& json, CallInputs& inputs) {
  for (const JsonMember& member : json_members(json)) {
    const Result<bool> known = read_call_input(member, inputs);
    if (!known) return known.error().message;
    if (!*known) return "unknown: " + member.name;
  }
  return "";
}

TEST(InputsJson, ReadsEveryInput) {
  CallInputs inputs;
  EXPECT_EQ(read(R"({"data": {"a": 1.50}, "previous": {"updates": {}}, "roots": {"env": {"b": "c"}},
                     "call_id": "id", "tenant": "t", "case_id": "case", "chain_depth": 3,
                     "trigger": "scheduled", "seed": 18446744073709551615})",
                 inputs),
            "");
  EXPECT_EQ(inputs.data_json, R"({"a":1.50})");
  EXPECT_EQ(inputs.previous_outcome_json, R"({"updates":{}})");
  EXPECT_EQ(inputs.roots.at("env"), R"({"b":"c"})");
  EXPECT_EQ(inputs.call_id, "id");
  EXPECT_EQ(inputs.tenant, "t");
  EXPECT_EQ(inputs.case_id, "case");
  EXPECT_EQ(inputs.chain_depth, 3U);
  EXPECT_EQ(inputs.trigger, Trigger::scheduled);
  EXPECT_EQ(inputs.seed, 18446744073709551615ULL);
}

TEST(InputsJson, ReadsJavaScriptsSpellings) {
  CallInputs inputs;
  EXPECT_EQ(read(R"({"callId": "id", "caseId": "case", "chainDepth": 1, "seed": "12"})", inputs),
            "");
  EXPECT_EQ(inputs.call_id, "id");
  EXPECT_EQ(inputs.case_id, "case");
  EXPECT_EQ(inputs.chain_depth, 1U);
  EXPECT_EQ(inputs.seed, 12U);
}

TEST(InputsJson, NullIsLeftOut) {
  CallInputs inputs;
  EXPECT_EQ(read(R"({"data": null, "previous": null, "roots": null, "call_id": null, "seed": null,
                     "trigger": null})",
                 inputs),
            "");
  EXPECT_EQ(inputs.data_json, "{}");
  EXPECT_EQ(inputs.trigger, Trigger::manual);
}

TEST(InputsJson, WhatIsNoInputIsTold) {
  CallInputs inputs;
  EXPECT_EQ(read(R"({"secrets": {}})", inputs), "unknown: secrets");
  EXPECT_EQ(read(R"({"dta": {}})", inputs), "unknown: dta");
}

TEST(InputsJson, WrongTypesAreNamedAndNotQuoted) {
  for (const auto* const json :
       {R"({"data": "private"})", R"({"data": ["private"]})", R"({"previous": "private"})",
        R"({"roots": "private"})", R"({"call_id": {"a": "private"}})", R"({"tenant": 7})",
        R"({"case_id": []})", R"({"chain_depth": -1})", R"({"chain_depth": 4294967296})",
        R"({"chain_depth": 1.0})", R"({"trigger": "private"})", R"({"seed": "private"})",
        R"({"seed": 18446744073709551616})", R"({"seed": ""})"}) {
    CallInputs inputs;
    const std::string problem = read(json, inputs);
    EXPECT_THAT(problem, testing::HasSubstr(" is not ")) << json;
    EXPECT_THAT(problem, testing::Not(testing::HasSubstr("private"))) << json;
  }
}

}  // namespace
}  // namespace fieldcall
