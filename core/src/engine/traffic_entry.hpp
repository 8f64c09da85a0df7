// What is remembered about one tenant at one origin, and about one tenant as a whole.
//
// A private part of Traffic. Entries and tenants never move: indexes point at them.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/call_queue.hpp"
#include "engine/index_slot.hpp"
#include "fieldcall/time.hpp"
#include "fieldcall/traffic.hpp"
#include "policy/breaker.hpp"
#include "policy/quota.hpp"
#include "policy/rate_limit.hpp"
#include "policy/retry_budget.hpp"

namespace fieldcall::engine {

struct TrafficTenant;

// Which of a tenant's origins goes first: the best class that waits there, then the fewest requests
// on the wire, then who became ready first.
struct OriginRank {
  std::uint32_t priority = 0;
  std::uint32_t in_flight = 0;
  std::uint64_t ready_at = 0;
  auto operator<=>(const OriginRank&) const = default;
};

// Which tenant goes first: the fewest requests on the wire, then who became ready first.
struct TenantRank {
  std::uint32_t in_flight = 0;
  std::uint64_t ready_at = 0;
  auto operator<=>(const TenantRank&) const = default;
};

struct TrafficEntry {
  TrafficEntry(TrafficTenant& of, std::string_view at, const OriginLimits& under);

  [[nodiscard]] bool has_free_slot() const { return in_flight < limits.concurrency; }

  // With no calls left: from then on there is nothing to lose but the retry budget.
  [[nodiscard]] Instant remembers_until(Instant now) const;

  TrafficTenant& tenant;
  std::string_view origin;     // the key of this entry
  const OriginLimits& limits;  // of the policy, which outlives it
  policy::RetryBudget budget;
  policy::Breaker breaker;
  policy::RateLimit rate;
  policy::Quota quota;
  CallQueue queue;
  std::uint32_t in_flight = 0;
  std::uint32_t calls = 0;  // known, whatever they do
  // ready = something waits, and neither the origin's slots nor its rate hold it back
  IndexSlot<OriginRank, TrafficEntry> by_rank{*this};     // in the tenant's index, if ready
  IndexSlot<std::uint64_t, TrafficEntry> by_age{*this};   // likewise, by its oldest waiting call
  IndexSlot<TimedRank, TrafficEntry> rate_timer{*this};   // waits for nothing but its rate
  IndexSlot<TimedRank, TrafficEntry> idle{*this};         // no calls: may be forgotten
  IndexSlot<std::uint64_t, TrafficEntry> refused{*this};  // waiting calls may have to be refused
};

struct TrafficTenant {
  explicit TrafficTenant(std::string_view is) : name(is) {}

  // The longest waiting call every fourth time, as in CallQueue, so that no origin starves another.
  [[nodiscard]] bool is_turn_of_oldest() const {
    return turns % turns_per_oldest == turns_per_oldest - 1;
  }

  std::string_view name;  // the key of this tenant
  IndexSlot<OriginRank, TrafficEntry>::Index ready_by_rank;
  IndexSlot<std::uint64_t, TrafficEntry>::Index ready_by_age;
  std::map<std::string, TrafficEntry, std::less<>> origins;  // after the indexes they stand in
  std::uint32_t in_flight = 0;
  std::uint32_t queued = 0;
  std::uint32_t turns = 0;
  IndexSlot<TenantRank, TrafficTenant> ready{*this};  // an entry is ready and a slot is free
};

}  // namespace fieldcall::engine
