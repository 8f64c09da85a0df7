#include "expression/jmespath/functions.hpp"

#include <gtest/gtest.h>

#include "unit/expression/evaluate.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using expression::test::evaluate;

TEST(Functions, Order) {
  EXPECT_EQ(evaluate("sort(@)", R"(["b","a","\u00e9","\ufb03","\ud834\udf06","A"])"),
            "[\"A\",\"a\",\"b\",\"\xc3\xa9\",\"\xef\xac\x83\",\"\xf0\x9d\x8c\x86\"]");
  EXPECT_EQ(evaluate("sort(@)", "[10,9,1e1,-1]"), "[-1,9,10,1e1]");
  EXPECT_EQ(evaluate("sort(@)", "[]"), "[]");
  EXPECT_EQ(evaluate("sort(@)", R"([1,"a"])"), "error invalid-type");
  EXPECT_EQ(evaluate("sort(@)", "[null]"), "error invalid-type");
  EXPECT_EQ(evaluate("[max(@), min(@)]", R"(["b","\ud834\udf06","\ufb03"])"),
            "[\"\xf0\x9d\x8c\x86\",\"b\"]");
  EXPECT_EQ(evaluate("[max(@), min(@)]", "[2,2.0,1,1.0]"), "[2,1]");
  EXPECT_EQ(evaluate("[max(@), min(@)]", "[]"), "[null,null]");
}

TEST(Functions, OrderByAKey) {
  constexpr const char* given =
      R"([{"n":"b","v":2,"i":0},{"n":"a","v":2,"i":1},{"n":"c","v":1,"i":2}])";
  EXPECT_EQ(evaluate("sort_by(@, &v)[*].i", given), "[2,0,1]");
  EXPECT_EQ(evaluate("sort_by(@, &n)[*].i", given), "[1,0,2]");
  EXPECT_EQ(evaluate("[max_by(@, &n), min_by(@, &n)][*].i", given), "[2,1]");
  EXPECT_EQ(evaluate("[max_by(@, &v), min_by(@, &v)][*].i", given), "[0,2]");
  EXPECT_EQ(evaluate("[max_by(@, &v), min_by(@, &v), sort_by(@, &v)]", "[]"), "[null,null,[]]");
  EXPECT_EQ(evaluate("max_by(@, &x)", given), "error invalid-type");
  EXPECT_EQ(evaluate("min_by(@, &[v])", given), "error invalid-type");
  EXPECT_EQ(evaluate("sort_by(@, &(i == `0` && n || v))", given), "error invalid-type");
  EXPECT_EQ(evaluate("sort_by(@, &abs(n))", given), "error invalid-type");
}

TEST(Functions, Contain) {
  EXPECT_EQ(evaluate("contains('abc', 'b')"), "true");
  EXPECT_EQ(evaluate("contains('abc', '')"), "true");
  EXPECT_EQ(evaluate("contains('a1', `1`)"), "false");
  EXPECT_EQ(evaluate("contains(@, `1.0`)", "[\"1\",1]"), "true");
  EXPECT_EQ(evaluate("contains(@, `{\"a\":1}`)", R"([{"b":1},{"a":1}])"), "true");
  EXPECT_EQ(evaluate("contains(@, `null`)", "[1]"), "false");
  EXPECT_EQ(evaluate("contains(`1`, `1`)"), "error invalid-type");
}

TEST(Functions, WorkOnArrays) {
  EXPECT_EQ(evaluate("join(', ', @)", R"(["a","","b"])"), R"("a, , b")");
  EXPECT_EQ(evaluate("join(', ', @)", "[]"), R"("")");
  EXPECT_EQ(evaluate("join(', ', @)", "[1]"), "error invalid-type");
  EXPECT_EQ(evaluate("map(&a, @)", R"([{"a":1},{},null])"), "[1,null,null]");
  EXPECT_EQ(evaluate("map(&abs(@), @)", R"([1,"a"])"), "error invalid-type");
  EXPECT_EQ(evaluate("reverse(@)", "[1,2,3]"), "[3,2,1]");
  EXPECT_EQ(evaluate("reverse(@)", "\"a\xc3\xa9\xf0\x9d\x8c\x86\""),
            "\"\xf0\x9d\x8c\x86\xc3\xa9"
            "a\"");
  EXPECT_EQ(evaluate("reverse('')"), "\"\"");
  EXPECT_EQ(evaluate("zip(@, `[\"a\",\"b\"]`, `[true]`)", "[1,2]"), R"([[1,"a",true]])");
  EXPECT_EQ(evaluate("zip(@)", "[]"), "[]");
  EXPECT_EQ(evaluate("[length(@), length(`{\"a\":1}`), length('\xf0\x9d\x8c\x86')]", "[1,2]"),
            "[2,1,1]");
  EXPECT_EQ(evaluate("length(`1`)"), "error invalid-type");
}

