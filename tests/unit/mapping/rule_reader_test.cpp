#include "mapping/rule_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

// "severity code /pointer" of the problems of one rule with target "t".
std::vector<std::string> problems(std::string_view rule,
                                  const std::vector<std::vector<std::string>>& inputs = {}) {
  std::vector<Diagnostic> diagnostics;
  const auto mapping = try_compile("{\"response_mapping\": {\"t\": " + std::string(rule) + "}}",
                                   &diagnostics, inputs);
  EXPECT_EQ(mapping.has_value(), !has_errors(diagnostics));
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : diagnostics) {
    EXPECT_FALSE(diagnostic.message.empty());
    const std::string base = "/api_config/response_mapping/t";
    EXPECT_EQ(diagnostic.pointer.substr(0, base.size()), base);
    found.push_back(std::string(severity_name(diagnostic.severity)) + " " + diagnostic.code + " " +
                    diagnostic.pointer.substr(base.size()));
  }
  return found;
}

using Problems = std::vector<std::string>;

TEST(RuleReader, ReadsTheLongForm) {
  const Mapping mapping = compile_rules(
      R"({"t": {"path": "x.y", "type": "integer", "required": true, "on_status": ["200-299", 404]},
          "u": {"path": "x", "default": 5, "type": "integer"},
          "v": {"path": "x", "on_missing": "clear"}, "w": {"default": "fixed"}})");
  const Rule& rule = mapping.rules[0];
  EXPECT_EQ(rule.source->source(), "x.y");
  EXPECT_EQ(rule.type, TargetType::integer);
  EXPECT_TRUE(rule.is_required);
  EXPECT_EQ(rule.on_missing, OnMissing::keep);
  EXPECT_TRUE(rule.on_status->contains(404));
  EXPECT_EQ(mapping.rules[1].fallback->as_int64(), 5);
  EXPECT_EQ(mapping.rules[2].on_missing, OnMissing::clear);
  EXPECT_FALSE(mapping.rules[3].source);
}

TEST(RuleReader, EveryTypeIsKnown) {
  for (const char* type :
       {"string", "integer", "number", "boolean", "date", "datetime", "object", "array"}) {
    EXPECT_EQ(problems(R"({"path": "x", "type": ")" + std::string(type) + "\"}"), Problems{});
  }
}

TEST(RuleReader, RefusesOtherShapes) {
  EXPECT_EQ(problems("7"), Problems{"error wrong_type "});
  EXPECT_EQ(problems("null"), Problems{"error wrong_type "});
  EXPECT_EQ(problems("[\"x\"]"), Problems{"error wrong_type "});
  EXPECT_EQ(problems("{}"), Problems{"error missing_key "});
  EXPECT_EQ(problems(R"({"path": 7})"), Problems{"error wrong_type /path"});
  EXPECT_EQ(problems(R"({"path": "x", "required": "yes"})"),
            Problems{"error wrong_type /required"});
  EXPECT_EQ(problems(R"({"path": "x", "type": null})"), Problems{"error wrong_type /type"});
  EXPECT_EQ(problems(R"({"path": "x", "type": "any"})"), Problems{"error invalid_value /type"});
  EXPECT_EQ(problems(R"({"path": "x", "on_missing": "drop"})"),
            Problems{"error invalid_value /on_missing"});
  EXPECT_EQ(problems(R"({"path": "x", "on_missing": 1})"),
            Problems{"error wrong_type /on_missing"});
  EXPECT_EQ(problems(R"({"path": "x", "on_status": "4xx"})"),
            Problems{"error invalid_status_set /on_status"});
  EXPECT_EQ(problems(R"({"path": "x", "on_status": []})"),
            Problems{"error invalid_status_set /on_status"});
  EXPECT_EQ(problems("\"\""), Problems{"error empty_source "});
  EXPECT_EQ(problems(R"({"path": " \n"})"), Problems{"error empty_source /path"});
}

TEST(RuleReader, UnknownKeysAreWarningsWithTheNearestKey) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_TRUE(
      try_compile(R"({"response_mapping": {"t": {"path": "x", "requird": true}}})", &diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(diagnostics[0].code, "unknown_key");
  EXPECT_EQ(diagnostics[0].fix, "did you mean \"required\"?");
  EXPECT_EQ(diagnostics[0].message, "\"requird\" is not a key of a mapping rule and is ignored");
}

TEST(RuleReader, ANearWordIsSuggested) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile(R"({"response_mapping": {"t": {"path": "x", "type": "interger"}}})",
                           &diagnostics));
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].fix, "did you mean \"integer\"?");
}

TEST(RuleReader, ADefaultFitsItsType) {
  EXPECT_EQ(problems(R"({"path": "x", "type": "integer", "default": 0})"), Problems{});
  EXPECT_EQ(problems(R"({"path": "x", "type": "integer", "default": "0"})"),
            Problems{"error default_type /default"});
  EXPECT_EQ(problems(R"({"path": "x", "type": "date", "default": "tomorrow"})"),
            Problems{"error default_type /default"});
  EXPECT_EQ(problems(R"({"path": "x", "default": null})"),
            Problems{"warning null_default /default"});
  EXPECT_EQ(problems(R"({"default": null})"), Problems{"error null_default /default"});
}

TEST(RuleReader, ContradictionsAreWarnings) {
  EXPECT_EQ(problems(R"({"path": "x", "default": 1, "required": true})"),
            Problems{"warning contradictory_rule /required"});
  EXPECT_EQ(problems(R"({"path": "x", "default": 1, "on_missing": "fail"})"),
            Problems{"warning contradictory_rule /on_missing"});
  EXPECT_EQ(problems(R"({"path": "x", "required": true, "on_missing": "clear"})"),
            Problems{"warning contradictory_rule /on_missing"});
  EXPECT_EQ(problems(R"({"path": "x", "required": true, "on_missing": "fail"})"), Problems{});
}

TEST(RuleReader, ATargetThatIsAnInputTriggersItself) {
  EXPECT_EQ(problems("\"x\"", {{"t"}}), Problems{"warning self_trigger "});
  EXPECT_EQ(problems("\"x\"", {{"t", "inner"}}), Problems{"warning self_trigger "});
  EXPECT_EQ(problems("\"x\"", {{"tt"}, {"other", "t"}}), Problems{});
}

}  // namespace
}  // namespace fieldcall::mapping
