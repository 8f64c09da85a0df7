#include "expression/jsonpath/function_table.hpp"

#include <gtest/gtest.h>

namespace fieldcall::expression::jsonpath {
namespace {

TEST(FunctionTable, FindsFunctionsByName) {
  for (const std::string_view name : {"length", "count", "match", "search", "value"}) {
    const auto function = find_function(name);
    ASSERT_TRUE(function) << name;
    EXPECT_EQ(function_info(*function).function, *function);
    EXPECT_EQ(function_info(*function).name, name);
    EXPECT_LE(function_info(*function).parameter_count, parameters_max);
  }
  EXPECT_FALSE(find_function("Length"));
  EXPECT_FALSE(find_function(""));
}

TEST(FunctionTable, SuggestsNames) {
  EXPECT_EQ(suggest_function("cuont"), "did you mean \"count\"?");
  EXPECT_EQ(suggest_function("something"), "");
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
