#include "expression/jmespath/printer.hpp"

#include <gtest/gtest.h>

#include "expression/jmespath/parser.hpp"

namespace fieldcall::expression::jmespath {
namespace {

class PrinterTest : public testing::TestWithParam<const char*> {};

TEST_P(PrinterTest, PrintsWhatParsesToTheSameTree) {
  const auto tree = parse(GetParam());
  ASSERT_TRUE(tree) << tree.error().message;
  const auto again = parse(print(*tree));
  ASSERT_TRUE(again) << print(*tree) << ": " << again.error().message;
  EXPECT_TRUE(*again == *tree) << print(*tree);
}

INSTANTIATE_TEST_SUITE_P(
    Expressions, PrinterTest,
    testing::Values("@", "$", "$.a[0]", "$x.y", "a.b.\"c d\".\"\"", "[0]", "[-1].a", "[:]",
                    "[1:-2:3]", "[::-1]", "*", "*.a", "a.*[0]", "[]", "[][]", "[?a]",
                    "a[?b == `1`].c[?d]", "[(*)]", "[*, a]", "[[*]]", "[[]]", "@.[a]", "@.{a: b}",
                    "@.length(@)", "(a.b).c", "(a[*]).b[0]", "(a | b).c", "'x'[0]", "`[1]`[0]",
                    "[a, b][0]", "{a: b, \"c d\": e, a: f}.a", "a | b | (c | d)",
                    "a ? b : c ? (d ? e : f) : g", "(a ? b : c) ? d : e", "(a || b) && c",
                    "a || b && c", "a || (b || c)", "(a == b) != (c < d)", "a <= b > c >= d",
                    "a + b - (c - d) * (e / f) // g % h", "* * *", "-(a + b)", "-(-a)", "+!a",
                    "!(a && b)", "!a[0]", "(!a)[0]", "let $a = b, $c = $a in [$a, $c]",
                    "(let $a = b in $a).c", "a || let $b = c in $b", "sort_by(a, &b.c)",
                    "map(&(a | b), c)", "not_null(a, 'b', `null`)", "'it\\'s \\\\'",
                    "`\"tick \\` tick\"`", "`{\"a\": [1.50, \"\\\\\\`\"]}`", "'line\nfeed'"));

TEST(Printer, WritesStringsWithoutBackticks) {
  EXPECT_EQ(print(*parse("`\"a\"`")), "'a'");
}

TEST(Tree, DiffersWhereTheExpressionDoes) {
  const auto differ = [](std::string_view left, std::string_view right) {
    return !(*parse(left) == *parse(right));
  };
  EXPECT_FALSE(differ("a.b", " a . b"));
  EXPECT_TRUE(differ("a.b", "a.c"));
  EXPECT_TRUE(differ("a[0]", "a[1]"));
  EXPECT_TRUE(differ("a[0:1]", "a[:1]"));
  EXPECT_TRUE(differ("a[0:1]", "a[0:2]"));
  EXPECT_TRUE(differ("`1`", "`2`"));
  EXPECT_TRUE(differ("abs(a)", "ceil(a)"));
  EXPECT_TRUE(differ("a + b", "a - b"));
  EXPECT_TRUE(differ("$a", "$b"));
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
