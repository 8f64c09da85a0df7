#include "policy/retry.hpp"

#include <algorithm>

#include "fieldcall/limits.hpp"

namespace fieldcall::policy {
namespace {

// The answer came, and its status is all that is wrong with it.
bool is_status_error(ErrorCode code) {
  switch (code) {
    case ErrorCode::rate_limited:
    case ErrorCode::unauthorized:
    case ErrorCode::not_found:
    case ErrorCode::client_error:
    case ErrorCode::server_error:
    case ErrorCode::redirect_refused:
      return true;
    default:
      return false;
  }
}

// The network may well do better next time.
bool is_passing_fault(ErrorCode code) {
  switch (code) {
    case ErrorCode::dns_failed:
    case ErrorCode::connection_failed:
    case ErrorCode::tls_failed:
    case ErrorCode::connection_reset:
    case ErrorCode::timeout:
    case ErrorCode::stalled:
    case ErrorCode::truncated:
    case ErrorCode::network_error:
      return true;
    default:
      return false;
  }
}

// Whether the request may be sent again although it is not idempotent: it never left, or the
// server says that it did not act on it and when to come back.
bool is_safe_to_repeat(const AttemptFailure& failure) {
  if (!failure.may_have_been_sent) return true;
  return (failure.status == 429 || failure.status == 503) && failure.retry_after.has_value();
}

bool is_retryable(const RetryRules& rules, http::Method method, const AttemptFailure& failure) {
  const bool may_help = is_status_error(failure.code) ? rules.statuses.contains(failure.status)
                                                      : is_passing_fault(failure.code);
  if (!may_help) return false;
  return rules.is_idempotent || http::is_safe(method) || is_safe_to_repeat(failure);
}

Millis largest_backoff(std::int32_t retry) {
  // 500 ms * 2^6 is over the maximum already.
  const std::int32_t doublings = std::clamp(retry, 0, 6);
  return std::min(limits::backoff_max, limits::backoff_base * (1 << doublings));
}

Millis draw_up_to(Millis bound, base::Random& random) {
  return Millis{static_cast<std::int64_t>(random.up_to(static_cast<std::uint64_t>(bound.count())))};
}

}  // namespace

RetryPlan plan_retry(const RetryRules& rules, http::Method method, std::int32_t retry,
                     const AttemptFailure& failure, base::Random& random) {
  if (!is_retryable(rules, method, failure)) return {};
  const bool asks_to_wait = is_status_error(failure.code) && failure.retry_after.has_value();
  const Millis asked = asks_to_wait ? std::max(*failure.retry_after, Millis{0}) : Millis{0};
  if (asked > limits::retry_after_max) return {Decision::come_back, asked};
  if (retry >= rules.retries_max) return {};
  if (asks_to_wait) return {Decision::retry, asked + draw_up_to(asked / 4, random)};
  return {Decision::retry, draw_backoff(retry, random)};
}

Millis draw_backoff(std::int32_t retry, base::Random& random) {
  return draw_up_to(largest_backoff(retry), random);
}

Millis largest_backoffs(std::int32_t retries_max) {
  Millis sum{0};
  for (std::int32_t retry = 0; retry < retries_max; ++retry) sum += largest_backoff(retry);
  return sum;
}

}  // namespace fieldcall::policy
