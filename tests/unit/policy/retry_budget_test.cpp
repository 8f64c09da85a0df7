#include "policy/retry_budget.hpp"

#include <gtest/gtest.h>

namespace fieldcall::policy {
namespace {

TEST(RetryBudget, AFullOnePaysAHundredRetriesAndThenNone) {
  RetryBudget budget;
  EXPECT_EQ(budget.tokens(), 500);
  int retries = 0;
  while (budget.take(cost_of_retry(false))) ++retries;
  EXPECT_EQ(retries, 100);
  EXPECT_EQ(budget.tokens(), 0);
}

TEST(RetryBudget, ARetryAfterATimeoutCostsTwice) {
  RetryBudget budget;
  int retries = 0;
  while (budget.take(cost_of_retry(true))) ++retries;
  EXPECT_EQ(retries, 50);
}

TEST(RetryBudget, TakesNothingIfItCannotPayTheWhole) {
  RetryBudget budget;
  while (budget.take(5)) {
  }
  budget.give_back(9);
  EXPECT_FALSE(budget.take(10));
  EXPECT_EQ(budget.tokens(), 9);
  EXPECT_TRUE(budget.take(5));
  EXPECT_EQ(budget.tokens(), 4);
  EXPECT_FALSE(budget.take(5));
}

TEST(RetryBudget, NeverHoldsMoreThanItBeganWith) {
  RetryBudget budget;
  budget.give_back(1);
  EXPECT_EQ(budget.tokens(), 500);
  EXPECT_TRUE(budget.take(5));
  budget.give_back(10);
  EXPECT_EQ(budget.tokens(), 500);
}

}  // namespace
}  // namespace fieldcall::policy
