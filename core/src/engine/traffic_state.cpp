// What can be seen of the traffic: events, gauges, and what an entry still has to remember.
#include <algorithm>
#include <utility>

#include "engine/traffic.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::engine {

TrafficEntry::TrafficEntry(TrafficTenant& of, std::string_view at, const OriginLimits& under)
    : tenant(of),
      origin(at),
      limits(under),
      rate({.requests = under.rate, .period = under.rate_period, .burst = under.burst}) {}

Instant TrafficEntry::remembers_until(Instant now) const {
  Instant until = std::max(now, rate.remembers_until());
  if (limits.quota != 0 && quota.used(now) != 0) until = std::max(until, quota.next_day(now));
  // For a while after it might have been closed again: forgetting closes it.
  if (breaker.state() != policy::BreakerState::closed) {
    until = std::max({until, now, breaker.open_until()}) + limits::breaker_open_max;
  }
  return until;
}

void Traffic::note(TrafficCall& call, ObservationKind kind, std::optional<Millis> wait) {
  if (events_.size() >= events_max) return;
  const TrafficEntry& entry = *call.entry;
  events_.push_back({.kind = kind,
                     .call = call.id,
                     .tenant = std::string(entry.tenant.name),
                     .origin = std::string(entry.origin),
                     .wait = wait});
}

void Traffic::note_breaker(TrafficCall& call, policy::BreakerState before) {
  const policy::Breaker& breaker = call.entry->breaker;
  if (breaker.state() == before) return;
  switch (breaker.state()) {
    case policy::BreakerState::closed:
      note(call, ObservationKind::breaker_closed, {});
      return;
    case policy::BreakerState::open:
      note(call, ObservationKind::breaker_opened, breaker.open_for());
      return;
    case policy::BreakerState::half_open:
      note(call, ObservationKind::breaker_half_opened, {});
      return;
  }
}

void Traffic::rate_changed(TrafficCall& call, Instant not_before_was) {
  TrafficEntry& entry = *call.entry;
  const Instant not_before = entry.rate.learned_not_before(now_);
  if (not_before <= now_ || not_before <= not_before_was) return;
  if (!entry.queue.empty()) entry.refused.put(refused_, ++sequence_);
  note(call, ObservationKind::rate_learned, not_before - now_);
}

std::uint32_t Traffic::tenant_in_flight(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? 0 : found->second.in_flight;
}

std::uint32_t Traffic::tenant_queued(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? 0 : found->second.queued;
}

std::optional<OriginState> Traffic::origin_state(std::string_view tenant_name,
                                                 std::string_view origin) const {
  const auto tenant = tenants_.find(tenant_name);
  if (tenant == tenants_.end()) return std::nullopt;
  const auto entry = tenant->second.origins.find(origin);
  if (entry == tenant->second.origins.end()) return std::nullopt;
  return state_of(entry->second);
}

std::vector<OriginState> Traffic::origin_states() const {
  std::vector<OriginState> states;
  states.reserve(entries_);
  for (const auto& [name, tenant] : tenants_) {
    for (const auto& [origin, entry] : tenant.origins) states.push_back(state_of(entry));
  }
  return states;
}

OriginState Traffic::state_of(const TrafficEntry& entry) const {
  OriginState state{.tenant = entry.tenant.name,
                    .origin = entry.origin,
                    .in_flight = entry.in_flight,
                    .queued = entry.queue.size(),
                    .retry_tokens = entry.budget.tokens(),
                    .breaker = entry.breaker.state(),
                    .probes = entry.breaker.probes(),
                    .quota_used = entry.quota.used(now_),
                    .not_before = {}};
  const Instant not_before = entry.rate.not_before(now_);
  if (not_before > now_) state.not_before = not_before;
  return state;
}

}  // namespace fieldcall::engine
