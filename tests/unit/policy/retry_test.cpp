#include "policy/retry.hpp"

#include <gtest/gtest.h>

#include <array>

#include "fieldcall/limits.hpp"

namespace fieldcall::policy {
namespace {

using http::Method;

RetryPlan plan(const AttemptFailure& failure, const RetryRules& rules = {},
               Method method = Method::get, std::int32_t retry = 0, std::uint64_t seed = 1) {
  base::Random random(seed);
  return plan_retry(rules, method, retry, failure, random);
}

AttemptFailure status_failure(std::int32_t status, std::optional<Millis> retry_after = {}) {
  ErrorCode code = ErrorCode::client_error;
  if (status == 429) code = ErrorCode::rate_limited;
  if (status == 401 || status == 403) code = ErrorCode::unauthorized;
  if (status == 404 || status == 410) code = ErrorCode::not_found;
  if (status >= 500) code = ErrorCode::server_error;
  if (status < 400) code = ErrorCode::redirect_refused;
  return {code, status, true, retry_after};
}

TEST(PlanRetry, RetriesTheDocumentedStatusesAndNoOthers) {
  for (std::int32_t status = 300; status <= 599; ++status) {
    const bool expected = status == 408 || status == 425 || status == 429 || status >= 500;
    EXPECT_EQ(plan(status_failure(status)).decision == Decision::retry, expected) << status;
  }
}

TEST(PlanRetry, RetriesPassingFaultsAndNothingElseWithoutAStatus) {
  using enum ErrorCode;
  constexpr std::array retried{dns_failed, connection_failed, tls_failed, connection_reset,
                               timeout,    stalled,           truncated,  network_error};
  for (const ErrorInfo& info : error_table()) {
    const bool expected = std::find(retried.begin(), retried.end(), info.code) != retried.end();
    EXPECT_EQ(plan({info.code, 0, true, {}}).decision == Decision::retry, expected) << info.name;
  }
}

TEST(PlanRetry, DoesNotRetryWhatWasWrongWithAnAnswerOfAListedStatus) {
  RetryRules rules;
  rules.statuses = {{{200, 599}}};
  for (const ErrorCode code :
       {ErrorCode::api_reported_error, ErrorCode::invalid_json, ErrorCode::response_too_large,
        ErrorCode::wrong_type, ErrorCode::required_missing, ErrorCode::bad_response}) {
    EXPECT_EQ(plan({code, 200, true, Millis{1000}}, rules).decision, Decision::give_up);
  }
}

TEST(PlanRetry, ConfiguredStatusesReplaceTheListOfStatusesOnly) {
  RetryRules rules;
  rules.statuses = {{{404, 404}}};
  EXPECT_EQ(plan(status_failure(404), rules).decision, Decision::retry);
  EXPECT_EQ(plan(status_failure(503), rules).decision, Decision::give_up);
  EXPECT_EQ(plan(status_failure(429, Millis{60'000}), rules).decision, Decision::give_up);
  EXPECT_EQ(plan({ErrorCode::timeout, 0, true, {}}, rules).decision, Decision::retry);
}

TEST(PlanRetry, StopsWhenTheRetriesAreUsedUp) {
  RetryRules rules;
  rules.retries_max = 2;
  const AttemptFailure failure = status_failure(500);
  EXPECT_EQ(plan(failure, rules, Method::get, 0).decision, Decision::retry);
  EXPECT_EQ(plan(failure, rules, Method::get, 1).decision, Decision::retry);
  EXPECT_EQ(plan(failure, rules, Method::get, 2).decision, Decision::give_up);
  rules.retries_max = 0;
  EXPECT_EQ(plan(failure, rules, Method::get, 0).decision, Decision::give_up);
}

TEST(PlanRetry, RepeatsEveryMethodByDefault) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(plan({ErrorCode::timeout, 0, true, {}}, {}, method).decision, Decision::retry);
  }
}

TEST(PlanRetry, RepeatsANonIdempotentCallOnlyWhenItDidNotHappen) {
  RetryRules rules;
  rules.is_idempotent = false;
  const auto decide = [&rules](const AttemptFailure& failure, Method method) {
    return plan(failure, rules, method).decision;
  };
  const AttemptFailure sent{ErrorCode::timeout, 0, true, {}};
  const AttemptFailure not_sent{ErrorCode::connection_failed, 0, false, {}};
  for (const Method method : {Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(decide(sent, method), Decision::give_up);
    EXPECT_EQ(decide(not_sent, method), Decision::retry);
    EXPECT_EQ(decide(status_failure(503), method), Decision::give_up);
    EXPECT_EQ(decide(status_failure(429), method), Decision::give_up);
    EXPECT_EQ(decide(status_failure(500, Millis{1000}), method), Decision::give_up);
    EXPECT_EQ(decide(status_failure(500, Millis{60'000}), method), Decision::give_up);
    EXPECT_EQ(decide(status_failure(503, Millis{1000}), method), Decision::retry);
    EXPECT_EQ(decide(status_failure(429, Millis{0}), method), Decision::retry);
    EXPECT_EQ(decide(status_failure(429, Millis{60'000}), method), Decision::come_back);
  }
  EXPECT_EQ(decide(sent, Method::get), Decision::retry);
  EXPECT_EQ(decide(sent, Method::head), Decision::retry);
}

TEST(PlanRetry, RetryAfterReplacesTheBackoffWithUpToAQuarterMore) {
  Millis shortest{1'000'000};
  Millis longest{0};
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const RetryPlan planned = plan(status_failure(503, Millis{8000}), {}, Method::get, 0, seed);
    ASSERT_EQ(planned.decision, Decision::retry);
    shortest = std::min(shortest, planned.wait);
    longest = std::max(longest, planned.wait);
  }
  EXPECT_GE(shortest, Millis{8000});
  EXPECT_LT(shortest, Millis{8050});
  EXPECT_LE(longest, Millis{10'000});
  EXPECT_GT(longest, Millis{9950});
}

TEST(PlanRetry, RetryAfterInThePastMeansNow) {
  EXPECT_EQ(plan(status_failure(503, Millis{0})).wait, Millis{0});
  EXPECT_EQ(plan(status_failure(503, Millis{-5000})).wait, Millis{0});
}

TEST(PlanRetry, ALongRetryAfterEndsTheCallEvenWithoutRetriesLeft) {
  EXPECT_EQ(plan(status_failure(503, Millis{30'000})).decision, Decision::retry);
  const RetryPlan planned = plan(status_failure(503, Millis{30'001}));
  EXPECT_EQ(planned.decision, Decision::come_back);
  EXPECT_EQ(planned.wait, Millis{30'001});
  EXPECT_EQ(plan(status_failure(429, Millis{31'000}), {}, Method::get, 3).decision,
            Decision::come_back);
  EXPECT_EQ(plan(status_failure(404, Millis{31'000})).decision, Decision::give_up);
}

TEST(PlanRetry, IgnoresARetryAfterThatCameWithoutAStatus) {
  const RetryPlan planned = plan({ErrorCode::truncated, 200, true, Millis{60'000}});
  EXPECT_EQ(planned.decision, Decision::retry);
  EXPECT_LE(planned.wait, Millis{500});
}

TEST(DrawBackoff, IsUniformUpToADoublingBoundThatEndsAt20Seconds) {
  constexpr std::array<std::int64_t, 9> bounds{500,    1000,   2000,   4000,  8000,
                                               16'000, 20'000, 20'000, 20'000};
  base::Random random(3);
  for (std::size_t retry = 0; retry < bounds.size(); ++retry) {
    std::int64_t sum = 0;
    std::int64_t longest = 0;
    for (int i = 0; i < 2000; ++i) {
      const Millis wait = draw_backoff(static_cast<std::int32_t>(retry), random);
      ASSERT_GE(wait.count(), 0);
      ASSERT_LE(wait.count(), bounds[retry]);
      sum += wait.count();
      longest = std::max(longest, wait.count());
    }
    EXPECT_NEAR(static_cast<double>(sum) / 2000, static_cast<double>(bounds[retry]) / 2,
                static_cast<double>(bounds[retry]) / 20);
    EXPECT_GT(longest, bounds[retry] * 98 / 100);
  }
}

TEST(DrawBackoff, TakesAnyRetryNumber) {
  base::Random random(3);
  EXPECT_LE(draw_backoff(1'000'000, random), limits::backoff_max);
  EXPECT_LE(draw_backoff(-1, random), limits::backoff_base);
}

TEST(LargestBackoffs, AddsUpTheBounds) {
  EXPECT_EQ(largest_backoffs(0), Millis{0});
  EXPECT_EQ(largest_backoffs(3), Millis{3500});
  EXPECT_EQ(largest_backoffs(10), Millis{31'500 + 4 * 20'000});
}

}  // namespace
}  // namespace fieldcall::policy
