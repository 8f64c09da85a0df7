#include "fieldcall/result.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

Result<int> half_of(int number) {
  if (number % 2 != 0) return Error{"odd", "an odd number has no half", "", 3};
  return number / 2;
}

TEST(Result, HoldsAValue) {
  const Result<int> half = half_of(4);
  ASSERT_TRUE(half.ok());
  EXPECT_EQ(*half, 2);
}

TEST(Result, HoldsAnError) {
  const Result<int> half = half_of(3);
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().code, "odd");
  EXPECT_EQ(half.error().offset, 3U);
}

TEST(ResultDeathTest, TheValueOfAnErrorIsABrokenInvariant) {
  const Result<int> half = half_of(3);
  EXPECT_DEATH_IF_SUPPORTED((void)half.value(), "broken invariant: ok\\(\\)");
}

}  // namespace
}  // namespace fieldcall
