#include "expression/jmespath/evaluator.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "fieldcall/limits.hpp"
#include "unit/expression/evaluate.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using expression::test::evaluate;

std::string repeated(std::string_view part, int times, std::string_view end = "") {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text + std::string(end);
}

TEST(Evaluator, KnowsWhatIsTrue) {
  for (const char* value : {"null", "false", "\"\"", "[]", "{}"}) {
    EXPECT_EQ(evaluate("!@", value), "true") << value;
  }
  for (const char* value : {"0", "true", "\"a\"", "[null]", "{\"a\":null}"}) {
    EXPECT_EQ(evaluate("!@", value), "false") << value;
  }
}

TEST(Evaluator, FollowsPaths) {
  constexpr const char* given = R"({"a":{"b":[10,20,{"c":"d"}]},"":1})";
  EXPECT_EQ(evaluate("a.b[2].c", given), "\"d\"");
  EXPECT_EQ(evaluate("a.b[-2]", given), "20");
  EXPECT_EQ(evaluate("a.b[3]", given), "null");
  EXPECT_EQ(evaluate("a.b[-4]", given), "null");
  EXPECT_EQ(evaluate("a.b.c", given), "null");
  EXPECT_EQ(evaluate("a[0]", given), "null");
  EXPECT_EQ(evaluate("\"\"", given), "1");
  EXPECT_EQ(evaluate(repeated("a.", 5000, "a"), given), "null");
}

TEST(Evaluator, KeepsTheDigitsOfNumbersThatOnlyMove) {
  EXPECT_EQ(evaluate("[a, b][]", R"({"a":1.50,"b":[12345678901234567890.10,1E2]})"),
            "[1.50,12345678901234567890.10,1E2]");
  EXPECT_EQ(evaluate("sort(@)", "[2.0,1e0]"), "[1e0,2.0]");
  EXPECT_EQ(evaluate("`1.50`"), "1.50");
}

TEST(Evaluator, Projects) {
  constexpr const char* given =
      R"({"a":[{"b":1,"c":[1,2]},{"b":null,"c":[3]},{"c":[]},{"b":false},null]})";
  EXPECT_EQ(evaluate("a[*].b", given), "[1,false]");
  EXPECT_EQ(evaluate("a[*].c[0]", given), "[1,3]");
  EXPECT_EQ(evaluate("a[*].c | [0]", given), "[1,2]");
  EXPECT_EQ(evaluate("a[].c[]", given), "[1,2,3]");
  EXPECT_EQ(evaluate("a[1:].c", given), "[[3],[]]");
  EXPECT_EQ(evaluate("a[0].*", given), "[1,[1,2]]");
  EXPECT_EQ(evaluate("a[?c].b", given), "[1]");
  EXPECT_EQ(evaluate("a[*]", R"({"a":[1,null,2]})"), "[1,2]");
  EXPECT_EQ(evaluate("a[*]", R"({"a":{}})"), "null");
  EXPECT_EQ(evaluate("a.*", R"({"a":[]})"), "null");
  EXPECT_EQ(evaluate("a[]", R"({"a":"text"})"), "null");
  EXPECT_EQ(evaluate("a[?@]", R"({"a":"text"})"), "null");
  EXPECT_EQ(evaluate("a[0:1]", R"({"a":{}})"), "null");
  EXPECT_EQ(evaluate("[][][]", "[[[1,[2]]],[3]]"), "[1,2,3]");
}

TEST(Evaluator, KeepsProjectingThroughFilters) {
  EXPECT_EQ(evaluate("a[?x].b[?y].z",
                     R"({"a":[{"x":1,"b":[{"y":1,"z":2},{"z":3}]},{"b":[{"y":1,"z":4}]}]})"),
            "[[2]]");
  EXPECT_EQ(evaluate("a[?x].b | [?y]", R"({"a":[{"x":1,"b":{"y":1}},{"x":1,"b":{}}]})"),
            "[{\"y\":1}]");
}

TEST(Evaluator, GivesNullElementsToTheNextPartOnly) {
  EXPECT_EQ(evaluate("[*].type(@)", "[1,null]"), R"(["number","null"])");
  EXPECT_EQ(evaluate("[*].not_null(a, 'x')", R"([null,{"a":1}])"), R"(["x",1])");
  EXPECT_EQ(evaluate("[*].a.type(@)", R"([{},{"a":1}])"), R"(["number"])");
  EXPECT_EQ(evaluate("a.type(@)", "{}"), "null");
  EXPECT_EQ(evaluate("a.[b]", "{}"), "null");
  EXPECT_EQ(evaluate("a.{b: c}", "{}"), "null");
  EXPECT_EQ(evaluate("a | [@]", "{}"), "[null]");
}

