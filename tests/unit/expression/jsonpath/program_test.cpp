#include "expression/jsonpath/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression/jsonpath/parser.hpp"
#include "unit/expression/jsonpath/select.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using test::value;

TEST(Program, SingularQueriesGiveTheirValueOrNothing) {
  EXPECT_EQ(value("$", "7"), "7");
  EXPECT_EQ(value("$.a[0]", R"({"a":[1,2]})"), "1");
  EXPECT_EQ(value("$.a[-1]", R"({"a":[1,2]})"), "2");
  EXPECT_EQ(value("$.a[2]", R"({"a":[1,2]})"), "nothing");
  EXPECT_EQ(value("$.a[-3]", R"({"a":[1,2]})"), "nothing");
  EXPECT_EQ(value("$.b.c", R"({"a":1})"), "nothing");
  EXPECT_EQ(value("$.a", R"({"a":null})"), "null");
  EXPECT_EQ(value("$.a", R"({"a":[]})"), "[]");
}

TEST(Program, OtherQueriesAlwaysGiveAnArray) {
  EXPECT_EQ(value("$.*", "{}"), "[]");
  EXPECT_EQ(value("$.*", R"({"a":1})"), "[1]");
  EXPECT_EQ(value("$[0,0]", "[1]"), "[1,1]");
  EXPECT_EQ(value("$[0:1]", "[1]"), "[1]");
  EXPECT_EQ(value("$..a", R"({"a":[1]})"), "[[1]]");
  EXPECT_EQ(value("$[?@>9]", "[1]"), "[]");
  EXPECT_EQ(value("$[*]", "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]"),
            "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]");
}

TEST(Program, RefusesInvalidQueries) {
  EXPECT_EQ(value("$.", "1"), "error syntax");
  EXPECT_EQ(value("a", "1"), "error syntax");
}

TEST(Program, ReturnsPartsOfTheDocumentWithoutCopying) {
  auto document = json::Document::parse(R"({"a":{"b":[1,2.50,"x"]}})");
  ASSERT_TRUE(document);
  const auto program = compile("$.a['b']");
  ASSERT_TRUE(program);
  json::Arena arena;
  const Budget budget;
  const auto found = (*program)->evaluate({document->root(), {}, arena, budget});
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->items().data(), document->root().find("a")->find("b")->items().data());
  EXPECT_EQ(arena.used_bytes(), 0u);
}

TEST(Program, FindsManyNodesInLittleMemory) {
  std::string text = "[0";
  for (int i = 1; i < 1000; ++i) text += "," + std::to_string(i);
  auto document = json::Document::parse(text + "]");
  ASSERT_TRUE(document);
  const auto program = compile("$[?@ > 998 && count($[?@ < 10]) == 10]");
  ASSERT_TRUE(program);
  json::Arena arena;
  const Budget budget;
  const auto found = (*program)->evaluate({document->root(), {}, arena, budget});
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->size(), 1u);
  EXPECT_LT(arena.used_bytes(), 1000u);
}

TEST(Program, KeepsTheLastOfEqualKeys) {
  const std::array members{json::Member{"a", json::Value::integer(1)},
                           json::Member{"a", json::Value::integer(2)}};
  const json::Value root = json::Value::object(members);
  json::Arena arena;
  const Budget budget;
  const auto program = compile("$.a");
  EXPECT_EQ((*(*program)->evaluate({root, {}, arena, budget}))->as_int64(), 2);
  const auto tree = parse("$['a','a']");
  const auto found = evaluate_nodes(*tree, root, arena);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->front().value.as_int64(), 2);
}

TEST(Program, SurvivesItsSource) {
  auto source = std::string("$['longer than what a small string holds by itself', ?@=='y']");
  const auto program = compile(source);
  ASSERT_TRUE(program);
  source.assign(source.size(), 'x');
  const auto document =
      json::Document::parse(R"({"longer than what a small string holds by itself":1,"b":"y"})");
  json::Arena arena;
  const Budget budget;
  const auto found = (*program)->evaluate({document->root(), {}, arena, budget});
  EXPECT_EQ(json::to_text(**found), R"([1,"y"])");
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
