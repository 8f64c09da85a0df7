#include "expression/jmespath/function_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fieldcall::expression::jmespath {
namespace {

TEST(FunctionTable, IsSortedByName) {
  const auto table = function_table();
  EXPECT_TRUE(std::is_sorted(
      table.begin(), table.end(),
      [](const Signature& left, const Signature& right) { return left.name < right.name; }));
  EXPECT_EQ(table.size(), 41u);
}

TEST(FunctionTable, FindsEveryFunction) {
  for (const Signature& signature : function_table()) {
    const auto found = find_function(signature.name);
    ASSERT_TRUE(found) << signature.name;
    EXPECT_EQ(&signature_of(*found), &signature);
    EXPECT_NE(signature.run, nullptr);
    EXPECT_LE(signature.arguments_min, signature.arguments_max);
  }
  EXPECT_FALSE(find_function(""));
  EXPECT_FALSE(find_function("zzz"));
  EXPECT_FALSE(find_function("Length"));
}

TEST(FunctionTable, RepeatsTheParameterOfVariadicFunctions) {
  const Signature& merge = signature_of(*find_function("merge"));
  EXPECT_EQ(parameter(merge, 7), Parameter::object);
  EXPECT_TRUE(accepts_count(merge, 100));
  EXPECT_FALSE(accepts_count(merge, 0));
  const Signature& split = signature_of(*find_function("split"));
  EXPECT_EQ(parameter(split, 2), Parameter::number);
  EXPECT_FALSE(accepts_count(split, 4));
  EXPECT_EQ(describe_arity(split, 4), "split() takes 2 to 3 arguments, not 4");
}

TEST(FunctionTable, NamesEveryParameter) {
  for (int i = 0; i <= static_cast<int>(Parameter::expression); ++i) {
    EXPECT_FALSE(parameter_text(static_cast<Parameter>(i)).empty()) << i;
  }
}

TEST(FunctionTable, SuggestsNearNames) {
  EXPECT_EQ(suggest_function("lenght"), "did you mean \"length\"?");
  EXPECT_EQ(suggest_function("qqqqqqqq"), "");
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
