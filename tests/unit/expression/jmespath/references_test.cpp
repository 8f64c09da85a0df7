#include "expression/jmespath/references.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
  source += "||$data.a||$now";
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  const auto paths = find_references(*tree);
  ASSERT_EQ(paths.size(), 259U);
  // What lies behind the 256th is told as everything it may be in.
  EXPECT_EQ(paths[256], Path{});
  EXPECT_EQ(paths[257], Path{"$data"});
  EXPECT_EQ(paths[258], Path{"$now"});
}

TEST(References, AreAllToldUpToTheLimit) {
  std::string source = "a0";
  for (int i = 1; i < 256; ++i) source += "||a" + std::to_string(i);
  source += "||a0";  // known already
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  const auto paths = find_references(*tree);
  EXPECT_EQ(paths.size(), 256U);
  EXPECT_EQ(paths.back(), Path{"a255"});
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
TEST(References, AreEverythingWhereAlternativesMultiply) {
  std::string choice = "(a0";
  for (int i = 1; i < 30; ++i) choice += "||a" + std::to_string(i);
  choice += ")";
  std::string source = "$data.a||" + choice;
  for (int i = 0; i < 80; ++i) source += "|" + choice;
  ASSERT_LT(source.size(), 16U * 1024U);
  const auto tree = parse(source);
  ASSERT_TRUE(tree);
  const auto paths = find_references(*tree);
  EXPECT_LE(paths.size(), 258U);
  EXPECT_NE(std::find(paths.begin(), paths.end(), Path{}), paths.end());
  EXPECT_NE(std::find(paths.begin(), paths.end(), Path{"$data"}), paths.end());
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
