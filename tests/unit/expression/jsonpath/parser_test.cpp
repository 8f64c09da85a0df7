#include "expression/jsonpath/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "expression/jsonpath/printer.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using testing::HasSubstr;

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

std::string repeated(std::string_view part, std::uint32_t times) {
  std::string text;
  for (std::uint32_t i = 0; i < times; ++i) text += part;
  return text;
}

TEST(Parser, ReadsSegments) {
  EXPECT_EQ(understood("$"), "$");
  EXPECT_EQ(understood("$.a._b.c9.\xc3\xa9"), "$['a']['_b']['c9']['\xc3\xa9']");
  EXPECT_EQ(understood("$.*[*]"), "$[*][*]");
  EXPECT_EQ(understood("$..a..*..[0]"), "$..['a']..[*]..[0]");
  EXPECT_EQ(understood("$['a', \"b\" ,0,*, 1:2]"), "$['a', 'b', 0, *, 1:2]");
  EXPECT_EQ(understood("$ .a\n\t['b']\r..c"), "$['a']['b']..['c']");
  EXPECT_EQ(understood("$[ 'a' ]"), "$['a']");
}

TEST(Parser, RefusesOtherSegments) {
  for (const std::string_view source : {"",
                                        " ",
                                        "$ ",
                                        " $",
                                        "a",
                                        "@",
                                        "@.a",
                                        "$a",
                                        "$.",
                                        "$..",
                                        "$...a",
                                        "$. a",
                                        "$.. a",
                                        "$.1",
                                        "$.1a",
                                        "$.-a",
                                        "$.a-b",
                                        "$.'a'",
                                        "$.\"a\"",
                                        "$.a.",
                                        "$[",
                                        "$[]",
                                        "$[ ]",
                                        "$[a]",
                                        "$['a'",
                                        "$['a',]",
                                        "$[,'a']",
                                        "$['a' 'b']",
                                        "$.['a']",
                                        "$..[]",
                                        "$.*a",
                                        "$.a b",
                                        "$$",
                                        "$.a]",
                                        "$.(a)",
                                        "$[(@.length-1)]",
                                        "$.a~",
                                        "$.a^",
                                        "$.\x7f",
                                        "$.\xc2\xa0"
                                        "a ",
                                        "$\xc2\xa0.a"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
}

TEST(Parser, ReadsIndexesAndSlices) {
  EXPECT_EQ(understood("$[0, -1, 10]"), "$[0, -1, 10]");
  EXPECT_EQ(understood("$[:]"), "$[:]");
  EXPECT_EQ(understood("$[::]"), "$[:]");
  EXPECT_EQ(understood("$[1:]"), "$[1:]");
  EXPECT_EQ(understood("$[:-1]"), "$[:-1]");
  EXPECT_EQ(understood("$[1:2:1]"), "$[1:2]");
  EXPECT_EQ(understood("$[1:2:-3]"), "$[1:2:-3]");
  EXPECT_EQ(understood("$[1 : 2 : 0]"), "$[1:2:0]");
  EXPECT_EQ(understood("$[ : : 2 ]"), "$[::2]");
  EXPECT_EQ(understood("$[9007199254740991:-9007199254740991:9007199254740991]"),
            "$[9007199254740991:-9007199254740991:9007199254740991]");
  for (const std::string_view source : {"$[01]",
                                        "$[-0]",
                                        "$[-]",
                                        "$[- 1]",
                                        "$[+1]",
                                        "$[1.0]",
                                        "$[1e0]",
                                        "$[0x1]",
                                        "$[00]",
                                        "$[-01]",
                                        "$[9007199254740992]",
                                        "$[-9007199254740992]",
                                        "$[99999999999999999999999]",
                                        "$[:9007199254740992]",
                                        "$[::9007199254740992]",
                                        "$[1:2:3:4]",
                                        "$[1:-0]",
                                        "$[::01]",
                                        "$[1:'a']",
                                        "$[:-]",
                                        "$[1 2]"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
}

TEST(Parser, ReadsFilters) {
  EXPECT_EQ(understood("$[?@.a]"), "$[?@['a']]");
  EXPECT_EQ(understood("$[? @ ]"), "$[?@]");
  EXPECT_EQ(understood("$[?$.a..b]"), "$[?$['a']..['b']]");
  EXPECT_EQ(understood("$[?@.a==1&&@.b!='x'||!@.c]"),
            "$[?@['a'] == 1 && @['b'] != 'x' || !@['c']]");
  EXPECT_EQ(understood("$[?(@.a || @.b) && @.c]"), "$[?(@['a'] || @['b']) && @['c']]");
  EXPECT_EQ(understood("$[?@.a || (@.b || @.c)]"), "$[?@['a'] || (@['b'] || @['c'])]");
  EXPECT_EQ(understood("$[?(@.a && @.b) && @.c]"), "$[?(@['a'] && @['b']) && @['c']]");
  EXPECT_EQ(understood("$[?@.a || (@.b && @.c)]"), "$[?@['a'] || @['b'] && @['c']]");
  EXPECT_EQ(understood("$[?((@.a))]"), "$[?@['a']]");
  EXPECT_EQ(understood("$[?!(@.a)]"), "$[?!@['a']]");
  EXPECT_EQ(understood("$[?! ( ! @.a )]"), "$[?!(!@['a'])]");
  EXPECT_EQ(understood("$[?!(@.a<1)]"), "$[?!(@['a'] < 1)]");
  EXPECT_EQ(understood("$[?@[?@.a>$.b]]"), "$[?@[?@['a'] > $['b']]]");
  EXPECT_EQ(understood("$[?@.a<=@.b, ?@.c>=@[ 'd' ] [ 0 ]]"),
            "$[?@['a'] <= @['b'], ?@['c'] >= @['d'][0]]");
}

TEST(Parser, ReadsLiterals) {
  EXPECT_EQ(understood("$[?true==false||null!=@]"), "$[?true == false || null != @]");
  EXPECT_EQ(understood("$[?@==0.9||@==0e1||@==-0||@==1E2||@==-0.10e+05]"),
            "$[?@ == 0.9 || @ == 0e1 || @ == -0 || @ == 1E2 || @ == -0.10e+05]");
  EXPECT_EQ(understood("$[?@==123456789012345678901234567890]"),
            "$[?@ == 123456789012345678901234567890]");
  for (const std::string_view source :
       {"$[?@==01]", "$[?@==1.]", "$[?@==.1]", "$[?@==+1]", "$[?@==-]", "$[?@==1e]", "$[?@==0x1]",
        "$[?@==True]", "$[?@==NULL]", "$[?@==nul]", "$[?@==nullx]", "$[?@==[1]]", "$[?@=={}]",
        "$[?@==NaN]", "$[?@==1e+]", "$[?@==- 1]"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
}

TEST(Parser, ReadsStrings) {
  EXPECT_EQ(understood(R"($["a'b"])"), R"($['a\'b'])");
  EXPECT_EQ(understood(R"($['a"b'])"), R"($['a"b'])");
  EXPECT_EQ(understood(R"($["\b\f\n\r\t\/\\\""])"), R"($['\b\f\n\r\t/\\"'])");
  EXPECT_EQ(understood(R"($["\u0041\u00e9\u00E9\uFFFF"])"), "$['A\xc3\xa9\xc3\xa9\xef\xbf\xbf']");
  EXPECT_EQ(understood(R"($["\uD83D\uDE00\ud83d\ude00"])"),
            "$['\xf0\x9f\x98\x80\xf0\x9f\x98\x80']");
  EXPECT_EQ(understood("$['\x7f']"), "$['\x7f']");
  EXPECT_EQ(understood(R"($["\u0000\u001f"])"), R"($['\u0000\u001f'])");
  for (const std::string_view source : {R"($['a)",
                                        R"($['\'])",
                                        R"($["\'"])",
                                        R"($['\"'])",
                                        R"($["\x41"])",
                                        R"($["\u"])",
                                        R"($["\u12"])",
                                        R"($["\u12g4"])",
                                        R"($["\uD800"])",
                                        R"($["\uDC00"])",
                                        R"($["\uD800\uD800"])",
                                        R"($["\uDC00\uD800"])",
                                        R"($["\uD800x"])",
                                        R"($["\uD800\n"])",
                                        R"($["\U0041"])",
                                        R"($["\u{41}"])",
                                        R"($["\v"])",
                                        R"($["\0"])",
                                        "$['\n']",
                                        "$['\t']",
                                        "$['\x1f']",
                                        R"($["\uD83D\uDE0"])"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
  EXPECT_EQ(understood(std::string_view("$['\0']", 6)), "error syntax");
}

TEST(Parser, ChecksTypesOfFunctions) {
  EXPECT_EQ(understood("$[?length(@.a)>1]"), "$[?length(@['a']) > 1]");
  EXPECT_EQ(understood("$[?count( @..* )==value($..a)]"), "$[?count(@..[*]) == value($..['a'])]");
  EXPECT_EQ(understood("$[?match(@.a , 'x.*') || !search('a',@.b)]"),
            "$[?match(@['a'], 'x.*') || !search('a', @['b'])]");
  EXPECT_EQ(understood("$[?length(value(@..a))==length('abc')]"),
            "$[?length(value(@..['a'])) == length('abc')]");
  EXPECT_EQ(understood("$[?match(value(@..a), $.b)]"), "$[?match(value(@..['a']), $['b'])]");
  for (const std::string_view source : {"$[?length(@.a)]",
                                        "$[?!length(@.a)]",
                                        "$[?count(@.a)]",
                                        "$[?value(@.a)]",
                                        "$[?match(@.a,'a')==true]",
                                        "$[?true==search(@.a,'a')]",
                                        "$[?length(@.*)>1]",
                                        "$[?length(@..a)>1]",
                                        "$[?length(@['a','b'])>1]",
                                        "$[?length(@[0:1])>1]",
                                        "$[?length(@[?@.a])>1]",
                                        "$[?length()>1]",
                                        "$[?length(@.a,@.b)>1]",
                                        "$[?count(1)>1]",
                                        "$[?count('a')>1]",
                                        "$[?count(true)>1]",
                                        "$[?count(value(@.a))>1]",
                                        "$[?value(length(@))>1]",
                                        "$[?value(1)>1]",
                                        "$[?match(@.a)]",
                                        "$[?match(@.a,'a','b')]",
                                        "$[?match(@.*,'a')]",
                                        "$[?match(@.a,@.*)]",
                                        "$[?length(match(@.a,'a'))>1]",
                                        "$[?length(@.a==1)>1]",
                                        "$[?length((@.a))>1]",
                                        "$[?length(!@.a)>1]",
                                        "$[?count(@.a&&@.b)>1]",
                                        "$[?count((@.a))>1]",
                                        "$[?foo(@.a)]",
                                        "$[?foo(@.a)>1]",
                                        "$[?Length(@.a)>1]",
                                        "$[?LENGTH(@.a)>1]",
                                        "$[?length (@.a)>1]",
                                        "$[?length(@.a,)>1]",
                                        "$[?length(,@.a)>1]",
                                        "$[?length(@.a>1]",
                                        "$[?length(@.a @.b)>1]",
                                        "$.length()",
                                        "$[length(@)]",
                                        "$[?length>1]",
                                        "$[?true()]",
                                        "$[?length(@.a).b>1]",
                                        "$[?foo()]",
                                        "$[?length(1,2,3)>1]"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
}

TEST(Parser, RefusesOtherFilters) {
  for (const std::string_view source : {"$[?]",           "$[? ]",           "$[?()]",
                                        "$[?(@.a]",       "$[?@.a)]",        "$[?@.a",
                                        "$[?@.a==]",      "$[?==1]",         "$[?1]",
                                        "$[?'a']",        "$[?true]",        "$[?null]",
                                        "$[?!true]",      "$[?!1]",          "$[?!'a']",
                                        "$[?(1)]",        "$[?@.a=1]",       "$[?@.a===1]",
                                        "$[?@.a<>1]",     "$[?@.a=~/x/]",    "$[?@.a==1==1]",
                                        "$[?(@.a)==1]",   "$[?!@.a==1]",     "$[?@.a==!@.b]",
                                        "$[?@.a==(1)]",   "$[?!!@.a]",       "$[?@.a&@.b]",
                                        "$[?@.a|@.b]",    "$[?@.a and @.b]", "$[?not @.a]",
                                        "$[?@.a && ]",    "$[? && @.a]",     "$[?@.a ||]",
                                        "$[?@.a in $.b]", "$[?@.*==1]",      "$[?@..a==1]",
                                        "$[?1==@.*]",     "$[?@[0:1]==1]",   "$[?@['a','b']==1]",
                                        "$[?@[?@.a]==1]", "$[?$..a==1]",     "$?@.a",
                                        "$.?@.a",         "$[?@.a,]",        "$[?a]",
                                        "$[?.a]",         "$[?@ .]",         "$[?(@.a))]",
                                        "$[?!]",          "$[?@.a! =1]",     "$[?@.a< =1]",
                                        "$[?@.a & & @.b]"}) {
    EXPECT_EQ(understood(source), "error syntax") << source;
  }
}

TEST(Parser, SaysWhereAndWhatItExpected) {
  EXPECT_EQ(refusal("$.a b").offset, 3u);
  EXPECT_EQ(refusal("$.a b").message, "expected \".\", \"[\" or the end, found white space");
  EXPECT_EQ(refusal("").message, "expected \"$\", found the end of the query");
  EXPECT_EQ(refusal("$.\xe2\x82\xac[a]").offset, 6u);
  EXPECT_EQ(refusal("$.\xe2\x82\xac[\xe2\x82\xac]").message,
            "expected a quoted name, an index, a slice, \"*\" or \"?\", found \"\xe2\x82\xac\"");
  EXPECT_THAT(refusal("$[first]").fix, HasSubstr("['name']"));
  EXPECT_THAT(refusal("$.first-name").message, HasSubstr("found \"-\""));
  EXPECT_EQ(refusal("$[1, 9007199254740992]").offset, 5u);
  EXPECT_EQ(refusal("$['abc").offset, 2u);
  EXPECT_EQ(refusal("$['ab\\q']").offset, 5u);
  EXPECT_EQ(refusal("$[?@.a == name]").fix, "write @.name for a member or 'name' for text");
  EXPECT_EQ(refusal("$[?@.* == 1]").offset, 3u);
  EXPECT_EQ(refusal("$[?1 == @.*]").offset, 8u);
  EXPECT_EQ(refusal("$[?length(@.*) == 1]").offset, 10u);
}

TEST(Parser, SuggestsTheFunctionThatWasMeant) {
  EXPECT_EQ(refusal("$[?lenght(@.a) > 1]").fix, "did you mean \"length\"?");
  EXPECT_EQ(refusal("$[?lenght(@.a) > 1]").offset, 3u);
  EXPECT_EQ(refusal("$[?Search(@.a, 'x')]").fix, "did you mean \"search\"?");
  EXPECT_EQ(refusal("$[?zzzzzz(@.a)]").fix, "");
  EXPECT_EQ(refusal("$[?match(@.a)]").message, "match() takes 2 arguments, not 1");
  EXPECT_EQ(refusal("$[?count() > 1]").message, "count() takes 1 argument, not 0");
}

TEST(Parser, RefusesInvalidUtf8) {
  EXPECT_EQ(refusal("$.a\xff").offset, 3u);
  EXPECT_EQ(refusal("$['\xed\xa0\x80']").code, "syntax");
  EXPECT_EQ(refusal("$.\xc3").code, "syntax");
}

TEST(Parser, LimitsNestingAndLength) {
  const std::uint32_t depth = limits::expression_depth_max;
  const auto filters = [](std::uint32_t times) {
    return "$" + repeated("[?@", times) + repeated("]", times);
  };
  EXPECT_TRUE(parse(filters(depth)));
  EXPECT_EQ(refusal(filters(depth + 1)).code, "budget");
  const auto parentheses = [](std::uint32_t times) {
    return "$[?" + repeated("(", times) + "@" + repeated(")", times) + "]";
  };
  EXPECT_TRUE(parse(parentheses(depth - 1)));
  EXPECT_EQ(refusal(parentheses(depth)).code, "budget");
  EXPECT_EQ(refusal("$[?" + repeated("length(", 5000)).code, "budget");
  EXPECT_EQ(refusal("$[?" + repeated("!(", 5000)).code, "budget");
  EXPECT_TRUE(parse("$[?@.a" + repeated("||@.a", 1000) + "]"));
  EXPECT_TRUE(parse("$" + repeated(".a", limits::expression_bytes_max / 2 - 1)));
  EXPECT_EQ(refusal("$" + repeated("a", limits::expression_bytes_max)).code, "budget");
}

TEST(Parser, LimitsItsPatterns) {
  EXPECT_TRUE(parse("$[?match(@, 'a{4000}') || match(@, 'a{4000}')]"));
  EXPECT_EQ(refusal("$[?match(@, 'a{9000}')]").code, "budget");
  EXPECT_EQ(refusal("$[?match(@, 'a{9000}')]").offset, 12u);
  EXPECT_EQ(refusal("$[?match(@, 'a{5000}') || match(@, 'a{5000}')]").code, "budget");
}

TEST(Parser, LeavesInvalidPatternsToTheEvaluation) {
  EXPECT_TRUE(parse("$[?match(@, '(')]"));
  EXPECT_TRUE(parse("$[?search(@, 1)]"));
}

TEST(Parser, TellsSingularQueries) {
  for (const std::string_view source : {"$", "$.a", "$[0]", "$.a['b'][-1]"}) {
    EXPECT_TRUE(parse(source)->main_query().is_singular) << source;
  }
  for (const std::string_view source : {"$.*", "$..a", "$[0,1]", "$[0:1]", "$[?@]", "$.a.*.b"}) {
    EXPECT_FALSE(parse(source)->main_query().is_singular) << source;
  }
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
