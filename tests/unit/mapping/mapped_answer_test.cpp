#include "mapping/mapped_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

using testing::HasSubstr;

TEST(MappedAnswer, WithoutOnStatusARuleAppliesToSuccess) {
  const Mapping mapping = compile(R"({
    "response_mapping": {"a": "x", "b": {"path": "x", "on_status": 404},
                         "c": {"path": "x", "on_status": "200-204"}},
    "success_when": "status == `409` || status == `200`"})");
  const auto targets_at = [&mapping](std::int32_t status) {
    Trial run(R"({"x":1})");
    run.status = status;
    std::string targets;
    for (const MappedTarget& target : map_answer(mapping, run.context(), run.arena).targets) {
      targets += target.line.target;
    }
    return targets;
  };
  EXPECT_EQ(targets_at(200), "ac");
  EXPECT_EQ(targets_at(404), "b");
  EXPECT_EQ(targets_at(409), "a");
}

TEST(MappedAnswer, FailureNamesTargetSourceAndWhatWasFound) {
  const Mapping mapping =
      compile_rules(R"({"score": {"path": "result.score", "type": "integer"}})");
  Trial run(R"({"result":{"score":"abc"}})");
  const MappedAnswer mapped = map_answer(mapping, run.context(), run.arena);
  ASSERT_TRUE(mapped.failure);
  EXPECT_EQ(mapped.failure->code, ErrorCode::wrong_type);
  EXPECT_THAT(mapped.failure->detail, HasSubstr("\"score\""));
  EXPECT_THAT(mapped.failure->detail, HasSubstr("\"result.score\""));
  EXPECT_THAT(mapped.failure->detail, HasSubstr("the text \"abc\""));
  EXPECT_THAT(mapped.failure->detail, HasSubstr("an integer"));
}

TEST(MappedAnswer, TheFirstFailureCountsAndTheRestIsStillReported) {
  const Mapping mapping = compile_rules(R"({
    "a": {"path": "none", "required": true}, "b": {"path": "x", "type": "boolean"},
    "c": {"path": "none", "on_missing": "fail"}, "d": "x"})");
  Trial run(R"({"x":1})");
  const MappedAnswer mapped = map_answer(mapping, run.context(), run.arena);
  ASSERT_TRUE(mapped.failure);
  EXPECT_EQ(mapped.failure->code, ErrorCode::required_missing);
  ASSERT_EQ(mapped.targets.size(), 4U);
  EXPECT_EQ(mapped.targets[1].line.status, TargetStatus::wrong_type);
  EXPECT_EQ(mapped.targets[2].line.status, TargetStatus::missing);
  EXPECT_EQ(mapped.targets[3].line.status, TargetStatus::written);
}

TEST(MappedAnswer, AnExpressionThatCannotBeEvaluatedFails) {
  const Mapping mapping = compile_rules(R"json({"a": "length(x)"})json");
  Trial run(R"({"x":1})");
  const MappedAnswer mapped = map_answer(mapping, run.context(), run.arena);
  ASSERT_TRUE(mapped.failure);
  EXPECT_EQ(mapped.failure->code, ErrorCode::wrong_type);
  EXPECT_THAT(mapped.failure->detail, HasSubstr("invalid-type"));
  EXPECT_FALSE(mapped.targets[0].has_value());
}

TEST(MappedAnswer, AnExpressionOverItsBudgetIsTooComplex) {
  const Mapping mapping = compile_rules(R"({"a": "x[*].[$body.x[*].[$body.x[*].[$body.x[*]]]]"})");
  std::string body = "{\"x\":[0";
  for (int i = 0; i < 200; ++i) body += ",0";
  Trial run(body + "]}");
  const MappedAnswer mapped = map_answer(mapping, run.context(), run.arena);
  ASSERT_TRUE(mapped.failure);
  EXPECT_EQ(mapped.failure->code, ErrorCode::response_too_complex);
}

TEST(MappedAnswer, AllValuesTogetherAreLimited) {
  std::string rules = "{\"t0\": \"@\"";
  for (int i = 1; i < 20; ++i) rules += ", \"t" + std::to_string(i) + "\": \"@\"";
  const Mapping mapping = compile_rules(rules + "}");
  Trial large("{\"k\": [\"" + std::string(1'000'000, 'x') + "\"]}");
  const MappedAnswer mapped = map_answer(mapping, large.context(), large.arena);
  ASSERT_TRUE(mapped.failure);
  EXPECT_EQ(mapped.failure->code, ErrorCode::response_too_complex);
  EXPECT_THAT(mapped.failure->detail, HasSubstr("\"t16\""));
  Trial small("{\"k\": [\"" + std::string(100'000, 'x') + "\"]}");
  EXPECT_FALSE(map_answer(mapping, small.context(), small.arena).failure);
}

std::string written(const MappedAnswer& mapped) {
  json::Writer writer;
  write_mapped_answer(mapped, writer);
  return std::move(writer).take();
}

TEST(MappedAnswer, GoesThroughACache) {
  const Mapping mapping = compile_rules(R"({
    "a": "x", "b": {"path": "x", "type": "string"}, "c": "none",
    "d": {"path": "none", "default": [1]}, "e": {"path": "none", "on_missing": "clear"}})");
  Trial run(R"({"x":720.50})");
  const std::string text = written(map_answer(mapping, run.context(), run.arena));
  EXPECT_EQ(text, R"([{"target":"a","status":"written","value":720.50},)"
                  R"({"target":"b","status":"converted","value":"720.50",)"
                  R"("from":"number","to":"string"},)"
                  R"({"target":"c","status":"missing"},)"
                  R"({"target":"d","status":"defaulted","value":[1]},)"
                  R"({"target":"e","status":"cleared","value":null}])");
  const json::Document cached = parse(text);
  const auto back = read_mapped_answer(mapping, cached.root());
  ASSERT_TRUE(back);
  EXPECT_EQ(written(*back), text);
  EXPECT_EQ(back->targets[0].line.source, "x");
}

TEST(MappedAnswer, WhatWasNotWrittenForThisMappingIsAMiss) {
  const Mapping mapping = compile_rules(R"({"a": "x"})");
  for (const char* text : {"null", "{}", "[1]", R"([{"target":"b","status":"written","value":1}])",
                           R"([{"target":"a","status":"lost","value":1}])", R"([{"target":"a"}])",
                           R"([{"status":"written"}])", R"([{"target":1,"status":"written"}])"}) {
    const json::Document cached = parse(text);
    EXPECT_FALSE(read_mapped_answer(mapping, cached.root())) << text;
  }
}

}  // namespace
}  // namespace fieldcall::mapping
