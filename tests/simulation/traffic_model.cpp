#include "simulation/traffic_model.hpp"

#include <algorithm>

#include "simulation/fields.hpp"

namespace fieldcall::simulation {
namespace {

// Of requests whose distances are compared: more than any burst of the world.
constexpr std::size_t sent_kept = 48;
// One request in each such time looks whether a long pause still holds.
constexpr std::chrono::minutes look_after{5};

}  // namespace

TrafficModel::WireName TrafficModel::name_of(const AttemptId& attempt) {
  return {attempt.call, {attempt.number, attempt.hop}};
}

TrafficModel::Entry& TrafficModel::entry_of(const std::string& tenant, const std::string& origin) {
  const auto [place, is_new] = entries_.try_emplace({tenant, origin});
  // How the calls that fetch tokens end is seen by those that wait for them only.
  if (is_new) place->second.is_uncertain = origin == token_origin();
  return place->second;
}

const OriginLimits& TrafficModel::limits_of(const std::string& origin) const {
  const auto own = policy_.origins.find(origin);
  return own == policy_.origins.end() ? policy_.any_origin : own->second;
}

void TrafficModel::sent(const Sending& sending, Instant now) {
  Entry& entry = entry_of(sending.tenant, sending.origin);
  const OriginLimits& limits = limits_of(sending.origin);
  const bool is_hop = sending.attempt.hop > 0;
  if (!passes_.contains(sending.attempt.call) && (is_hop || sending.attempt.number > 1)) {
    expect(took_over(sending.attempt.call, sending.flight), "a call begins with its first attempt");
  }
  const auto [pass, is_first] =
      passes_.try_emplace(sending.attempt.call,
                          Pass{.tenant = sending.tenant, .origin = sending.origin, .breaker = {}});
  check_wire(entry, sending);
  check_rate(entry, limits, is_hop, now);
  if (is_first) count_quota(entry, limits, now);
  if (!is_hop && limits.circuit_breaker && !entry.is_uncertain) {
    expect(entry.breaker.admit(pass->second.breaker, now),
           "nothing is sent while a breaker is open, beyond its probes");
  }
  pass->second.is_retry_planned = false;
  wires_.emplace(name_of(sending.attempt), Wire{sending.tenant, sending.origin});
}

void TrafficModel::check_wire(Entry& entry, const Sending& sending) {
  const OriginLimits& limits = limits_of(sending.origin);
  std::uint32_t& of_tenant = tenants_[sending.tenant];
  expect(++entry.on_wire <= limits.concurrency, "an origin's limit of requests at once");
  expect(++of_tenant <= policy_.tenant_concurrency, "a tenant's limit of requests at once");
  expect(wires_.size() < policy_.process_concurrency, "the process's limit of requests at once");
}

// In the time from any request to this one: the burst and what the rate brings in that time. Hops
// of redirects go out whenever they come up, and count for what follows.
void TrafficModel::check_rate(Entry& entry, const OriginLimits& limits, bool is_hop, Instant now) {
  if (entry.paused_until && is_hop) entry.paused_until.reset();
  if (entry.paused_until) {
    expect(now >= *entry.paused_until, "a pause that the API asked for is kept");
    entry.paused_until.reset();
  }
  if (limits.rate == 0) return;
  entry.sent.push_back(now);
  if (entry.sent.size() > sent_kept) entry.sent.pop_front();
  if (is_hop) return;
  for (std::size_t i = 0; i < entry.sent.size(); ++i) {
    const auto requests = static_cast<std::int64_t>(entry.sent.size() - i);
    const std::int64_t over = requests - static_cast<std::int64_t>(limits.burst);
    expect(over * limits.rate_period.count() <=
               (now - entry.sent[i]).count() * static_cast<std::int64_t>(limits.rate),
           "the rate is kept in every window");
  }
}

void TrafficModel::count_quota(Entry& entry, const OriginLimits& limits, Instant now) {
  const std::int64_t day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  if (day != entry.quota_day) entry.quota_used = 0;
  entry.quota_day = day;
  ++entry.quota_used;
  expect(limits.quota == 0 || entry.quota_used <= limits.quota,
         "no more calls a day than paid for");
}

bool TrafficModel::has_used_up(const std::string& tenant, Instant now) const {
  const std::int64_t day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
  return std::any_of(entries_.begin(), entries_.end(), [&](const auto& known) {
    const auto& [name, entry] = known;
    const std::uint32_t quota = limits_of(name.second).quota;
    return name.first == tenant && quota != 0 && entry.quota_day == day &&
           entry.quota_used >= quota;
  });
}

void TrafficModel::answered(const AttemptId& attempt, std::optional<Millis> pause, Instant now) {
  const auto wire = wires_.find(name_of(attempt));
  if (wire == wires_.end() || !pause) return;
  if (!limits_of(wire->second.origin).learn_rate) return;
  Entry& entry = entry_of(wire->second.tenant, wire->second.origin);
  const Instant until = now + std::min<Millis>(*pause, look_after);
  entry.paused_until = std::max(entry.paused_until.value_or(until), until);
}

void TrafficModel::off_wire(const AttemptId& attempt) {
  const auto wire = wires_.find(name_of(attempt));
  if (wire == wires_.end()) return;
  --entry_of(wire->second.tenant, wire->second.origin).on_wire;
  --tenants_[wire->second.tenant];
  wires_.erase(wire);
}

void TrafficModel::observed(const Observation& observation) {
  const CallId call{observation.call};
  is_told_ = true;
  if (observation.retry_tokens) {
    expect(*observation.retry_tokens >= 0 && *observation.retry_tokens <= 500,
           "a retry budget is within its range");
  }
  if (observation.is_token_fetch) return;
  if (observation.kind == ObservationKind::attempt_finished) {
    timed_out_[call] = observation.error == ErrorCode::timeout;
  } else if (observation.kind == ObservationKind::retry_scheduled) {
    const auto pass = passes_.find(call);
    if (pass == passes_.end()) return;
    Entry& entry = entry_of(pass->second.tenant, pass->second.origin);
    if (!limits_of(pass->second.origin).retry_budget || entry.is_uncertain) return;
    pass->second.retry_cost = timed_out_[call] ? 10 : 5;
    pass->second.is_retry_planned = true;
    entry.tokens -= pass->second.retry_cost;
    expect(entry.tokens >= 0, "no retry without budget");
    expect(observation.retry_tokens == entry.tokens, "a retry takes its cost from the budget");
  } else if (observation.kind == ObservationKind::call_finished) {
    told_tokens_ = observation.retry_tokens;
  }
}

void TrafficModel::left_behind(CallId call, const std::string& flight, bool is_certain) {
  const auto pass = passes_.find(call);
  if (pass == passes_.end()) return;
  Entry& entry = entry_of(pass->second.tenant, pass->second.origin);
  if (!is_certain || left_behind_.contains(flight)) entry.is_uncertain = true;
  left_behind_.insert_or_assign(flight, pass->second);
  passes_.erase(pass);
}

void TrafficModel::forget_all() {
  entries_.clear();
  left_behind_.clear();
}

void TrafficModel::lose_track(const AttemptId& attempt) {
  const auto wire = wires_.find(name_of(attempt));
  if (wire != wires_.end()) entry_of(wire->second.tenant, wire->second.origin).is_uncertain = true;
}

bool TrafficModel::took_over(CallId call, const std::string& flight) {
  if (passes_.contains(call)) return true;
  const auto found = left_behind_.find(flight);
  if (found == left_behind_.end()) return false;
  passes_.insert_or_assign(call, found->second);
  left_behind_.erase(found);
  return true;
}

void TrafficModel::settle_budget(Entry& entry, Pass& pass, Verdict verdict) {
  if (pass.is_retry_planned) {
    entry.tokens += pass.retry_cost;
  } else if (verdict == Verdict::works) {
    entry.tokens += std::max(pass.retry_cost, 1);
  }
  entry.tokens = std::min(entry.tokens, 500);
  if (told_tokens_) expect(*told_tokens_ == entry.tokens, "success fills the budget again");
}

void TrafficModel::ended(CallId call, Verdict verdict, std::optional<ErrorCode> error,
                         Instant now) {
  const auto pass = passes_.find(call);
  timed_out_.erase(call);
  if (pass != passes_.end()) {
    Entry& entry = entry_of(pass->second.tenant, pass->second.origin);
    const OriginLimits& limits = limits_of(pass->second.origin);
    if (!entry.is_uncertain) {
      if (limits.circuit_breaker) {
        entry.breaker.finished(pass->second.breaker, verdict == Verdict::works,
                               verdict == Verdict::fails, now);
      }
      if (limits.retry_budget && is_told_) settle_budget(entry, pass->second, verdict);
      expect(error != ErrorCode::retry_budget_exhausted || !is_told_ || entry.tokens < 10,
             "retries are refused only without budget");
    }
    passes_.erase(pass);
  }
  told_tokens_.reset();
}

}  // namespace fieldcall::simulation
