#include <gtest/gtest.h>

#include "mapping/apply.hpp"
#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

const char* const rules = R"({"score": {"path": "x", "type": "integer"}, "company.city": "y"})";

std::optional<OnError> read(const Mapping& mapping, std::string_view text,
                            std::vector<Diagnostic>& diagnostics) {
  const json::Document document = parse(text);
  return compile_on_error(document.root(), mapping, "/on_error", diagnostics);
}

MappingResult fail_with(const Mapping& mapping, std::string_view on_error, Trial& world) {
  std::vector<Diagnostic> diagnostics;
  const auto compiled = read(mapping, on_error, diagnostics);
  FIELDCALL_CHECK(compiled.has_value());
  return apply_on_error(mapping, *compiled, world.data.root(), world.field_key, world.overwrite,
                        world.previous.root(), world.arena);
}

TEST(OnError, KeepTouchesNothingAndForgetsNothing) {
  const Mapping mapping = compile_rules(rules);
  Trial world("null", R"({"score":1})", R"({"score":1})");
  const MappingResult result = fail_with(mapping, "\"keep\"", world);
  EXPECT_TRUE(result.updates.empty());
  EXPECT_TRUE(result.report.empty());
  EXPECT_TRUE(result.value.is_null());
  EXPECT_EQ(json::to_text(result.last_written), R"({"score":1})");
}

TEST(OnError, ClearEmptiesWhatFieldcallWrote) {
  const Mapping mapping = compile_rules(rules);
  Trial world("null", R"({"score":1,"company":{"city":"Ghent"}})", R"({"score":1})");
  const MappingResult result = fail_with(mapping, "\"clear\"", world);
  EXPECT_EQ(updates_text(result), R"({"score":null})");
  EXPECT_EQ(statuses(result), "score:cleared company.city:kept_manual");
}

TEST(OnError, DefaultsAreWrittenWhereNobodyElseWrote) {
  const Mapping mapping = compile_rules(rules);
  Trial world("null", R"({"company":{"city":"Ghent"}})");
  const MappingResult result =
      fail_with(mapping, R"({"default": {"data.score": 0, "company.city": "?"}})", world);
  EXPECT_EQ(updates_text(result), R"({"score":0})");
  EXPECT_EQ(statuses(result), "score:defaulted company.city:kept_manual");
}

TEST(OnError, ADefaultOfNullClears) {
  const Mapping mapping = compile_rules(rules);
  Trial world("null", R"({"score":1})", R"({"score":1})");
  EXPECT_EQ(statuses(fail_with(mapping, R"({"default": {"score": null}})", world)),
            "score:cleared");
}

TEST(OnError, DefaultsMustFitTheMapping) {
  const Mapping mapping = compile_rules(rules);
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(read(mapping,
                    R"({"default": {"scores": 1, "zzz": 1, "a[0]": 1, "score": "1",
                        "company.city": 1, "data.company.city": 2}})",
                    diagnostics));
  EXPECT_EQ(codes(diagnostics),
            (std::vector<std::string>{
                "unknown_target /on_error/default/scores", "unknown_target /on_error/default/zzz",
                "unknown_target /on_error/default/a[0]", "default_type /on_error/default/score",
                "duplicate_target /on_error/default/data.company.city"}));
  EXPECT_EQ(diagnostics[0].fix, "did you mean \"score\"?");
  EXPECT_FALSE(diagnostics[1].fix.empty());
}

TEST(OnError, OtherShapesAreLeftToTheFieldTable) {
  const Mapping mapping = compile_rules(rules);
  std::vector<Diagnostic> diagnostics;
  for (const char* text : {"\"drop\"", "{}", "7", R"({"default": 1})"}) {
    EXPECT_FALSE(read(mapping, text, diagnostics)) << text;
  }
  EXPECT_TRUE(diagnostics.empty());
}

}  // namespace
}  // namespace fieldcall::mapping
