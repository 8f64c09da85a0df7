#include "expression/iregexp/regexp.hpp"

#include <gtest/gtest.h>

#include <string>

#include "fieldcall/limits.hpp"

namespace fieldcall::expression::iregexp {
namespace {

constexpr std::uint64_t plenty = 1'000'000'000;

// "yes", "no", or the error's code; "out of steps" if `operations` are not enough.
std::string outcome(std::string_view pattern, std::string_view text, Scope scope,
                    std::uint64_t operations = plenty) {
  const auto regexp = Regexp::compile(pattern);
  if (!regexp) return regexp.error().code;
  Regexp::Scratch scratch;
  const auto found = regexp->matches(text, scope, scratch, operations);
  if (!found) return "out of steps";
  return *found ? "yes" : "no";
}

bool matches(std::string_view pattern, std::string_view text) {
  const std::string result = outcome(pattern, text, Scope::whole);
  EXPECT_TRUE(result == "yes" || result == "no") << pattern << ": " << result;
  return result == "yes";
}

bool is_in(std::string_view pattern, std::string_view text) {
  return outcome(pattern, text, Scope::anywhere) == "yes";
}

bool is_refused(std::string_view pattern) {
  return outcome(pattern, "", Scope::whole) == "syntax";
}

TEST(Regexp, MatchesTheWholeText) {
  EXPECT_TRUE(matches("abc", "abc"));
  EXPECT_FALSE(matches("abc", "abcd"));
  EXPECT_FALSE(matches("abc", "xabc"));
  EXPECT_FALSE(matches("abc", "ab"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_FALSE(matches("", "a"));
  EXPECT_TRUE(matches("a|", ""));
  EXPECT_TRUE(matches("()", ""));
}

TEST(Regexp, FindsAPartOfTheText) {
  EXPECT_TRUE(is_in("b+", "abbc"));
  EXPECT_TRUE(is_in("", "abc"));
  EXPECT_TRUE(is_in("c", "abc"));
  EXPECT_FALSE(is_in("d", "abc"));
  EXPECT_TRUE(is_in("ab|cd", "xxcdxx"));
  EXPECT_TRUE(is_in("aab", "aaab"));
}

TEST(Regexp, ChoosesBetweenBranches) {
  for (const std::string_view text : {"a", "bc", "d"}) EXPECT_TRUE(matches("a|bc|d", text)) << text;
  for (const std::string_view text : {"ab", "b", "", "ad"}) {
    EXPECT_FALSE(matches("a|bc|d", text)) << text;
  }
  EXPECT_TRUE(matches("x(a|(b|c)d|)y", "xcdy"));
  EXPECT_TRUE(matches("x(a|(b|c)d|)y", "xy"));
  EXPECT_FALSE(matches("x(a|(b|c)d|)y", "xcy"));
}

TEST(Regexp, Repeats) {
  EXPECT_TRUE(matches("ab*c", "ac"));
  EXPECT_TRUE(matches("ab*c", "abbbc"));
  EXPECT_FALSE(matches("ab+c", "ac"));
  EXPECT_TRUE(matches("ab+c", "abbc"));
  EXPECT_TRUE(matches("ab?c", "ac"));
  EXPECT_FALSE(matches("ab?c", "abbc"));
  EXPECT_TRUE(matches("(ab|c)*", "abcab"));
  EXPECT_TRUE(matches("(a*)*", "aaa"));
  EXPECT_TRUE(matches("(a*)+", ""));
  EXPECT_TRUE(matches("(a|b?)*c", "aabc"));
}

TEST(Regexp, RepeatsACertainNumberOfTimes) {
  const auto accepted = [](std::string_view pattern) {
    std::string counts;
    for (std::size_t count = 0; count < 8; ++count) {
      if (matches(pattern, std::string(count, 'a'))) counts += std::to_string(count);
    }
    return counts;
  };
  EXPECT_EQ(accepted("a{3}"), "3");
  EXPECT_EQ(accepted("a{2,}"), "234567");
  EXPECT_EQ(accepted("a{0,}"), "01234567");
  EXPECT_EQ(accepted("a{2,4}"), "234");
  EXPECT_EQ(accepted("a{0,2}"), "012");
  EXPECT_EQ(accepted("a{0}"), "0");
  EXPECT_EQ(accepted("a{0,0}"), "0");
  EXPECT_EQ(accepted("(aa){1,3}"), "246");
  EXPECT_EQ(accepted("(a|aa){2}"), "234");
  EXPECT_EQ(accepted("a{0002}"), "2");
  EXPECT_EQ(accepted("(){9999999999}"), "0");
}

TEST(Regexp, CountsCodePoints) {
  EXPECT_TRUE(matches(".", "\xf0\x9f\x98\x80"));
  EXPECT_FALSE(matches("..", "\xf0\x9f\x98\x80"));
  EXPECT_TRUE(matches("\xc3\xa9+", "\xc3\xa9\xc3\xa9"));
  EXPECT_TRUE(matches("[\xce\xb1-\xcf\x89]", "\xce\xb2"));
}

TEST(Regexp, DotIsAllButLineEnds) {
  EXPECT_FALSE(matches(".", "\n"));
  EXPECT_FALSE(matches(".", "\r"));
  EXPECT_TRUE(matches(".", "\t"));
  EXPECT_TRUE(matches(".", "\xe2\x80\xa8"));  // U+2028
  EXPECT_TRUE(matches(".", std::string_view("\0", 1)));
}

TEST(Regexp, ReadsEscapes) {
  for (const char c : std::string_view("()*+-.?[\\]^{|}")) {
    EXPECT_TRUE(matches(std::string("\\") + c, std::string(1, c))) << c;
    EXPECT_TRUE(matches(std::string("[\\") + c + "]", std::string(1, c))) << c;
  }
  EXPECT_TRUE(matches("\\n\\r\\t", "\n\r\t"));
  for (const std::string_view pattern :
       {"\\",      "\\d",     "\\w",     "\\s",         "\\$",  "\\/",     "\\u0041",
        "\\x41",   "[\\d]",   "\\b",     "\\1",         "\\p",  "\\p{",    "\\p{}",
        "\\p{Cs}", "\\p{Lx}", "\\p{lu}", "\\p{Letter}", "\\pL", "[\\p{X}]"}) {
    EXPECT_TRUE(is_refused(pattern)) << pattern;
  }
}

TEST(Regexp, ReadsClasses) {
  EXPECT_TRUE(matches("[abc]+", "cab"));
  EXPECT_TRUE(matches("[a-cx0-9]+", "bx7"));
  EXPECT_FALSE(matches("[a-c]", "d"));
  EXPECT_FALSE(matches("[^a-c]", "b"));
  EXPECT_TRUE(matches("[^a-c]", "\n"));
  EXPECT_TRUE(matches("[-a]+", "a-"));
  EXPECT_TRUE(matches("[a-]+", "a-"));
  EXPECT_TRUE(matches("[--]", "-"));
  EXPECT_TRUE(matches("[-]", "-"));
  EXPECT_FALSE(matches("[^-]", "-"));
  EXPECT_TRUE(matches("[^]", "^"));
  EXPECT_TRUE(matches("[a^]", "^"));
  EXPECT_TRUE(matches("[.*$(){}|?+]+", "$.{|}"));
  EXPECT_TRUE(matches("[d-fa-zb]", "q"));
  EXPECT_TRUE(matches("[\\t-\\r]", "\n"));
  for (const std::string_view pattern :
       {"[", "[]", "[^", "[a", "[a-", "[z-a]", "[a-b-c]", "[a--]", "[[a]]", "[a[]", "[---]",
        "[\\p{L}-z]", "[a-\\p{L}]", "]", "a]", "[^]]"}) {
    EXPECT_TRUE(is_refused(pattern)) << pattern;
  }
}

TEST(Regexp, KnowsGeneralCategories) {
  EXPECT_TRUE(matches("\\p{Lu}\\p{Ll}+", "Ab"));
  EXPECT_TRUE(matches("\\p{L}+", "A\xce\xb1\xe4\xb8\xad"));
  EXPECT_FALSE(matches("\\p{L}", "1"));
  EXPECT_TRUE(matches("\\P{L}", "1"));
  EXPECT_TRUE(matches("[\\p{Nd}x]+", "1x\xd9\xa3"));
  EXPECT_FALSE(matches("[^\\p{Nd}x]", "x"));
  EXPECT_TRUE(matches("[^\\p{Nd}x]", "y"));
  EXPECT_TRUE(matches("[\\P{Nd}]", "y"));
  EXPECT_TRUE(matches("[\\p{Sc}\\p{Zs}]+", "\xe2\x82\xac "));
}

// RFC 9485 has no anchors, but the libraries it maps to do.
TEST(Regexp, AnchorsAtTheEndsOfABranch) {
  EXPECT_TRUE(matches("^ab.*", "abc"));
  EXPECT_FALSE(matches("^ab.*", "xab"));
  EXPECT_TRUE(matches(".*bc$", "abc"));
  EXPECT_FALSE(matches(".*bc$", "bcx"));
  EXPECT_TRUE(is_in("^b|c$", "abc"));
  EXPECT_FALSE(is_in("^b|b$", "abc"));
  EXPECT_TRUE(is_in("(^a)", "abc"));
  EXPECT_TRUE(is_in("(c$)", "abc"));
  EXPECT_TRUE(is_in("^$", ""));
  EXPECT_TRUE(is_in("$5", "is $5"));
  EXPECT_TRUE(matches("a^b$c", "a^b$c"));
  EXPECT_TRUE(matches("^*a", "^^a"));
  EXPECT_TRUE(matches("a$?b", "a$b"));
}

TEST(Regexp, RefusesWhatTheGrammarDoesNotKnow) {
  for (const std::string_view pattern :
       {"*",    "+a",  "?",    "a**",   "a+?",   "a{2}{3}", "a|*",    "(*a)",  "(",
        ")",    "(a",  "a)",   "(?:a)", "{",     "}",       "a{",     "a{}",   "a{,3}",
        "a{x}", "a{1", "a{1,", "a{1,2", "a{-1}", "a{1, 2}", "a{3,2}", "(?i)a", "a}"}) {
    EXPECT_TRUE(is_refused(pattern)) << pattern;
  }
}

TEST(Regexp, SaysWhereAndWhatItExpected) {
  const auto regexp = Regexp::compile("ab(c");
  ASSERT_FALSE(regexp);
  EXPECT_EQ(regexp.error().offset, 4u);
  EXPECT_EQ(regexp.error().message, "not an I-Regexp (RFC 9485): expected \")\"");
}

TEST(Regexp, LimitsTheProgram) {
  for (const std::string_view pattern :
       {"a{99999}", "(a{100}){100}", "((a{99}){99}){99}", "a{0,100000}", "a{9999999999999999999}",
        "((((a{9}){9}){9}){9}){9}"}) {
    EXPECT_EQ(outcome(pattern, "", Scope::whole), "budget") << pattern;
  }
  EXPECT_EQ(outcome(std::string(limits::regexp_instructions_max, 'a'), "", Scope::whole), "budget");
  std::string branches = "a";
  while (branches.size() < limits::regexp_instructions_max) branches += "|a";
  EXPECT_EQ(outcome(branches, "", Scope::whole), "budget");
  std::string set = "[";
  set.append(limits::regexp_instructions_max + 1, 'a');
  EXPECT_EQ(outcome(set + "]", "", Scope::whole), "budget");
  EXPECT_EQ(outcome(std::string(limits::expression_bytes_max + 1, '('), "", Scope::whole),
            "budget");
  EXPECT_EQ(outcome(std::string(limits::expression_bytes_max, '('), "", Scope::whole), "syntax");
}

TEST(Regexp, TakesTimeInProportionToTheText) {
  const auto operations = [](std::string_view pattern, std::size_t length) {
    const auto regexp = Regexp::compile(pattern);
    EXPECT_TRUE(regexp) << pattern;
    Regexp::Scratch scratch;
    std::uint64_t left = plenty;
    const std::string text = std::string(length, 'a') + "!";
    EXPECT_TRUE(regexp->matches(text, Scope::anywhere, scratch, left).has_value());
    EXPECT_LE(plenty - left, (text.size() + 1) * (regexp->instruction_count() + 1)) << pattern;
    return plenty - left;
  };
  for (const std::string_view pattern :
       {"(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)(.*)(.*)b", "((a*)*)*b", "a{0,50}a{50}b"}) {
    const std::uint64_t once = operations(pattern, 500);
    EXPECT_LE(operations(pattern, 1000), 5 * once / 2) << pattern;
  }
}

TEST(Regexp, StopsWhenItsOperationsAreUsedUp) {
  EXPECT_EQ(outcome("(a|b)*c", std::string(100, 'a'), Scope::whole, 50), "out of steps");
  EXPECT_EQ(outcome("a", "a", Scope::whole, 0), "out of steps");
}

}  // namespace
}  // namespace fieldcall::expression::iregexp