TEST(Evaluator, SlicesAsPythonDoes) {
  constexpr const char* digits = "[0,1,2,3,4]";
  EXPECT_EQ(evaluate("[1:3]", digits), "[1,2]");
  EXPECT_EQ(evaluate("[-2:]", digits), "[3,4]");
  EXPECT_EQ(evaluate("[:-2]", digits), "[0,1,2]");
  EXPECT_EQ(evaluate("[::2]", digits), "[0,2,4]");
  EXPECT_EQ(evaluate("[::-2]", digits), "[4,2,0]");
  EXPECT_EQ(evaluate("[3:1:-1]", digits), "[3,2]");
  EXPECT_EQ(evaluate("[-99:99]", digits), digits);
  EXPECT_EQ(evaluate("[99:-99:-1]", digits), "[4,3,2,1,0]");
  EXPECT_EQ(evaluate("[3:1]", digits), "[]");
  EXPECT_EQ(evaluate("[::9223372036854775807]", digits), "[0]");
  EXPECT_EQ(evaluate("[::-9223372036854775807]", digits), "[4]");
  EXPECT_EQ(evaluate("[:]", "[]"), "[]");
}

TEST(Evaluator, SlicesStringsByCodePoint) {
  constexpr const char* text = "\"a\xc3\xa9\xf0\x9d\x8c\x86z\"";
  EXPECT_EQ(evaluate("[1:3]", text), "\"\xc3\xa9\xf0\x9d\x8c\x86\"");
  EXPECT_EQ(evaluate("[::-1]", text),
            "\"z\xf0\x9d\x8c\x86\xc3\xa9"
            "a\"");
  EXPECT_EQ(evaluate("[::2]", text), "\"a\xf0\x9d\x8c\x86\"");
  EXPECT_EQ(evaluate("[3::-2]", text), "\"z\xc3\xa9\"");
  EXPECT_EQ(evaluate("[-1:]", text), "\"z\"");
  EXPECT_EQ(evaluate("[9:]", text), "\"\"");
  EXPECT_EQ(evaluate("[1:3].length(@)", text), "2");
  EXPECT_EQ(evaluate("[*][0:1]", R"(["ab","cd"])"), R"(["a","c"])");
}

TEST(Evaluator, ComparesByJsonValueAndOrdersNumbersOnly) {
  EXPECT_EQ(evaluate("`1` == `1.0`"), "true");
  EXPECT_EQ(evaluate("`9007199254740993` == `9007199254740992`"), "false");
  EXPECT_EQ(evaluate("`9007199254740993` > `9007199254740992`"), "true");
  EXPECT_EQ(evaluate("`{\"a\":1,\"b\":[2]}` == `{\"b\":[2.0],\"a\":1}`"), "true");
  EXPECT_EQ(evaluate("'a' != 'b'"), "true");
  EXPECT_EQ(evaluate("'1' == `1`"), "false");
  EXPECT_EQ(evaluate("'a' < 'b'"), "null");
  EXPECT_EQ(evaluate("`1` < 'b'"), "null");
  EXPECT_EQ(evaluate("a < `1`", "{}"), "null");
  EXPECT_EQ(evaluate("[`1` <= `1`, `1` >= `2`, `1` < `1`]"), "[true,false,false]");
  EXPECT_EQ(evaluate("`1` < `2` == `true`"), "true");
}

TEST(Evaluator, ReturnsOperandsOfLogic) {
  EXPECT_EQ(evaluate("a || b || c", R"({"a":0})"), "0");
  EXPECT_EQ(evaluate("a || b", R"({"a":[],"b":""})"), "\"\"");
  EXPECT_EQ(evaluate("a && b", R"({"a":[],"b":1})"), "[]");
  EXPECT_EQ(evaluate("a && b", R"({"a":1,"b":2})"), "2");
  EXPECT_EQ(evaluate("a ? 'x' : b ? 'y' : 'z'", R"({"b":1})"), "\"y\"");
  EXPECT_EQ(evaluate("a ? 'x' : b ? 'y' : 'z'", "{}"), "\"z\"");
  EXPECT_EQ(evaluate("`true` || abs('x')"), "true");
  EXPECT_EQ(evaluate("`true` ? 'x' : abs('x')"), "\"x\"");
}

TEST(Evaluator, MakesObjectsWithEachNameOnce) {
  EXPECT_EQ(evaluate("{a: b, c: d, a: d}", R"({"b":1,"d":2})"), R"({"a":2,"c":2})");
  EXPECT_EQ(evaluate("{\"x y\": @}", "1"), R"({"x y":1})");
}

