// How many retries an API that keeps failing is still worth: tokens, for one tenant and origin.
//
// A retry takes 5 tokens, 10 after a timeout, because that one held a connection for long; a call
// that succeeds at once brings 1 back, one that succeeds after retries the cost of its last. So an
// outage ends retries after 100 of them, and 1 % of failures can be retried forever. Independent of
// time. Source: the standard retry mode of the AWS SDKs; SPEC 5.
#pragma once

#include <algorithm>
#include <cstdint>

#include "fieldcall/limits.hpp"

namespace fieldcall::policy {

constexpr std::int32_t cost_of_retry(bool after_timeout) {
  return after_timeout ? limits::retry_cost_after_timeout : limits::retry_cost;
}

class RetryBudget {
 public:
  // 0 to limits::retry_budget_tokens.
  [[nodiscard]] std::int32_t tokens() const { return tokens_; }

  // False, and nothing is taken, if fewer than `cost` are left.
  bool take(std::int32_t cost) {
    if (tokens_ < cost) return false;
    tokens_ -= cost;
    return true;
  }

  void give_back(std::int32_t tokens) {
    tokens_ = std::min(tokens_ + tokens, limits::retry_budget_tokens);
  }

 private:
  std::int32_t tokens_ = limits::retry_budget_tokens;
};

}  // namespace fieldcall::policy
