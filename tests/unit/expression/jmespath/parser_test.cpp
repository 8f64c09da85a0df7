#include "expression/jmespath/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "expression/jmespath/printer.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jmespath {
namespace {

// How the source was understood, or the error's code.
std::string understood(std::string_view source) {
  const auto tree = parse(source);
  return tree ? print(*tree) : "error " + tree.error().code;
}

Error refusal(std::string_view source) {
  const auto tree = parse(source);
  EXPECT_FALSE(tree) << source;
  return tree ? Error{} : tree.error();
}

std::string repeated(std::string_view part, int times, std::string_view end = "") {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text + std::string(end);
}

TEST(Parser, BindsOperatorsInTheOrderOfTheirPrecedence) {
  EXPECT_EQ(understood("a|b?c:d||e&&f==g+h*-i.j"), "a | b ? c : d || e && f == g + h * -i.j");
  EXPECT_EQ(understood("(a | b) || c"), "(a | b) || c");
  EXPECT_EQ(understood("a || (b || c)"), "a || (b || c)");
  EXPECT_EQ(understood("(a || b) || c"), "(a || b) || c");
  EXPECT_EQ(understood("(a + b) * c - d"), "(a + b) * c - d");
  EXPECT_EQ(understood("a - (b - c)"), "a - (b - c)");
  EXPECT_EQ(understood("(a == b) == c"), "(a == b) == c");
  EXPECT_EQ(understood("a == b == c"), "a == b == c");
  EXPECT_EQ(understood("!(a == b)"), "!(a == b)");
  EXPECT_EQ(understood("!a.b[0]"), "!a.b[0]");
  EXPECT_EQ(understood("(!a).b"), "(!a).b");
  EXPECT_EQ(understood("- - +a"), "--+a");
  EXPECT_EQ(understood("((a))"), "a");
}

TEST(Parser, ReadsTernariesFromTheRight) {
  EXPECT_EQ(understood("a ? b : c ? d : e"), "a ? b : c ? d : e");
  EXPECT_EQ(understood("a ? b : (c ? d : e)"), "a ? b : (c ? d : e)");
  EXPECT_EQ(understood("(a ? b : c) ? d : e"), "(a ? b : c) ? d : e");
  EXPECT_EQ(understood("a ? b ? c : d : e"), "a ? b ? c : d : e");
  EXPECT_EQ(understood("a ? b | c : d"), "a ? b | c : d");
  EXPECT_EQ(understood("a ? b"), "error syntax");
  EXPECT_EQ(understood("a ?? b"), "error syntax");
}

TEST(Parser, ReadsChains) {
  EXPECT_EQ(understood("@.a . b [ 0 ]"), "a.b[0]");
  EXPECT_EQ(understood("\"a\".\"b c\".\"\\u00e9\""), "a.\"b c\".\"\xc3\xa9\"");
  EXPECT_EQ(understood("*.a.*"), "*.a.*");
  EXPECT_EQ(understood("[*].a[][?b][1:2:3][::-1][:]"), "[*].a[][?b][1:2:3][::-1][:]");
  EXPECT_EQ(understood("[-1]"), "[-1]");
  EXPECT_EQ(understood("a.[b,c].{d:e}.abs(@)"), "a.[b, c].{d: e}.abs(@)");
}

TEST(Parser, TellsListsFromIndexes) {
  EXPECT_EQ(understood("[a]"), "[a]");
  EXPECT_EQ(understood("[*]"), "[*]");
  EXPECT_EQ(understood("[*.a]"), "[*.a]");
  EXPECT_EQ(understood("[(*)]"), "[(*)]");
  EXPECT_EQ(understood("[-a]"), "[-a]");
  EXPECT_EQ(understood("[- 1]"), "error syntax");
  EXPECT_EQ(understood("a[b]"), "error syntax");
  EXPECT_EQ(understood("a.[0]"), "error syntax");
  EXPECT_EQ(understood("a[99999999999999999999]"), "a[9223372036854775807]");
}

TEST(Parser, TakesLetAndInAsNamesToo) {
  EXPECT_EQ(understood("let"), "let");
  EXPECT_EQ(understood("let.in"), "let.in");
  EXPECT_EQ(understood("let $in = in in let"), "let $in = in in let");
  EXPECT_EQ(understood("let $a = b, $c = let $d = e in $d in $a | $c"),
            "let $a = b, $c = let $d = e in $d in $a | $c");
  EXPECT_EQ(understood("a || let $b = c in $b || d"), "a || (let $b = c in $b || d)");
  EXPECT_EQ(understood("let $a b"), "error syntax");
  EXPECT_EQ(understood("let $a = b"), "error syntax");
  EXPECT_EQ(understood("let $a = b, c in d"), "error syntax");
}

TEST(Parser, ReadsLiterals) {
  EXPECT_EQ(understood("`1.50`"), "`1.50`");
  EXPECT_EQ(understood("` {\"a\" : [ null , true ]} `"), "`{\"a\":[null,true]}`");
  EXPECT_EQ(understood("`\"a\\`b\"`"), "'a`b'");
  EXPECT_EQ(understood("`[\"a\\`b\"]`"), "`[\"a\\`b\"]`");
  EXPECT_EQ(understood("'it\\'s \\\\ \\n'"), "'it\\'s \\\\ \\\\n'");
  EXPECT_EQ(understood("`text`"), "error syntax");
  EXPECT_EQ(understood("`\xef\xbb\xbf"
                       "1`"),
            "error syntax");
  EXPECT_EQ(understood("``"), "error syntax");
  EXPECT_EQ(understood("\"\\ud800\""), "error syntax");
}

TEST(Parser, SaysWhereAndWhatWasExpected) {
  const auto at = [](std::string_view source) {
    const Error error = refusal(source);
    return std::to_string(error.offset) + " " + error.message;
  };
  EXPECT_EQ(at(""), "0 expected an expression, found the end of the expression");
  EXPECT_EQ(at("a."),
            "2 expected a name, *, a function, [ or { after the dot, found the end of the "
            "expression");
  EXPECT_EQ(at("a b"), "2 expected an operator or the end, found \"b\"");
  EXPECT_EQ(at("(a"), "2 expected an operator or ), found the end of the expression");
  EXPECT_EQ(at("[a"), "2 expected an operator, \",\" or ], found the end of the expression");
  EXPECT_EQ(at("{a b}"), "3 expected \":\" after the name, found \"b\"");
  EXPECT_EQ(at("{a: b"), "5 expected an operator, \",\" or }, found the end of the expression");
  EXPECT_EQ(at("a[?b"),
            "4 expected an operator or ] after the condition, found the end of the "
            "expression");
  EXPECT_EQ(at("a.'b'"), "2 expected a name, *, a function, [ or { after the dot, found \"'b'\"");
  EXPECT_EQ(at("a || 'b"), "5 the closing ' is missing: \"'b\"");
  EXPECT_EQ(at("{'a': b}"), "1 expected a name, found \"'a'\"");
  EXPECT_EQ(at("\"length\"(a)"), "0 the name of a function is written without quotes");
  EXPECT_EQ(refusal("a[::0]").code, "invalid-value");
}

TEST(Parser, OffersTheFix) {
  EXPECT_EQ(refusal("a == 1").fix, "write `1`");
  EXPECT_EQ(refusal("a == -1").fix, "write `-1`");
  EXPECT_EQ(refusal("a & b").fix, "write && for \"and\"");
  EXPECT_EQ(refusal("a and b").fix, "write && for \"and\"");
  EXPECT_EQ(refusal("[a or b]").fix, "write || for \"or\"");
  EXPECT_EQ(refusal("a[?b = 'c']").fix, "write == to compare");
  EXPECT_EQ(refusal("a b").fix, "");
  EXPECT_EQ(refusal("&a").fix, "write && for \"and\"");
  EXPECT_EQ(refusal("a == `b`").fix, "write 'b' if you mean this text");
  EXPECT_EQ(refusal("a == `[1,\"\\`\", x]`").offset, 15u);
  EXPECT_EQ(refusal("lenght(a)").code, "unknown-function");
  EXPECT_EQ(refusal("lenght(a)").fix, "did you mean \"length\"?");
  EXPECT_EQ(refusal("a.lenght(@)").offset, 2u);
  EXPECT_EQ(refusal("length(a, b)").message, "length() takes 1 argument, not 2");
  EXPECT_EQ(refusal("not_null()").message, "not_null() takes at least 1 argument, not 0");
  EXPECT_EQ(refusal("split(a)").message, "split() takes 2 to 3 arguments, not 1");
  EXPECT_EQ(refusal("sort_by(a, b)").code, "invalid-type");
  EXPECT_EQ(refusal("sort_by(a, b)").fix, "write & before it");
  EXPECT_EQ(refusal("length(&a)").fix, "leave out the &");
}

TEST(Parser, TakesLongChainsOfEveryKind) {
  EXPECT_TRUE(parse(repeated("a.", 5000, "a")));
  EXPECT_TRUE(parse("a" + repeated("[]", 5000)));
  EXPECT_TRUE(parse("a" + repeated("[0]", 5000)));
  EXPECT_TRUE(parse(repeated("a||", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a&&", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a|", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a==", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a+", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a*", 5000, "a")));
  EXPECT_TRUE(parse(repeated("a?b:", 3000, "a")));
  EXPECT_TRUE(parse("[" + repeated("a,", 5000, "a]")));
}

TEST(Parser, RefusesDeepNestingOfEveryKind) {
  for (const std::string& source :
       {repeated("(", 5000), repeated("[", 5000), repeated("!", 5000), repeated("-", 5000),
        repeated("[?", 5000), repeated("{a:", 5000), repeated("abs(", 3000), repeated("a?", 5000),
        repeated("let $a=", 2000), repeated("let $a=b in ", 1000, "c"), repeated("map(&", 3000),
        repeated("a[?", 5000), "a" + repeated("[*]", 100), repeated("a.[", 5000)}) {
    EXPECT_EQ(refusal(source).code, "budget") << source.substr(0, 20);
  }
  EXPECT_TRUE(parse(repeated("(", 60, "a") + repeated(")", 60)));
  EXPECT_TRUE(parse(repeated("abs(", 60, "a") + repeated(")", 60)));
}

TEST(Parser, RefusesLongSources) {
  const std::string longest(limits::expression_bytes_max, 'a');
  EXPECT_TRUE(parse(longest));
  EXPECT_EQ(refusal(longest + "a").code, "budget");
  std::size_t end = 0;
  EXPECT_TRUE(parse_prefix(longest + " }", end));
  EXPECT_EQ(end, longest.size());
}

TEST(Parser, ReadsUtf8Only) {
  const Error error = refusal("'\xc3\x28'");
  EXPECT_EQ(error.code, "syntax");
  EXPECT_EQ(error.offset, 1u);
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