TEST(Evaluator, ScopesLet) {
  EXPECT_EQ(evaluate("let $a = b in c[*].[@, $a]", R"({"b":1,"c":[2,3]})"), "[[2,1],[3,1]]");
  EXPECT_EQ(evaluate("let $a = a[*] in $a[0]", R"({"a":[[1,2],[3]]})"), "[1,2]");
  EXPECT_EQ(evaluate("[let $a = `1` in $a, $a]"), "error undefined-variable");
  EXPECT_EQ(evaluate("let $a = `1`, $b = $a in $b"), "error undefined-variable");
  EXPECT_EQ(evaluate("a && $nowhere", "{}"), "null");
  EXPECT_EQ(evaluate("sort_by(a, &let $k = b in $k)[*].b", R"({"a":[{"b":2},{"b":1}]})"), "[1,2]");
}

TEST(Evaluator, KnowsTheRoot) {
  EXPECT_EQ(evaluate("a[?@ == $.b]", R"({"a":[1,2],"b":2})"), "[2]");
  EXPECT_EQ(evaluate("a | $.b", R"({"a":1,"b":2})"), "2");
}

TEST(Evaluator, CalculatesWithNumbersOnly) {
  EXPECT_EQ(evaluate("a + b * c", R"({"a":1,"b":2,"c":3})"), "7");
  EXPECT_EQ(evaluate("-a", R"({"a":1.5})"), "-1.5");
  EXPECT_EQ(evaluate("-`1` \xe2\x88\x92 +`2` \xc3\x97 `3` \xc3\xb7 `2`"), "-4");
  EXPECT_EQ(evaluate("+a", R"({"a":1.50})"), "1.50");
  EXPECT_EQ(evaluate("a + b", R"({"a":1,"b":"2"})"), "error invalid-type");
  EXPECT_EQ(evaluate("a + b", R"({"b":2})"), "error invalid-type");
  EXPECT_EQ(evaluate("-a", "{}"), "error invalid-type");
  EXPECT_EQ(evaluate("a / b", R"({"a":1,"b":0})"), "error not-a-number");
  EXPECT_EQ(evaluate("-a", R"({"a":1e400})"), "error not-a-number");
}

TEST(Evaluator, SaysWhatAFunctionWasGiven) {
  const auto message_of = [](std::string_view source, std::string_view given) {
    const auto compiled = Expression::compile(source);
    auto document = json::Document::parse(std::string(given));
    const auto result = compiled->evaluate(document->root(), {}, document->arena());
    return std::to_string(result.error().offset) + " " + result.error().message;
  };
  EXPECT_EQ(message_of("a || abs(b)", R"({"b":"x"})"),
            "5 argument 1 of abs() must be a number, not string");
  EXPECT_EQ(message_of("sum(@)", R"([1,"2",null])"),
            "0 argument 1 of sum() must be an array of numbers, not an array that holds null, "
            "number, string");
  EXPECT_EQ(message_of("join(@, ',')", "[]"), "0 argument 1 of join() must be a string, not array");
  EXPECT_EQ(message_of("sum(@)", "{}"),
            "0 argument 1 of sum() must be an array of numbers, not object");
}

TEST(Evaluator, EndsWithinItsBudget) {
  const Budget few_steps{.steps_max = 50};
  EXPECT_EQ(evaluate("[*].[@]", "[" + repeated("1,", 99, "1]"), {}, few_steps), "error budget");
  EXPECT_EQ(evaluate(repeated("@ | ", 99, "@"), "1", {}, few_steps), "error budget");
  const Budget few_nodes{.nodes_max = 10};
  EXPECT_EQ(evaluate("[*]", "[" + repeated("1,", 10, "1]"), {}, few_nodes), "error budget");
  EXPECT_EQ(evaluate("[*]", "[" + repeated("1,", 9, "1]"), {}, few_nodes),
            "[" + repeated("1,", 9, "1]"));
  const Budget few_bytes{.bytes_max = 10};
  EXPECT_EQ(evaluate("pad_left('', `11`)", "1", {}, few_bytes), "error budget");
  EXPECT_EQ(evaluate("pad_left('', `10`)", "1", {}, few_bytes), "\"          \"");
}

