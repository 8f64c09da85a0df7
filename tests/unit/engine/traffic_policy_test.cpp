#include "engine/traffic_policy.hpp"

#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"

namespace fieldcall {
namespace {

using namespace std::chrono_literals;

std::string refusal(const TrafficPolicy& policy) {
  const auto checked = check_traffic_policy(policy);
  if (checked) return {};
  EXPECT_EQ(checked.error().code, "invalid_traffic_policy");
  EXPECT_FALSE(checked.error().fix.empty());
  return checked.error().message;
}

TEST(TrafficPolicyCheck, AcceptsTheDefaultsAndTheExtremes) {
  EXPECT_EQ(refusal({}), "");
  TrafficPolicy policy;
  policy.any_origin = {.rate = UINT32_MAX,
                       .rate_period = limits::rate_period_max,
                       .burst = UINT32_MAX,
                       .concurrency = 1,
                       .quota = UINT32_MAX};
  policy.origins["https://api.example.com"] = {.rate = 1, .rate_period = 1ms};
  policy.origins["https://api.example.com:8443"] = {};
  policy.tenant_queue_max = 0;
  policy.process_queue_max = 0;
  EXPECT_EQ(refusal(policy), "");
}

TEST(TrafficPolicyCheck, NamesWhatIsNoOrigin) {
  TrafficPolicy policy;
  policy.origins["api.example.com"] = {};
  EXPECT_NE(refusal(policy).find("\"api.example.com\" is no origin"), std::string::npos);
  policy.origins = {{"https://api.example.com/v1", {}}};
  EXPECT_NE(refusal(policy).find("/v1"), std::string::npos);
}

TEST(TrafficPolicyCheck, RefusesOneOriginInTwoSpellings) {
  TrafficPolicy policy;
  policy.origins["https://api.example.com"] = {};
  policy.origins["https://API.example.com:443"] = {};
  EXPECT_EQ(refusal(policy),
            "\"https://API.example.com:443\" and \"https://api.example.com\" are the same origin.");
}

TEST(TrafficPolicyCheck, RefusesNumbersThatLetNothingThrough) {
  TrafficPolicy policy;
  policy.tenant_concurrency = 0;
  EXPECT_NE(refusal(policy), "");
  policy = {};
  policy.process_concurrency = 0;
  EXPECT_NE(refusal(policy), "");
  policy = {};
  policy.any_origin.concurrency = 0;
  EXPECT_NE(refusal(policy), "");
  policy = {};
  policy.origins["https://api.example.com"] = {.concurrency = 0};
  EXPECT_NE(refusal(policy).find("for https://api.example.com"), std::string::npos);
  policy = {};
  policy.any_origin = {.rate = 1, .burst = 0};
  EXPECT_NE(refusal(policy), "");
}

TEST(TrafficPolicyCheck, RefusesPeriodsThatCannotBeComputed) {
  for (const Millis period : {0ms, -1ms, limits::rate_period_max + 1ms}) {
    TrafficPolicy policy;
    policy.any_origin = {.rate = 1, .rate_period = period};
    EXPECT_NE(refusal(policy), "") << period.count();
  }
}

TEST(TrafficPolicyNormal, SpellsOriginsInOneWay) {
  TrafficPolicy policy;
  policy.origins["https://API.example.com"].quota = 7;
  policy.origins["http://other.example.com:8080"].quota = 8;
  policy.origins["nonsense"].quota = 9;
  const TrafficPolicy normal = engine::normalised(policy);
  ASSERT_EQ(normal.origins.size(), 2U);
  EXPECT_EQ(normal.origins.find("https://api.example.com:443")->second.quota, 7U);
  EXPECT_EQ(normal.origins.find("http://other.example.com:8080")->second.quota, 8U);
}

TEST(TrafficPolicyNormal, TakesTheNearestNumberThatWorks) {
  TrafficPolicy policy;
  policy.any_origin = {.rate = 5, .rate_period = -1ms, .burst = 0, .concurrency = 0};
  policy.origins["https://api.example.com"] = {.rate = 5, .rate_period = Millis::max()};
  policy.tenant_concurrency = 0;
  policy.process_concurrency = 0;
  const TrafficPolicy normal = engine::normalised(policy);
  EXPECT_EQ(normal.any_origin.rate_period, 1ms);
  EXPECT_EQ(normal.any_origin.burst, 1U);
  EXPECT_EQ(normal.any_origin.concurrency, 1U);
  EXPECT_EQ(normal.origins.begin()->second.rate_period, limits::rate_period_max);
  EXPECT_EQ(normal.tenant_concurrency, 1U);
  EXPECT_EQ(normal.process_concurrency, 1U);
}

}  // namespace
}  // namespace fieldcall