TEST(Functions, Convert) {
  EXPECT_EQ(evaluate("to_string(@)", R"({"a":[1.50,"x"]})"), R"("{\"a\":[1.50,\"x\"]}")");
  EXPECT_EQ(evaluate("[to_string(`1.0`), to_string('a'), to_string(`null`)]"),
            R"(["1.0","a","null"])");
  EXPECT_EQ(evaluate("to_string(`1` + `1`)"), "\"2\"");
  EXPECT_EQ(evaluate("to_number('1.50')"), "1.50");
  EXPECT_EQ(evaluate("[to_number(' 1'), to_number('1x'), to_number(''), to_number('0x1'), "
                     "to_number('01'), to_number(`true`), to_number(`[1]`)]"),
            "[null,null,null,null,null,null,null]");
  EXPECT_EQ(evaluate("to_number(@)", "\"" + std::string(2000, '1') + "\""), "null");
  EXPECT_EQ(evaluate("[to_array(`1`), to_array(`[1]`), to_array(`null`)]"), "[[1],[1],[null]]");
  EXPECT_EQ(evaluate("[*].type(@)", R"([null,true,1,"a",[],{}])"),
            R"(["null","boolean","number","string","array","object"])");
  EXPECT_EQ(evaluate("not_null(a, b, c)", R"({"b":false,"c":1})"), "false");
  EXPECT_EQ(evaluate("not_null(a)", "{}"), "null");
}

TEST(Functions, WorkOnObjects) {
  EXPECT_EQ(evaluate("[keys(@), values(@), items(@)]", R"({"b":1,"a":null})"),
            R"([["b","a"],[1,null],[["b",1],["a",null]]])");
  EXPECT_EQ(evaluate("from_items(items(@))", R"({"b":1,"a":2})"), R"({"b":1,"a":2})");
  EXPECT_EQ(evaluate("from_items(@)", R"([["a",1],["b",2],["a",3]])"), R"({"a":3,"b":2})");
  EXPECT_EQ(evaluate("from_items(@)", "[]"), "{}");
  EXPECT_EQ(evaluate("from_items(@)", R"([["a"]])"), "error invalid-value");
  EXPECT_EQ(evaluate("from_items(@)", R"([[1,2]])"), "error invalid-value");
  EXPECT_EQ(evaluate("from_items(@)", R"([1])"), "error invalid-type");
  EXPECT_EQ(evaluate("merge(a, b, a)", R"({"a":{"x":1,"y":2},"b":{"y":3,"z":4}})"),
            R"({"x":1,"y":2,"z":4})");
  EXPECT_EQ(evaluate("merge(@)", "{}"), "{}");
  EXPECT_EQ(evaluate("merge(@, `1`)", "{}"), "error invalid-type");
}

TEST(Functions, Group) {
  constexpr const char* given =
      R"([{"k":"b","i":0},{"k":"a","i":1},{"i":2},{"k":null,"i":3},{"k":"b","i":4}])";
  EXPECT_EQ(evaluate("group_by(@, &k)", given),
            R"({"b":[{"k":"b","i":0},{"k":"b","i":4}],"a":[{"k":"a","i":1}]})");
  EXPECT_EQ(evaluate("group_by(@, &k)", "[]"), "{}");
  EXPECT_EQ(evaluate("group_by(@, &i)", given), "error invalid-type");
  EXPECT_EQ(evaluate("group_by(@, &abs(k))", given), "error invalid-type");
  EXPECT_EQ(evaluate("group_by(@, &@)", R"(["a"])"), "error invalid-type");
}

TEST(Functions, FindInStrings) {
  constexpr const char* given = "\"\xc3\xa9t\xc3\xa9 \xf0\x9d\x8c\x86 \xc3\xa9t\xc3\xa9\"";
  EXPECT_EQ(evaluate("find_first(@, '\xc3\xa9t')", given), "0");
  EXPECT_EQ(evaluate("find_last(@, '\xc3\xa9t')", given), "6");
  EXPECT_EQ(evaluate("find_first(@, '\xc3\xa9t', `1`)", given), "6");
  EXPECT_EQ(evaluate("find_last(@, '\xc3\xa9t', `0`, `7`)", given), "0");
  EXPECT_EQ(evaluate("find_first(@, '\xc3\xa9', `-5`, `1e30`)", given), "0");
  EXPECT_EQ(evaluate("find_first(@, '\xc3\xa9', `-1e30`, `0`)", given), "null");
  EXPECT_EQ(evaluate("find_first(@, 't', `5`, `2`)", given), "null");
  EXPECT_EQ(evaluate("find_first(@, 'x')", given), "null");
  EXPECT_EQ(evaluate("find_last(@, '')", given), "null");
  EXPECT_EQ(evaluate("find_first(@, 't', `1.5`)", given), "error invalid-value");
  EXPECT_EQ(evaluate("find_first(@, 't', `0`, `1.5`)", given), "error invalid-value");
  EXPECT_EQ(evaluate("find_first(@, 't', '1')", given), "error invalid-type");
  EXPECT_EQ(evaluate("[starts_with(@, '\xc3\xa9'), ends_with(@, 't')]", given), "[true,false]");
  const std::string needle(40, 'n');
  EXPECT_EQ(evaluate("find_last(@, '" + needle + "')", "\"" + needle + "n-" + needle + "-\""),
            "42");
  EXPECT_EQ(evaluate("find_last(@, '" + needle + "')", "\"nn\""), "null");
}

TEST(Functions, ReplaceAndSplit) {
  EXPECT_EQ(evaluate("replace('aabaa', 'a', 'xy')"), "\"xyxybxyxy\"");
  EXPECT_EQ(evaluate("replace('aabaa', 'aa', '', `1`)"), "\"baa\"");
  EXPECT_EQ(evaluate("replace('aaa', 'aa', 'a')"), "\"aa\"");
  EXPECT_EQ(evaluate("replace('abc', '', '-')"), "\"abc\"");
  EXPECT_EQ(evaluate("replace('abc', 'x', '-')"), "\"abc\"");
  EXPECT_EQ(evaluate("replace('abc', 'a', '-', `-1`)"), "error invalid-value");
  EXPECT_EQ(evaluate("replace('abc', 'a', '-', `0.5`)"), "error invalid-value");
  EXPECT_EQ(evaluate("split('a,b,,c', ',')"), R"(["a","b","","c"])");
  EXPECT_EQ(evaluate("split('a,b,c', ',', `1`)"), R"(["a","b,c"])");
  EXPECT_EQ(evaluate("split('a,b', ',', `0`)"), R"(["a,b"])");
  EXPECT_EQ(evaluate("split('', ',')"), R"([""])");
  EXPECT_EQ(evaluate("split('', '')"), "[]");
  EXPECT_EQ(evaluate("split('a\xc3\xa9z', '')"), "[\"a\",\"\xc3\xa9\",\"z\"]");
  EXPECT_EQ(evaluate("split('a\xc3\xa9z', '', `1`)"), "[\"a\",\"\xc3\xa9z\"]");
  EXPECT_EQ(evaluate("split('abc', '', `0`)"), R"(["abc"])");
  EXPECT_EQ(evaluate("split('abc', 'b', `-1`)"), "error invalid-value");
}

TEST(Functions, PadAndTrim) {
  EXPECT_EQ(evaluate("pad_left('\xc3\xa9', `3`, '\xf0\x9d\x8c\x86')"),
            "\"\xf0\x9d\x8c\x86\xf0\x9d\x8c\x86\xc3\xa9\"");
  EXPECT_EQ(evaluate("pad_right('a', `3`)"), "\"a  \"");
  EXPECT_EQ(evaluate("pad_right('abc', `3.0`)"), "\"abc\"");
  EXPECT_EQ(evaluate("pad_left('a', `-1`)"), "error invalid-value");
  EXPECT_EQ(evaluate("pad_left('a', `1.5`)"), "error invalid-value");
  EXPECT_EQ(evaluate("pad_left('a', `3`, '')"), "error invalid-value");
  EXPECT_EQ(evaluate("pad_left('a', `3`, 'xy')"), "error invalid-value");
  EXPECT_EQ(evaluate("pad_left('a', `99999999999`)"), "error budget");
  EXPECT_EQ(evaluate("pad_left('a', `20000000`)"), "error budget");
  EXPECT_EQ(evaluate("trim(@)",
                     "\"\\u0009\\u00a0\\u1680\\u2003\\u2028\\u202f\\u205f\\u3000\\u0085 a "
                     "b\\u2029 \""),
            "\"a b\"");
  EXPECT_EQ(evaluate("trim(@)", "\"\\u200ba\\ufeff\""),
            "\"\xe2\x80\x8b"
            "a\xef\xbb\xbf\"");
  EXPECT_EQ(evaluate("trim(' a ', '')"), "\"a\"");
  EXPECT_EQ(evaluate("trim('\xc3\xa9xa\xc3\xa9', 'x\xc3\xa9')"), "\"a\"");
  EXPECT_EQ(evaluate("[trim_left(' a '), trim_right(' a ')]"), R"(["a "," a"])");
  EXPECT_EQ(evaluate("trim('xxx', 'x')"), "\"\"");
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
