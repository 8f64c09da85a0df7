#include "mapping/apply.hpp"

#include <gtest/gtest.h>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

TEST(Apply, WritesWhatTheAnswerHas) {
  const Mapping mapping =
      compile_rules(R"({"credit_score": "result.score", "data.company.city": "result.city"})");
  Trial run(R"({"result":{"score":720,"city":"Ghent"}})");
  const MappingResult result = run.apply(mapping);
  EXPECT_FALSE(result.failure);
  EXPECT_TRUE(result.mapped_anything);
  EXPECT_EQ(updates_text(result), R"({"credit_score":720,"company.city":"Ghent"})");
  EXPECT_EQ(statuses(result), "credit_score:written company.city:written");
  EXPECT_EQ(json::to_text(result.value), R"({"credit_score":720,"company.city":"Ghent"})");
  EXPECT_EQ(json::to_text(result.last_written), updates_text(result));
}

TEST(Apply, ZeroFalseAndEmptyTextAreValues) {
  const Mapping mapping = compile_rules(R"({"a": "a", "b": "b", "c": "c", "d": "d", "e": "e"})");
  Trial run(R"({"a":0,"b":false,"c":"","d":[],"e":{}})");
  EXPECT_EQ(updates_text(run.apply(mapping)), R"({"a":0,"b":false,"c":"","d":[],"e":{}})");
}

TEST(Apply, NumbersKeepTheirDigits) {
  const Mapping mapping = compile_rules(R"({"a": "a", "b": "b"})");
  Trial run(R"({"a":12345678901234567890.10,"b":1.0})");
  EXPECT_EQ(updates_text(run.apply(mapping)), R"({"a":12345678901234567890.10,"b":1.0})");
}

TEST(Apply, MissingAndNullLeaveTheTargetUntouched) {
  const Mapping mapping = compile_rules(R"({"a": "a", "b": "b"})");
  Trial run(R"({"b":null})", R"({"a":1})");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(updates_text(result), "{}");
  EXPECT_EQ(statuses(result), "a:missing b:missing");
  EXPECT_FALSE(result.mapped_anything);
  EXPECT_TRUE(result.value.is_null());
}

TEST(Apply, OnMissingClears) {
  const Mapping mapping = compile_rules(R"({"a": {"path": "a", "on_missing": "clear"}})");
  Trial ours("{}", R"({"a":1})", R"({"a":1})");
  const MappingResult cleared = ours.apply(mapping);
  EXPECT_EQ(updates_text(cleared), R"({"a":null})");
  EXPECT_EQ(statuses(cleared), "a:cleared");
  EXPECT_TRUE(cleared.mapped_anything);
  EXPECT_EQ(json::to_text(cleared.last_written), "{}");

  Trial theirs("{}", R"({"a":2})", R"({"a":1})");
  EXPECT_EQ(statuses(theirs.apply(mapping)), "a:kept_manual");

  Trial empty("{}");
  const MappingResult unchanged = empty.apply(mapping);
  EXPECT_EQ(statuses(unchanged), "a:unchanged");
  EXPECT_FALSE(unchanged.mapped_anything);
}

TEST(Apply, DefaultsStandIn) {
  const Mapping mapping =
      compile_rules(R"({"a": {"path": "a", "default": "none"}, "b": {"default": true}, "c": "c"})");
  Trial run(R"({"c":1})");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(updates_text(result), R"({"a":"none","b":true,"c":1})");
  EXPECT_EQ(statuses(result), "a:defaulted b:defaulted c:written");
  EXPECT_EQ(result.report[1].source, "");
}

TEST(Apply, ConversionsAreReported) {
  const Mapping mapping = compile_rules(R"({"a": {"path": "a", "type": "integer"}})");
  Trial run(R"({"a":"720"})");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(updates_text(result), R"({"a":720})");
  EXPECT_EQ(report_to_json(result.report),
            R"([{"target":"a","source":"a","status":"converted","from":"string",)"
            R"("to":"integer"}])");
}

TEST(Apply, AllTargetsOrNone) {
  const Mapping mapping =
      compile_rules(R"({"a": "a", "b": {"path": "b", "type": "integer"}, "c": "c"})");
  Trial run(R"({"a":1,"b":"abc"})", "{}", R"({"a":5})");
  const MappingResult result = run.apply(mapping);
  ASSERT_TRUE(result.failure);
  EXPECT_EQ(result.failure->code, ErrorCode::wrong_type);
  EXPECT_TRUE(result.updates.empty());
  EXPECT_TRUE(result.value.is_null());
  EXPECT_FALSE(result.mapped_anything);
  EXPECT_EQ(statuses(result), "b:wrong_type c:missing");
  EXPECT_EQ(json::to_text(result.last_written), R"({"a":5})");
}