// Sharing makes exponential values cheap to build and impossible to write.
TEST(Evaluator, RefusesResultsThatGrowExponentially) {
  EXPECT_EQ(evaluate("'x'" + repeated(" | [@, @]", 40)), "error budget");
  EXPECT_EQ(evaluate("'x'" + repeated(" | [@, @]", 40, " | to_string(@)")), "error budget");
  EXPECT_EQ(evaluate("'x'" + repeated(" | [@, @]", 40, " | @ == [@[0], @[1]]")), "error budget");
  EXPECT_EQ(evaluate("'x'" + repeated(" | [@, @]", 40, " | contains([@], @)")), "error budget");
  EXPECT_EQ(evaluate("'xy'" + repeated(" | join(@, [@, @, @])", 30)), "error budget");
  EXPECT_EQ(evaluate("`1`" + repeated(" | [@]", 65)), "error budget");
  EXPECT_EQ(evaluate("`1`" + repeated(" | [@]", 64, " | length(@)")), "1");
  const std::string big = "\"" + std::string(100'000, 'x') + "\"";
  EXPECT_EQ(evaluate("[" + repeated("@,", 999, "@]"), big), "error budget");
}

TEST(Evaluator, RefusesQuadraticWork) {
  const std::string many = "{\"a\":[" + repeated("1,", 29'999, "1]") + "}";
  EXPECT_EQ(evaluate("a[*].[$.a[?@ == `2`]]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].sum($.a) | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].contains($.a, `2`) | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].length(sort($.a)) | [0]", many), "error budget");
  std::string wide = "{\"a\":[" + repeated("1,", 29'999, "1],\"o\":{");
  for (int i = 0; i < 30'000; ++i) wide += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_EQ(evaluate("a[*].[$.o.nowhere] | [0]", wide + "\"z\":1}}"), "error budget");
}

TEST(Evaluator, CountsTheDigitsOfLongNumbers) {
  const std::string digits(1000, '1');
  std::string many = "{\"a\":[" + digits + "2";
  for (int i = 0; i < 399; ++i) many += "," + digits + "3";
  many += "]}";
  EXPECT_EQ(evaluate("a[*].[contains($.a, `1`)] | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].[$.a[?@ == `2`]] | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].[$.a[?@ < `2`]] | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].max($.a) | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[*].[sort($.a)[0]] | [0]", many), "error budget");
  EXPECT_EQ(evaluate("a[?@ == $.a[0]] | length(@)", many), "1");
}

TEST(Evaluator, SharesAnAllowance) {
  Allowance allowance{.steps = 300, .nodes = 30, .bytes = 1000};
  const Budget budget{.shared = &allowance};
  const std::string items = "[" + repeated("1,", 19, "1]");
  EXPECT_NE(evaluate("[*]", items, {}, budget), "error budget");
  EXPECT_EQ(allowance.nodes, 10U);
  EXPECT_LT(allowance.steps, 300U);
  EXPECT_EQ(evaluate("[*]", items, {}, budget), "error budget");
  EXPECT_EQ(evaluate("pad_left('', `600`) | length(@)", "1", {}, budget), "600");
  EXPECT_LE(allowance.bytes, 400U);
  EXPECT_EQ(evaluate("pad_left('', `600`) | length(@)", "1", {}, budget), "error budget");
  EXPECT_EQ(evaluate("$[0]", items, {}, budget, Language::jsonpath), "1");
  allowance.steps = 5;
  EXPECT_EQ(evaluate("$[*]", items, {}, budget, Language::jsonpath), "error budget");
}

TEST(Evaluator, SearchesLongTextsInLinearTime) {
  const std::string text = std::string(400'000, 'a');
  const std::string needle = std::string(200'000, 'a') + "b";
  EXPECT_EQ(evaluate("contains(a, b)", R"({"a":")" + text + R"(","b":")" + needle + "\"}"),
            "false");
  EXPECT_EQ(evaluate("contains(a, b)", R"({"a":")" + text + needle + R"(","b":")" + needle + "\"}"),
            "true");
}

TEST(Evaluator, AllocatesNothingOnceWarm) {
  auto document = json::Document::parse(
      R"({"p":[{"n":"a","v":3},{"n":"b","v":1},{"n":"c","v":2}],"t":"text"})");
  const auto compiled = Expression::compile(
      "[p[*].n, p[?v > `1`].n, sum(p[].v), sort_by(p, &v)[0], upper(t), {a: t}]");
  ASSERT_TRUE(document);
  ASSERT_TRUE(compiled);
  json::Arena arena;
  ASSERT_TRUE(compiled->evaluate(document->root(), {}, arena));
  const std::size_t used = arena.used_bytes();
  for (int i = 0; i < 3; ++i) {
    arena.clear();
    ASSERT_TRUE(compiled->evaluate(document->root(), {}, arena));
    EXPECT_EQ(arena.used_bytes(), used);
  }
}

// More values at once than fit the scratch space that is not allocated.
TEST(Evaluator, CollectsManyValues) {
  const std::string many = "[" + repeated("[1,2],", 999, "[1,2]]");
  EXPECT_EQ(evaluate("length(@[*][0])", many), "1000");
  EXPECT_EQ(evaluate("length(@[])", many), "2000");
  EXPECT_EQ(evaluate("length(not_null(@[*].[@[0], @[*]]))", many), "1000");
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
