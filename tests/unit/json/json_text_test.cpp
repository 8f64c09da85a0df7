#include "fieldcall/json_text.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

TEST(CheckJson, SaysWhereTheTextIsWrong) {
  EXPECT_TRUE(check_json(R"({"a": [1, 2]})").ok());
  const Result<Done> checked = check_json("{\n  \"a\": 1,\n  \"b\" 2\n}");
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().message.find("line 3, column 7: "), 0U) << checked.error().message;
}

TEST(JsonMembers, KeepOrderAndDigits) {
  const auto members = json_members(R"({ "b" : 1.0870, "a\n" : [ 1 , "x" ] })");
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "b");
  EXPECT_EQ(members[0].json, "1.0870");
  EXPECT_EQ(members[1].name, "a\n");
  EXPECT_EQ(members[1].json, R"([1,"x"])");
  EXPECT_TRUE(json_members("[1]").empty());
  EXPECT_TRUE(json_members("{").empty());
}

TEST(JsonItems, AreTextsOfValues) {
  EXPECT_EQ(json_items(R"([{"a":1}, null])"), (std::vector<std::string>{R"({"a":1})", "null"}));
  EXPECT_TRUE(json_items("{}").empty());
  EXPECT_TRUE(json_items("[").empty());
}

TEST(JsonToDisplayText, DecodesStringsOnly) {
  EXPECT_EQ(json_to_display_text(R"("a\"b")"), "a\"b");
  EXPECT_EQ(json_to_display_text("7.50"), "7.50");
  EXPECT_EQ(json_to_display_text("null"), "");
  EXPECT_EQ(json_to_display_text("not json"), "not json");
}

TEST(PrettyJson, IndentsByTwo) {
  EXPECT_EQ(pretty_json(R"({"a":[1]})"), "{\n  \"a\": [\n    1\n  ]\n}");
  EXPECT_EQ(pretty_json("nonsense"), "nonsense");
  EXPECT_EQ(json_quote("a\"b"), R"("a\"b")");
}

}  // namespace
}  // namespace fieldcall
