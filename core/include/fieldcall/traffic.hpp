// How much may go out, how often, and when an API is left alone: what the host decides about
// requests beyond their destination. The defaults are what a multi-tenant server wants.
//
// Every limit is counted for one tenant and one origin, so that no tenant can use up another's
// share; two more bound a tenant as a whole and the process.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "fieldcall/limits.hpp"
#include "fieldcall/result.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall {

// For one tenant and one origin.
struct OriginLimits {
  // Requests (retries and redirects too) per rate_period, spread evenly (GCRA); 0 = no limit.
  std::uint32_t rate = 0;
  Millis rate_period{1000};  // 1 ms to limits::rate_period_max
  std::uint32_t burst = 1;   // requests that may go out at once after a pause
  // Requests on the wire at the same time.
  std::uint32_t concurrency = limits::origin_concurrency_default;
  // Calls per UTC day that send something; 0 = no limit. For paid lookups.
  std::uint32_t quota = 0;
  bool retry_budget = true;
  bool circuit_breaker = true;
  // Slow down for 429 and RateLimit fields. Never makes anything faster than `rate`.
  bool learn_rate = true;

  bool operator==(const OriginLimits&) const = default;
};

struct TrafficPolicy {
  OriginLimits any_origin;
  // For some origins instead: "https://api.example.com" or "https://api.example.com:8443".
  std::map<std::string, OriginLimits, std::less<>> origins;
  // Requests on the wire at the same time.
  std::uint32_t tenant_concurrency = limits::tenant_concurrency_default;
  std::uint32_t process_concurrency = limits::process_concurrency_default;
  // Calls that wait for a turn, an equal call's answer or a token; one more ends as queue_full.
  std::uint32_t tenant_queue_max = limits::tenant_queue_default;
  std::uint32_t process_queue_max = limits::process_queue_default;
};

// What an engine would have to leave out (keys that are no origin, or the same one twice) or to
// change (a concurrency or burst of 0, a period out of range). Error code:
// "invalid_traffic_policy"; the message names the first place. For hosts that read their policy
// from somewhere.
Result<Done> check_traffic_policy(const TrafficPolicy& policy);

}  // namespace fieldcall