TEST(Apply, TheSameValueIsUnchanged) {
  const Mapping mapping = compile_rules(R"({"a": "a", "o": "o"})");
  Trial run(R"({"a":720,"o":{"x":1,"y":2}})", R"({"a":720.0,"o":{"y":2,"x":1}})");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(statuses(result), "a:unchanged o:unchanged");
  EXPECT_EQ(updates_text(result), R"({"a":720,"o":{"x":1,"y":2}})");
  EXPECT_TRUE(result.mapped_anything);
}

TEST(Apply, WhatAPersonWroteIsKept) {
  const Mapping mapping = compile_rules(R"({"lookup": "a", "b": "b"})");
  Trial run(R"({"a":"api","b":"api"})", R"({"lookup":"person","b":"old"})",
            R"({"lookup":"old","b":"old"})");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(statuses(result), "lookup:kept_manual b:written");
  EXPECT_EQ(updates_text(result), R"({"b":"api"})");
  EXPECT_EQ(json::to_text(result.value), "\"person\"");
  EXPECT_EQ(json::to_text(result.last_written), R"({"lookup":"old","b":"api"})");
  EXPECT_FALSE(result.report[0].message.empty());
}

TEST(Apply, WithNothingKnownAValueIsAPersons) {
  const Mapping mapping = compile_rules(R"({"a": "a"})");
  Trial run(R"({"a":1})", R"({"a":2})", "null");
  const MappingResult result = run.apply(mapping);
  EXPECT_EQ(statuses(result), "a:kept_manual");
  EXPECT_TRUE(result.mapped_anything);
  EXPECT_EQ(json::to_text(result.value), R"({"a":2})");
}

TEST(Apply, ACallThatFindsNothingForgetsNothing) {
  const Mapping mapping = compile_rules(R"({"a": "a"})");
  Trial first(R"({"a":1})");
  const std::string known = json::to_text(first.apply(mapping).last_written);
  Trial second("{}", R"({"a":1})", known);
  const std::string still_known = json::to_text(second.apply(mapping).last_written);
  Trial third(R"({"a":3})", R"({"a":1})", still_known);
  EXPECT_EQ(statuses(third.apply(mapping)), "a:written");
}

TEST(Apply, OverwriteAlwaysAndIfEmpty) {
  const Mapping mapping = compile_rules(R"({"a": "a", "b": "b"})");
  Trial always(R"({"a":1,"b":1})", R"({"a":2,"b":""})");
  always.overwrite = Overwrite::always;
  EXPECT_EQ(statuses(always.apply(mapping)), "a:written b:written");
  Trial if_empty(R"({"a":1,"b":1})", R"({"a":2,"b":""})", R"({"a":2})");
  if_empty.overwrite = Overwrite::if_empty;
  EXPECT_EQ(statuses(if_empty.apply(mapping)), "a:kept_manual b:written");
}

TEST(Apply, AValueInTheWayOfAPathIsAPersons) {
  const Mapping mapping = compile_rules(R"({"company.city": "city"})");
  Trial run(R"({"city":"Ghent"})", R"({"company":"ACME"})");
  const MappingResult kept = run.apply(mapping);
  EXPECT_EQ(statuses(kept), "company.city:kept_manual");
  EXPECT_EQ(json::to_text(kept.value), R"({"company.city":null})");
  run.overwrite = Overwrite::always;
  EXPECT_EQ(statuses(run.apply(mapping)), "company.city:written");
  Trial empty(R"({"city":"Ghent"})", R"({"company":""})");
  EXPECT_EQ(statuses(empty.apply(mapping)), "company.city:written");
}

TEST(Apply, TheFieldsOwnValueIsWhatItsKeyGot) {
  const Mapping mapping = compile_rules(R"({"lookup": "a", "b": "b"})");
  Trial run(R"({"a":[1],"b":2})");
  EXPECT_EQ(json::to_text(run.apply(mapping).value), "[1]");
  Trial missing(R"({"b":2})");
  EXPECT_EQ(json::to_text(missing.apply(mapping).value), "null");
}

TEST(Apply, AnEmptyAnswerMapsNothing) {
  const Mapping mapping = compile_rules(R"({"a": "a"})");
  Trial run("null");
  run.status = 204;
  const MappingResult result = run.apply(mapping);
  EXPECT_FALSE(result.failure);
  EXPECT_FALSE(result.mapped_anything);
}

TEST(Apply, ATextAnswerIsMappedThroughBody) {
  const Mapping mapping =
      compile(R"({"response_type": "text", "response_mapping": {"iban": "$body"}})");
  EXPECT_EQ(mapping.response_type, ResponseType::text);
  Trial run("\"BE68539007547034\"");
  EXPECT_EQ(updates_text(run.apply(mapping)), R"({"iban":"BE68539007547034"})");
}

}  // namespace
}  // namespace fieldcall::mapping
