#include "engine/traffic_policy.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/url.hpp"

namespace fieldcall {
namespace {

constexpr Millis rate_period_min{1};

Error refuse(std::string message, std::string fix) {
  return {.code = "invalid_traffic_policy",
          .message = std::move(message),
          .fix = std::move(fix),
          .offset = 0};
}

// `where` is "" or " for https://api.example.com".
Result<Done> check_limits(const OriginLimits& limits, const std::string& where) {
  if (limits.concurrency == 0) {
    return refuse("The concurrency" + where + " is 0: nothing could be sent.", "Write 1 or more.");
  }
  if (limits.rate != 0 && limits.burst == 0) {
    return refuse("The burst" + where + " is 0: nothing could be sent.", "Write 1 or more.");
  }
  if (limits.rate_period < rate_period_min || limits.rate_period > limits::rate_period_max) {
    return refuse("The rate_period" + where + " is out of range.",
                  "Write 1 ms to 24 hours; for a number a day there is quota.");
  }
  return Done{};
}

OriginLimits in_range(OriginLimits limits) {
  limits.concurrency = std::max(limits.concurrency, 1U);
  limits.burst = std::max(limits.burst, 1U);
  limits.rate_period = std::clamp(limits.rate_period, rate_period_min, limits::rate_period_max);
  return limits;
}

}  // namespace

Result<Done> check_traffic_policy(const TrafficPolicy& policy) {
  if (policy.tenant_concurrency == 0 || policy.process_concurrency == 0) {
    return refuse("A concurrency of 0 lets nothing be sent.", "Write 1 or more.");
  }
  if (auto checked = check_limits(policy.any_origin, ""); !checked) return checked;
  std::map<std::string, std::string> seen;
  for (const auto& [key, limits] : policy.origins) {
    auto origin = http::parse_origin(key);
    if (!origin) {
      return refuse(
          "\"" + key + "\" is no origin: " + origin.error().message,
          "Write it like \"https://api.example.com\" or \"https://api.example.com:8443\".");
    }
    const auto [other, is_new] = seen.emplace(*std::move(origin), key);
    if (!is_new) {
      return refuse("\"" + other->second + "\" and \"" + key + "\" are the same origin.",
                    "Write only one of them.");
    }
    if (auto checked = check_limits(limits, " for " + key); !checked) return checked;
  }
  return Done{};
}

namespace engine {

TrafficPolicy normalised(const TrafficPolicy& policy) {
  TrafficPolicy normal = policy;
  normal.any_origin = in_range(policy.any_origin);
  normal.tenant_concurrency = std::max(policy.tenant_concurrency, 1U);
  normal.process_concurrency = std::max(policy.process_concurrency, 1U);
  normal.origins.clear();
  for (const auto& [key, limits] : policy.origins) {
    if (auto origin = http::parse_origin(key)) {
      normal.origins.emplace(*std::move(origin), in_range(limits));
    }
  }
  return normal;
}

}  // namespace engine
}  // namespace fieldcall
