#include "mapping/mapping.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/limits.hpp"
#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

using Codes = std::vector<std::string>;

TEST(Mapping, NamesGoBothWays) {
  for (int i = 1; i <= static_cast<int>(TargetType::array); ++i) {
    const auto type = static_cast<TargetType>(i);
    EXPECT_EQ(target_type_from_name(target_type_name(type)), type);
  }
  EXPECT_EQ(target_type_name(TargetType::any), "any");
  EXPECT_EQ(target_type_from_name("any"), std::nullopt);
  EXPECT_EQ(on_missing_from_name("fail"), OnMissing::fail);
  EXPECT_EQ(on_missing_from_name("FAIL"), std::nullopt);
  EXPECT_EQ(overwrite_from_name("if_unchanged"), Overwrite::if_unchanged);
  EXPECT_EQ(overwrite_from_name("always"), Overwrite::always);
  EXPECT_EQ(overwrite_from_name("if_empty"), Overwrite::if_empty);
  EXPECT_EQ(overwrite_from_name(""), std::nullopt);
}

TEST(Mapping, KeepsTheOrderOfTheConfiguration) {
  const Mapping mapping = compile_rules(R"({"z": "a", "data.b": "c", "m.n": "@"})");
  ASSERT_EQ(mapping.rules.size(), 3U);
  EXPECT_EQ(mapping.rules[0].target, "z");
  EXPECT_EQ(mapping.rules[1].target, "b");
  EXPECT_EQ(mapping.rules[2].path, (TargetPath{"m", "n"}));
  EXPECT_EQ(mapping.rules[2].source->source(), "@");
  EXPECT_FALSE(mapping.success_when);
  EXPECT_FALSE(mapping.error_message);
  EXPECT_EQ(mapping.response_type, ResponseType::json);
}

TEST(Mapping, OutlivesTheConfigurationText) {
  std::optional<Mapping> mapping;
  {
    mapping =
        try_compile(R"({"response_mapping": {"a": {"path": "x", "default": {"k": "value"}}}})");
  }
  ASSERT_TRUE(mapping);
  EXPECT_EQ(json::to_text(*mapping->rules[0].fallback), R"({"k":"value"})");
}

TEST(Mapping, AnEmptyMappingIsAnError) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile(R"({"response_mapping": {}})", &diagnostics));
  EXPECT_EQ(codes(diagnostics), Codes{"empty_mapping /api_config/response_mapping"});
}

TEST(Mapping, WhatTheFieldTableReportsIsNotReportedTwice) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile("{}", &diagnostics));
  EXPECT_FALSE(try_compile(R"({"response_mapping": []})", &diagnostics));
  EXPECT_TRUE(try_compile(R"({"response_mapping": {"a": "b"}, "success_when": 1})", &diagnostics));
  EXPECT_TRUE(diagnostics.empty());
}

TEST(Mapping, TargetsAreCounted) {
  const auto rules = [](std::uint32_t count) {
    std::string text = "{\"response_mapping\": {";
    for (std::uint32_t i = 0; i < count; ++i) {
      text += (i == 0 ? "\"t" : ",\"t") + std::to_string(i) + "\":\"x\"";
    }
    return text + "}}";
  };
  EXPECT_TRUE(try_compile(rules(limits::mapping_targets_max)));
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile(rules(limits::mapping_targets_max + 1), &diagnostics));
  EXPECT_EQ(codes(diagnostics), Codes{"too_many_targets /api_config/response_mapping"});
}

TEST(Mapping, TargetsInsideOfEachOtherAreAnError) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile(R"({"response_mapping": {
      "a": "x", "a.b": "x", "c.d": "x", "c": "x", "e": "x", "data.e": "x", "f.g": "x", "f.h": "x",
      "fg": "x"}})",
                           &diagnostics));
  EXPECT_EQ(codes(diagnostics), (Codes{"target_conflict /api_config/response_mapping/a.b",
                                       "target_conflict /api_config/response_mapping/c",
                                       "duplicate_target /api_config/response_mapping/data.e"}));
}

TEST(Mapping, ReportsEverythingInOnePass) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(try_compile(
      R"({"response_mapping": {"a[0]": "x", "b": "x[", "c": 7, "d": {"path": "x", "type": "int"}},
          "success_when": "body.(", "error_message": ""})",
      &diagnostics));
  EXPECT_EQ(codes(diagnostics), (Codes{"invalid_target /api_config/response_mapping/a[0]",
                                       "expression_syntax /api_config/response_mapping/b",
                                       "wrong_type /api_config/response_mapping/c",
                                       "invalid_value /api_config/response_mapping/d/type",
                                       "expression_syntax /api_config/success_when",
                                       "empty_source /api_config/error_message"}));
  for (const Diagnostic& diagnostic : diagnostics) {
    EXPECT_EQ(diagnostic.severity, Severity::error);
    EXPECT_FALSE(diagnostic.message.empty());
  }
}

}  // namespace
}  // namespace fieldcall::mapping
