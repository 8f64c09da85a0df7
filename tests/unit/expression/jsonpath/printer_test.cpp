#include "expression/jsonpath/printer.hpp"

#include <gtest/gtest.h>

#include "expression/jsonpath/parser.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

TEST(Printer, WritesWhatParsesToTheSameTree) {
  for (const std::string_view source :
       {"$", "$.a..b[*][0,-1][:][1:][:-1][::2][1:2:-3]['\\'\\\\\\n\"']", "$..*",
        "$[?@.a==1 || @.b!=2 && !@.c]", "$[?(@.a||@.b)&&(@.c||@.d)]", "$[?!(@.a&&!(@.b))]",
        "$[?@<1, ?@<=1, ?@>1, ?@>=1]", "$[?@==true || @==false || @==null || @==1.50e+1]",
        "$[?length(value(@..a)) == count($.b[?match(@, 'a\\\\.b')])]", "$[?search(@.a, @.b)]",
        "$[?@.a && (@.b && @.c) || (@.d || (@.e))]", "$['\\u0000\\uD83D\\uDE00']",
        "$[?!search('a', 'b')]", "$[?!(1 == 1)]"}) {
    const auto tree = parse(source);
    ASSERT_TRUE(tree) << source;
    const auto again = parse(print(*tree));
    ASSERT_TRUE(again) << print(*tree);
    EXPECT_TRUE(*again == *tree) << print(*tree);
    EXPECT_EQ(print(*again), print(*tree));
  }
}

TEST(Printer, TellsTreesApart) {
  const auto same = [](std::string_view left, std::string_view right) {
    return *parse(left) == *parse(right);
  };
  EXPECT_TRUE(same("$.a", "$['a']"));
  EXPECT_TRUE(same("$[?((@.a))]", "$[? @ .a ]"));
  EXPECT_FALSE(same("$.a", "$.b"));
  EXPECT_FALSE(same("$.a", "$..a"));
  EXPECT_FALSE(same("$[0]", "$[0:]"));
  EXPECT_FALSE(same("$[?@.a==1]", "$[?@.a==1.0]"));
  EXPECT_FALSE(same("$[?@.a=='1']", "$[?@.a==1]"));
  EXPECT_FALSE(same("$[?@.a||@.b||@.c]", "$[?@.a||(@.b||@.c)]"));
  EXPECT_FALSE(same("$[?@.a]", "$[?$.a]"));
  EXPECT_FALSE(same("$[?match(@,'a')]", "$[?search(@,'a')]"));
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
