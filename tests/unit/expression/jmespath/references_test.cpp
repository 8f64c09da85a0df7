#include "expression/jmespath/references.hpp"

#include <gtest/gtest.h>

#include "expression/jmespath/parser.hpp"

namespace fieldcall::expression::jmespath {
namespace {

// "a.b c": each path with dots, the empty one as "@".
std::string references(std::string_view source) {
  const auto tree = parse(source);
  if (!tree) return "error " + tree.error().message;
  std::string text;
  for (const Path& path : find_references(*tree)) {
    if (!text.empty()) text += ' ';
    if (path.empty()) text += '@';
    for (std::size_t i = 0; i < path.size(); ++i) text += (i > 0 ? "." : "") + path[i];
  }
  return text;
}

TEST(References, FollowPaths) {
  EXPECT_EQ(references("a.b.c"), "a.b.c");
  EXPECT_EQ(references("a[0].b[*].c[].d[1:2].e"), "a.b.c.d.e");
  EXPECT_EQ(references("a | b | c"), "a.b.c");
  EXPECT_EQ(references("@"), "@");
  EXPECT_EQ(references("$"), "@");
  EXPECT_EQ(references("'text'"), "");
  EXPECT_EQ(references("a.*.b"), "a");
}

TEST(References, CoverEveryOperand) {
  EXPECT_EQ(references("a || b && c"), "a b c");
  EXPECT_EQ(references("a ? b : c"), "a b c");
  EXPECT_EQ(references("(a || b).c"), "a.c b.c");
  EXPECT_EQ(references("a == b"), "a b");
  EXPECT_EQ(references("a + -b * !c"), "a b c");
  EXPECT_EQ(references("[a, {x: b}]"), "a b");
  EXPECT_EQ(references("a.[b, c]"), "a.b a.c");
  EXPECT_EQ(references("a[?b == $.c].d"), "a.b c a.d");
  EXPECT_EQ(references("length(a.b)"), "a.b");
  EXPECT_EQ(references("sort_by(a, &b.c)[0].d"), "a a.b.c");
  EXPECT_EQ(references("a.length(@)"), "a");
  EXPECT_EQ(references("a + a"), "a");
}

TEST(References, KnowVariables) {
  EXPECT_EQ(references("$data.address.city"), "$data.address.city");
  EXPECT_EQ(references("let $x = a.b in c[?d == $x.e]"), "c.d a.b.e c");
  EXPECT_EQ(references("let $x = a in let $x = b in $x"), "b");
}

TEST(References, StopCountingSomewhere) {
  std::string source = "a0";
  for (int i = 1; i < 400; ++i) source += "||a" + std::to_string(i);
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  EXPECT_EQ(find_references(*tree).size(), 256u);
}

TEST(References, LeadNoDeeperThanDocumentsGo) {
  std::string source = "a";
  for (int i = 1; i < 8000; ++i) source += "|a";
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  const auto paths = find_references(*tree);
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_EQ(paths[0].size(), 64U);
}

// Without an end to the work this takes minutes.
TEST(References, AreToldInPartWhereAlternativesMultiply) {
  std::string choice = "(a0";
  for (int i = 1; i < 30; ++i) choice += "||a" + std::to_string(i);
  choice += ")";
  std::string source = choice;
  for (int i = 0; i < 80; ++i) source += "|" + choice;
  ASSERT_LT(source.size(), 16U * 1024U);
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  EXPECT_LE(find_references(*tree).size(), 256U);
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
