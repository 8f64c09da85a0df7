#include "http/structured_field.hpp"

#include <gtest/gtest.h>

#include <string>

#include "fieldcall/limits.hpp"

namespace fieldcall::http {
namespace {

using Kind = BareItem::Kind;

std::vector<StructuredMember> list(std::string_view text) {
  auto members = parse_structured_list(text);
  EXPECT_TRUE(members) << text;
  return members.value_or(std::vector<StructuredMember>{});
}

TEST(StructuredList, ReadsItemsWithParameters) {
  const auto members = list("\"default\";q=100;w=10, daily; q=1000;w=86400;flag");
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].item.kind, Kind::string);
  EXPECT_EQ(members[0].item.text, "default");
  EXPECT_EQ(members[0].integer_parameter("q"), 100);
  EXPECT_EQ(members[0].integer_parameter("w"), 10);
  EXPECT_FALSE(members[0].integer_parameter("x"));
  EXPECT_EQ(members[0].parameter("x"), nullptr);
}

TEST(StructuredList, MayBeEmpty) {
  EXPECT_TRUE(list("").empty());
  EXPECT_TRUE(list("   ").empty());
}

TEST(StructuredList, ReadsEveryKindOfItem) {
  const auto members = list(
      "1, -999999999999999, 1.5, -123456789012.125, \"a\\\"b\\\\\", t*/:x, *t, :aGk=:, ?1, ?0, "
      "@1659578233, %\"f%c3%bc\", (1 \"a\";x ?0);y=1, ()");
  ASSERT_EQ(members.size(), 14U);
  EXPECT_EQ(members[0].item.integer, 1);
  EXPECT_EQ(members[1].item.integer, -999999999999999);
  EXPECT_EQ(members[2].item.kind, Kind::decimal);
  EXPECT_EQ(members[3].item.kind, Kind::decimal);
  EXPECT_EQ(members[4].item.text, "a\"b\\");
  EXPECT_EQ(members[5].item.kind, Kind::token);
  EXPECT_EQ(members[5].item.text, "t*/:x");
  EXPECT_EQ(members[6].item.text, "*t");
  EXPECT_EQ(members[7].item.kind, Kind::bytes);
  EXPECT_EQ(members[8].item.integer, 1);
  EXPECT_EQ(members[9].item.integer, 0);
  EXPECT_EQ(members[9].item.kind, Kind::boolean);
  EXPECT_EQ(members[10].item.kind, Kind::date);
  EXPECT_EQ(members[10].item.integer, 1659578233);
  EXPECT_EQ(members[11].item.kind, Kind::display_string);
  EXPECT_EQ(members[12].item.kind, Kind::inner_list);
  EXPECT_EQ(members[12].integer_parameter("y"), 1);
  EXPECT_EQ(members[13].item.kind, Kind::inner_list);
}

TEST(StructuredList, ParametersMayHaveAnyKindAndTheLastOfEqualOnesIsLeft) {
  const auto members = list("a;x=\"s\";y;z=1.5;y=2; *k=3");
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].parameter("x")->text, "s");
  EXPECT_FALSE(members[0].integer_parameter("x"));
  EXPECT_FALSE(members[0].integer_parameter("z"));
  EXPECT_EQ(members[0].integer_parameter("y"), 2);
  EXPECT_EQ(members[0].integer_parameter("*k"), 3);
  EXPECT_EQ(members[0].parameters.size(), 4U);
}

TEST(StructuredList, WhiteSpaceStandsAroundCommasAndAfterSemicolons) {
  EXPECT_EQ(list("  a;  x=1\t,\t b  ").size(), 2U);
}

TEST(StructuredList, RefusesEverythingElseAsAWhole) {
  for (const char* text : {"a,",
                           ",a",
                           "a,,b",
                           "a b",
                           "a;",
                           "a;X=1",
                           "a;1=1",
                           "a;x=",
                           "a ;x=1",
                           "\"a",
                           "\"\\a\"",
                           "\"a\\",
                           "\"\x7f\"",
                           "\"\n\"",
                           "\"\xc3\xa9\"",
                           "-",
                           "1.",
                           ".5",
                           "1.2345",
                           "1234567890123456",
                           "1234567890123.5",
                           "1.5.5",
                           ":a",
                           ":*:",
                           "?2",
                           "?",
                           "@",
                           "@1.5",
                           "@a",
                           "%",
                           "%\"",
                           "(",
                           "(a",
                           "(a b",
                           "(a,b)",
                           "(1\"a\")",
                           "a)",
                           "=1",
                           "a=1",
                           "{}",
                           "\ta"}) {
    EXPECT_FALSE(parse_structured_list(text)) << text;
  }
}

TEST(StructuredDictionary, ReadsMembers) {
  const auto members =
      parse_structured_dictionary("limit=100, remaining=50;x=1 , flag;y=2,reset=(1 2), limit=7");
  ASSERT_TRUE(members);
  ASSERT_EQ(members->size(), 4U);
  EXPECT_EQ((*members)[0].key, "limit");
  EXPECT_EQ((*members)[0].item.integer, 7) << "the last of equal keys";
  EXPECT_EQ((*members)[1].item.integer, 50);
  EXPECT_EQ((*members)[1].integer_parameter("x"), 1);
  EXPECT_EQ((*members)[2].item.kind, Kind::boolean);
  EXPECT_EQ((*members)[2].item.integer, 1);
  EXPECT_EQ((*members)[2].integer_parameter("y"), 2);
  EXPECT_EQ((*members)[3].item.kind, Kind::inner_list);
}

TEST(StructuredDictionary, RefusesWhatIsNone) {
  for (const char* text : {"Limit=1", "1=1", "\"a\"=1", "a=", "a =1", "a= 1", "a=1,", "a=1 b=2"}) {
    EXPECT_FALSE(parse_structured_dictionary(text)) << text;
  }
}

std::string repeated(std::uint32_t times, std::string_view first, std::string_view more) {
  std::string text(first);
  for (std::uint32_t i = 1; i < times; ++i) text += more;
  return text;
}

TEST(StructuredField, HasAtMostSoManyMembersAndParameters) {
  constexpr std::uint32_t members = limits::structured_members_max;
  EXPECT_TRUE(parse_structured_list(repeated(members, "a", ",a")));
  EXPECT_FALSE(parse_structured_list(repeated(members + 1, "a", ",a")));
  std::string keys = "a0";
  for (std::uint32_t i = 1; i < members; ++i) keys += ",a" + std::to_string(i);
  EXPECT_TRUE(parse_structured_dictionary(keys));
  EXPECT_FALSE(parse_structured_dictionary(keys + ",b"));
  std::string parameters = "a";
  for (std::uint32_t i = 0; i < limits::structured_parameters_max; ++i) {
    parameters += ";a" + std::to_string(i);
  }
  EXPECT_TRUE(parse_structured_list(parameters));
  EXPECT_FALSE(parse_structured_list(parameters + ";b"));
}

}  // namespace
}  // namespace fieldcall::http
