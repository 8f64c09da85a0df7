#include "expression/jmespath/arithmetic.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/expression/evaluate.hpp"

namespace fieldcall::expression::jmespath {
namespace {

std::string calculate(std::string_view left, TokenKind operation, std::string_view right) {
  const auto result = compute(operation, json::Value::number(left), json::Value::number(right));
  return result ? result->number_text() : "not a number";
}

TEST(Arithmetic, IsExactOnIntegers) {
  EXPECT_EQ(calculate("9007199254740992", TokenKind::plus, "1"), "9007199254740993");
  EXPECT_EQ(calculate("9223372036854775806", TokenKind::plus, "1"), "9223372036854775807");
  EXPECT_EQ(calculate("-9223372036854775807", TokenKind::minus, "1"), "-9223372036854775808");
  EXPECT_EQ(calculate("3037000499", TokenKind::multiply, "3037000499"), "9223372030926249001");
  EXPECT_EQ(calculate("9223372036854775807", TokenKind::divide, "7"), "1317624576693539401");
  EXPECT_EQ(calculate("1.0", TokenKind::plus, "20e-1"), "3");
}

TEST(Arithmetic, GoesOnWithDoublesBeyond64Bits) {
  EXPECT_EQ(calculate("9223372036854775807", TokenKind::plus, "1"), "9.223372036854776e+18");
  EXPECT_EQ(calculate("-9223372036854775808", TokenKind::minus, "1"), "-9.223372036854776e+18");
  EXPECT_EQ(calculate("9223372036854775807", TokenKind::multiply, "2"), "1.8446744073709552e+19");
  EXPECT_EQ(calculate("-9223372036854775808", TokenKind::divide, "-1"), "9.223372036854776e+18");
  EXPECT_EQ(calculate("-9223372036854775808", TokenKind::modulo, "-1"), "0");
}

TEST(Arithmetic, Divides) {
  EXPECT_EQ(calculate("7", TokenKind::divide, "2"), "3.5");
  EXPECT_EQ(calculate("6", TokenKind::divide, "-2"), "-3");
  EXPECT_EQ(calculate("6", TokenKind::divide, "-1"), "-6");
  EXPECT_EQ(calculate("7", TokenKind::integer_divide, "2"), "3");
  EXPECT_EQ(calculate("-7", TokenKind::integer_divide, "2"), "-4");
  EXPECT_EQ(calculate("7", TokenKind::integer_divide, "-2"), "-4");
  EXPECT_EQ(calculate("-8", TokenKind::integer_divide, "-2"), "4");
  EXPECT_EQ(calculate("7.5", TokenKind::integer_divide, "2"), "3");
  EXPECT_EQ(calculate("-7.5", TokenKind::integer_divide, "2"), "-4");
  EXPECT_EQ(calculate("7", TokenKind::modulo, "3"), "1");
  EXPECT_EQ(calculate("-7", TokenKind::modulo, "3"), "-1");
  EXPECT_EQ(calculate("7.5", TokenKind::modulo, "2"), "1.5");
}

TEST(Arithmetic, KnowsWhatIsNoNumber) {
  for (const TokenKind operation :
       {TokenKind::divide, TokenKind::integer_divide, TokenKind::modulo}) {
    EXPECT_EQ(calculate("1", operation, "0"), "not a number");
    EXPECT_EQ(calculate("1.5", operation, "0.0"), "not a number");
  }
  EXPECT_EQ(calculate("1e308", TokenKind::multiply, "10"), "not a number");
  EXPECT_EQ(calculate("1e400", TokenKind::plus, "1"), "not a number");
  EXPECT_EQ(calculate("-1e308", TokenKind::minus, "1e308"), "not a number");
}

TEST(Arithmetic, IsThatOfDoublesOnFractions) {
  EXPECT_EQ(calculate("0.1", TokenKind::plus, "0.2"), "0.30000000000000004");
  EXPECT_EQ(calculate("1.5", TokenKind::plus, "1.5"), "3");
  EXPECT_EQ(calculate("1.5", TokenKind::minus, "0.5"), "1");
  EXPECT_EQ(calculate("1.5", TokenKind::multiply, "2"), "3");
}

TEST(Arithmetic, SumsAndAverages) {
  using expression::test::evaluate;
  EXPECT_EQ(evaluate("sum(@)", "[]"), "0");
  EXPECT_EQ(evaluate("sum(@)", "[9007199254740992,1,1]"), "9007199254740994");
  EXPECT_EQ(evaluate("sum(@)", "[9223372036854775807,1]"), "9.223372036854776e+18");
  EXPECT_EQ(evaluate("sum(@)", "[1,2.5]"), "3.5");
  EXPECT_EQ(evaluate("sum(@)", "[1e400]"), "error not-a-number");
  EXPECT_EQ(evaluate("sum(@)", "[1e308,1e308]"), "error not-a-number");
  EXPECT_EQ(evaluate("avg(@)", "[]"), "null");
  EXPECT_EQ(evaluate("avg(@)", "[1,2]"), "1.5");
  EXPECT_EQ(evaluate("avg(@)", "[1,3]"), "2");
  EXPECT_EQ(evaluate("avg(@)", "[1e400]"), "error not-a-number");
}

TEST(Arithmetic, Rounds) {
  using expression::test::evaluate;
  EXPECT_EQ(evaluate("[ceil(@), floor(@), abs(@)]", "-1.5"), "[-1,-2,1.5]");
  EXPECT_EQ(evaluate("[ceil(@), floor(@), abs(@)]", "1.50"), "[2,1,1.50]");
  EXPECT_EQ(evaluate("[ceil(@), floor(@)]", "7.0"), "[7,7]");
  EXPECT_EQ(evaluate("[ceil(@), floor(@)]", "18446744073709551615"),
            "[18446744073709551615,18446744073709551615]");
  EXPECT_EQ(evaluate("floor(@)", "1e30"), "1e+30");
  EXPECT_EQ(evaluate("floor(@)", "-1e30"), "-1e+30");
  EXPECT_EQ(evaluate("floor(@)", "1e400"), "error not-a-number");
  EXPECT_EQ(evaluate("abs(@)", "-9223372036854775808"), "9.223372036854776e+18");
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
