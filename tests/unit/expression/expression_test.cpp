#include "expression/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/expression/evaluate.hpp"

namespace fieldcall::expression {
namespace {

using test::evaluate;
using testing::ElementsAre;

TEST(Expression, TellsTheLanguagesApart) {
  for (const std::string_view source : {"$", "$.a", "$['a']", "$ .a", "$\n[0]", "$ ", "$..a"}) {
    EXPECT_EQ(language_of(source), Language::jsonpath) << source;
  }
  for (const std::string_view source : {"", "a", "$data", "$data.x", "@", "$ | a", " $.a", "a.$"}) {
    EXPECT_EQ(language_of(source), Language::jmespath) << source;
  }
}

TEST(Expression, KeepsItsSourceAndLanguage) {
  const auto compiled = Expression::compile("a.b");
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->source(), "a.b");
  EXPECT_EQ(compiled->language(), Language::jmespath);
  const auto query = Expression::compile("$.a");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->language(), Language::jsonpath);
}

TEST(Expression, JmespathGivesNullForWhatIsMissingAndJsonpathNothing) {
  EXPECT_EQ(evaluate("a.b", R"({"a":{}})"), "null");
  EXPECT_EQ(evaluate("$.a.b", R"({"a":{}})", {}, {}, Language::jsonpath), "nothing");
  EXPECT_EQ(evaluate("$.a.b", R"({"a":{"b":null}})", {}, {}, Language::jsonpath), "null");
}

TEST(Expression, ReturnsPartsOfTheDocumentWithoutCopying) {
  auto document = json::Document::parse(R"({"a":{"b":[1,2.50,"x"]}})");
  ASSERT_TRUE(document);
  json::Arena arena;
  const auto compiled = Expression::compile("a.b");
  ASSERT_TRUE(compiled);
  const auto result = compiled->evaluate(document->root(), {}, arena);
  ASSERT_TRUE(result);
  EXPECT_EQ((*result)->items().data(), document->root().find("a")->find("b")->items().data());
  EXPECT_EQ(arena.used_bytes(), 0u);
}

TEST(Expression, BindsVariables) {
  const std::array variables{Variable{"status", json::Value::integer(404)},
                             Variable{"body", json::Value::string("text")}};
  EXPECT_EQ(evaluate("$status == `404`", "{}", variables), "true");
  EXPECT_EQ(evaluate("[$body, $status]", "{}", variables), R"(["text",404])");
  EXPECT_EQ(evaluate("let $status = 'mine' in $status", "{}", variables), R"("mine")");
  EXPECT_EQ(evaluate("$statsu", "{}", variables), "error undefined-variable");
}

TEST(Expression, SuggestsTheVariableThatWasMeant) {
  const std::array variables{Variable{"status", json::Value::integer(404)}};
  const auto compiled = Expression::compile("a || $statsu");
  ASSERT_TRUE(compiled);
  json::Arena arena;
  const auto result = compiled->evaluate(json::Value(), variables, arena);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "undefined-variable");
  EXPECT_EQ(result.error().offset, 5u);
  EXPECT_EQ(result.error().fix, "did you mean \"status\"?");
}

TEST(Expression, EndsWhereTheGrammarEnds) {
  const auto end_of = [](std::string_view source) -> int {
    std::size_t end = 0;
    const auto compiled = Expression::compile_prefix(source, end);
    if (!compiled) return -1;
    EXPECT_EQ(compiled->source(), source.substr(0, end));
    return static_cast<int>(end);
  };
  EXPECT_EQ(end_of("a.b }"), 3);
  EXPECT_EQ(end_of("a.b}"), 3);
  EXPECT_EQ(end_of(" a ?}"), 2);
  EXPECT_EQ(end_of("a ? }"), 1);
  EXPECT_EQ(end_of("a ?? \"BE\"}"), 1);
  EXPECT_EQ(end_of("a ? b : c }"), 9);
  EXPECT_EQ(end_of("{a: b} }"), 6);
  EXPECT_EQ(end_of("join(', ', data.names) }"), 22);
  EXPECT_EQ(end_of("'}' }"), 3);
  EXPECT_EQ(end_of("a # \"never closed"), 1);
  EXPECT_EQ(end_of("a b"), 1);
  EXPECT_EQ(end_of("a ? b }"), -1);
  EXPECT_EQ(end_of("a. }"), -1);
  EXPECT_EQ(end_of("}"), -1);
  EXPECT_EQ(end_of("a} \xff"), 1);
}

TEST(Expression, ListsWhatItReads) {
  const auto compiled = Expression::compile("a.b[0].c || d");
  ASSERT_TRUE(compiled);
  EXPECT_THAT(compiled->references(), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("d")));
}

}  // namespace
}  // namespace fieldcall::expression
