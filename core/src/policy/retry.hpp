// When to try again, and how long to wait before.
#pragma once

#include <cstdint>
#include <optional>

#include "base/random.hpp"
#include "fieldcall/error.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/time.hpp"
#include "http/method.hpp"
#include "http/status_set.hpp"

namespace fieldcall::policy {

struct RetryRules {
  std::int32_t retries_max = 3;  // after the first attempt
  // Statuses that are retried.
  http::StatusSet statuses{{{408, 408}, {425, 425}, {429, 429}, {500, 599}}};
  bool is_idempotent = true;  // false: never repeat what may have reached the server
};

// How an attempt ended without success.
struct AttemptFailure {
  ErrorCode code{};
  std::int32_t status = 0;  // 0 = no answer
  bool may_have_been_sent = true;
  std::optional<Millis> retry_after;  // as the answer asked
};

enum class Decision : std::uint8_t {
  retry,
  give_up,    // not retryable, or no retries left: the attempt's error is the call's
  come_back,  // Retry-After is longer than a call waits: rate_limited or retry_later
};

struct RetryPlan {
  Decision decision = Decision::give_up;
  Millis wait{};  // retry: before the next attempt; come_back: until next_retry_at
};

// `retry` counts from 0. Pure but for the draw from `random`.
RetryPlan plan_retry(const RetryRules& rules, http::Method method, std::int32_t retry,
                     const AttemptFailure& failure, base::Random& random);

// Uniform in [0, min(20 s, 500 ms * 2^retry)].
Millis draw_backoff(std::int32_t retry, base::Random& random);

// The largest waits `retries_max` backoffs can add up to: for the default deadline.
Millis largest_backoffs(std::int32_t retries_max);

}  // namespace fieldcall::policy
