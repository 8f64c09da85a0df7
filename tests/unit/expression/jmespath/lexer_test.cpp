#include "expression/jmespath/lexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace fieldcall::expression::jmespath {
namespace {

using K = TokenKind;
using testing::ElementsAre;

std::vector<TokenKind> kinds(std::string_view source) {
  std::vector<TokenKind> found;
  Lexer lexer(source);
  do {
    found.push_back(lexer.next().kind);
  } while (found.back() != K::end && found.back() != K::invalid);
  return found;
}

TEST(Lexer, KnowsEveryToken) {
  EXPECT_THAT(kinds("a_1 \"b\" 'c' `d` 17 $x $ @"),
              ElementsAre(K::identifier, K::quoted_identifier, K::raw_string, K::literal, K::number,
                          K::variable, K::root, K::current, K::end));
  EXPECT_THAT(kinds(". , : ? = ( ) [ ] { }"),
              ElementsAre(K::dot, K::comma, K::colon, K::question, K::assign, K::left_parenthesis,
                          K::right_parenthesis, K::left_bracket, K::right_bracket, K::left_brace,
                          K::right_brace, K::end));
  EXPECT_THAT(kinds("[] [? | || & && ! != == < <= > >="),
              ElementsAre(K::flatten, K::filter, K::pipe, K::logical_or, K::expression_reference,
                          K::logical_and, K::logical_not, K::not_equal, K::equal, K::less,
                          K::less_equal, K::greater, K::greater_equal, K::end));
  EXPECT_THAT(kinds("+ - * / // %"), ElementsAre(K::plus, K::minus, K::star, K::divide,
                                                 K::integer_divide, K::modulo, K::end));
  EXPECT_THAT(kinds("\xe2\x88\x92 \xc3\x97 \xc3\xb7"),
              ElementsAre(K::minus, K::multiply, K::divide, K::end));
}

TEST(Lexer, SaysWhereTokensStand) {
  Lexer lexer(" \t\r\nfoo.bar");
  const Token foo = lexer.next();
  EXPECT_EQ(foo.offset, 4u);
  EXPECT_EQ(foo.end_offset(), 7u);
  EXPECT_EQ(foo.text, "foo");
  EXPECT_EQ(lexer.next().offset, 7u);
  EXPECT_EQ(lexer.next().text, "bar");
  EXPECT_EQ(lexer.next().kind, K::end);
  EXPECT_EQ(lexer.next().offset, 11u);
}

TEST(Lexer, EndsQuotedWordsAtTheirUnescapedQuote) {
  EXPECT_EQ(Lexer(R"('it\'s' x)").next().text, R"('it\'s')");
  EXPECT_EQ(Lexer(R"("a\"b" x)").next().text, R"("a\"b")");
  EXPECT_EQ(Lexer(R"(`"\`"` x)").next().text, R"(`"\`"`)");
  EXPECT_EQ(Lexer(R"('\\' x)").next().text, R"('\\')");
}

TEST(Lexer, TellsWhatIsWrong) {
  const auto error_of = [](std::string_view source) {
    Lexer lexer(source);
    EXPECT_EQ(lexer.next().kind, K::invalid) << source;
    return std::string(lexer.error());
  };
  EXPECT_EQ(error_of("'abc"), "the closing ' is missing");
  EXPECT_EQ(error_of("\"abc\\\""), "the closing \" is missing");
  EXPECT_EQ(error_of("`abc"), "the closing ` is missing");
  EXPECT_EQ(error_of("'\\"), "the closing ' is missing");
  EXPECT_EQ(error_of("#"), "this character has no meaning here");
  EXPECT_THAT(error_of("\xc3\xa9tat"), testing::HasSubstr("double quotes"));
  EXPECT_EQ(error_of("\xff"), "the expression is not valid UTF-8");
  EXPECT_EQ(error_of("\xf0\x9d"), "the expression is not valid UTF-8");
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
