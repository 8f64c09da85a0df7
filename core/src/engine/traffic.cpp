#include "engine/traffic.hpp"

#include <algorithm>
#include <utility>

#include "engine/traffic_policy.hpp"
#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "policy/rate_advice.hpp"

namespace fieldcall::engine {
namespace {

std::uint8_t priority_of(Trigger trigger) {
  switch (trigger) {
    case Trigger::manual:
      return 0;
    case Trigger::on_create:
      return 1;
    case Trigger::on_update:
      return 2;
    case Trigger::scheduled:
      return 3;
  }
  FIELDCALL_CHECK(false);
}

}  // namespace

Traffic::Traffic(TrafficPolicy policy) : policy_(normalised(policy)) {}

Traffic::~Traffic() = default;

// ---- what the engine tells and asks ----

Traffic::Answer Traffic::ask(const Requester& requester, Instant now) {
  advance(now);
  TrafficCall& call = known_call(requester);
  FIELDCALL_CHECK(!call.is_in_flight && !call.is_finished);
  TrafficEntry& entry = *call.entry;
  if (!call.is_queued) {
    if (const auto refused = refusal(call)) return *refused;
  }
  const std::string_view reason = obstacle(entry);
  if (reason.empty()) {
    send(call);
    return {.verdict = Verdict::go};
  }
  if (!call.is_queued) {
    if (!has_room(requester.tenant)) return {.verdict = Verdict::queue_full};
    enqueue(call);
  }
  Answer answer{.verdict = Verdict::wait, .reason = reason};
  if (reason == "rate") answer.not_before = entry.rate.not_before(now_);
  return answer;
}

void Traffic::redirected(CallId id, Instant now) {
  advance(now);
  TrafficCall* call = find(id);
  if (call == nullptr || !call->is_in_flight) return;
  const Instant not_before_was = call->entry->rate.learned_not_before(now_);
  call->ticket = call->entry->rate.take(now_);
  refresh(*call->entry);
  rate_changed(*call, not_before_was);
}

bool Traffic::enter_room(CallId call, std::string_view tenant) {
  if (!has_room(tenant)) return false;
  room_.enter(call, tenant);
  return true;
}

bool Traffic::has_room(std::string_view tenant) const {
  return queued_ + room_.size() < policy_.process_queue_max &&
         tenant_queued(tenant) + room_.size_of(tenant) < policy_.tenant_queue_max;
}

void Traffic::leave_queue(CallId id) {
  TrafficCall* call = find(id);
  if (call != nullptr && call->is_queued) dequeue(*call);
}

void Traffic::release(CallId id, Instant now) {
  advance(now);
  TrafficCall* call = find(id);
  if (call == nullptr || !call->is_in_flight) return;
  TrafficEntry& entry = *call->entry;
  call->is_in_flight = false;
  --entry.in_flight;
  --entry.tenant.in_flight;
  --in_flight_;
  refresh(entry);
  if (call->is_finished) forget(*call);
}

std::optional<Traffic::Turn> Traffic::next(Instant now) {
  advance(now);
  if (TrafficCall* call = next_to_refuse()) {
    dequeue(*call);
    return turn_of(*call);
  }
  if (in_flight_ >= policy_.process_concurrency || ready_.empty()) return std::nullopt;
  TrafficTenant& tenant = *ready_.begin()->second;
  TrafficCall* call = tenant.is_turn_of_oldest()
                          ? tenant.ready_by_age.begin()->second->queue.oldest()
                          : tenant.ready_by_rank.begin()->second->queue.next();
  dequeue(*call);
  return turn_of(*call);
}

std::optional<Instant> Traffic::due() const {
  if (!refused_.empty()) return now_;
  if (in_flight_ >= policy_.process_concurrency) return std::nullopt;
  if (!ready_.empty()) return now_;
  if (rate_timers_.empty()) return std::nullopt;
  return rate_timers_.begin()->first.at;
}

bool Traffic::take_retry(CallId id, bool after_timeout) {
  TrafficCall* call = find(id);
  if (call == nullptr || !call->entry->limits.retry_budget) return true;
  const std::int32_t cost = policy::cost_of_retry(after_timeout);
  if (!call->entry->budget.take(cost)) return false;
  call->retry_cost = cost;
  call->is_retry_planned = true;
  return true;
}

void Traffic::finished(CallId id, Result result, Instant now) {
  advance(now);
  TrafficCall* call = find(id);
  if (call == nullptr || call->is_finished) return;
  if (call->is_queued) dequeue(*call);
  call->is_finished = true;
  if (call->ticket == 0) result = Result::nothing;  // it never sent anything
  TrafficEntry& entry = *call->entry;
  if (call->is_retry_planned) {
    entry.budget.give_back(call->retry_cost);
  } else if (result == Result::success) {
    entry.budget.give_back(std::max(call->retry_cost, 1));
  }
  const policy::BreakerState before = entry.breaker.state();
  entry.breaker.finished(call->pass, result, now_);
  if (entry.breaker.state() == policy::BreakerState::open && !entry.queue.empty()) {
    entry.refused.put(refused_, ++sequence_);
  }
  note_breaker(*call, before);
  if (!call->is_in_flight) forget(*call);
}

void Traffic::learn(CallId id, const HttpResponse& response, Instant now) {
  advance(now);
  TrafficCall* call = find(id);
  if (call == nullptr || !call->entry->limits.learn_rate || call->ticket == 0) return;
  TrafficEntry& entry = *call->entry;
  const Instant not_before_was = entry.rate.learned_not_before(now_);
  entry.rate.learn(policy::read_rate_advice(response, now_), call->ticket, now_);
  refresh(entry);
  rate_changed(*call, not_before_was);
}

// The giver is as one that sent nothing, the heir as one that asked for itself: also a probe of the
// breaker goes over.
void Traffic::hand_over(CallId from, CallId to) {
  TrafficCall* giver = find(from);
  if (giver == nullptr || !giver->is_in_flight || find(to) != nullptr) return;
  TrafficCall& heir = calls_.try_emplace(to).first->second;
  heir.take_over(*giver);
  heir.id = to;
  ++giver->entry->calls;
  giver->is_in_flight = false;
  giver->ticket = 0;
  giver->pass = {};
}

std::vector<TrafficEvent> Traffic::take_events() {
  return std::exchange(events_, {});
}

// ---- calls and entries ----

void Traffic::advance(Instant now) {
  now_ = std::max(now_, now);
  while (!rate_timers_.empty() && rate_timers_.begin()->first.at <= now_) {
    refresh(*rate_timers_.begin()->second);
  }
}

TrafficCall* Traffic::find(CallId id) {
  const auto found = calls_.find(id);
  return found == calls_.end() ? nullptr : &found->second;
}

TrafficCall& Traffic::known_call(const Requester& requester) {
  if (TrafficCall* call = find(requester.call)) {
    if (!call->is_queued) call->send_until = requester.send_until;
    return *call;
  }
  TrafficEntry& entry = entry_of(requester.tenant, requester.origin);
  TrafficCall& call = calls_.try_emplace(requester.call).first->second;
  call.id = requester.call;
  call.entry = &entry;
  call.priority = priority_of(requester.trigger);
  call.send_until = requester.send_until;
  ++entry.calls;
  entry.idle.take_out();
  return call;
}

void Traffic::forget(TrafficCall& call) {
  TrafficEntry& entry = *call.entry;
  calls_.erase(call.id);
  if (--entry.calls == 0) entry.idle.put(idle_, {entry.remembers_until(now_), ++sequence_});
}

void Traffic::forget_all() {
  FIELDCALL_CHECK(calls_.empty());
  tenants_.clear();
  entries_ = 0;
  now_ = Instant::min();
}

TrafficEntry& Traffic::entry_of(std::string_view tenant_name, std::string_view origin) {
  if (const auto tenant = tenants_.find(tenant_name); tenant != tenants_.end()) {
    const auto entry = tenant->second.origins.find(origin);
    if (entry != tenant->second.origins.end()) return entry->second;
  }
  while (entries_ >= limits::traffic_entries_max && !idle_.empty()) forget_one_entry();
  const auto tenant = tenants_.try_emplace(std::string(tenant_name), tenant_name).first;
  tenant->second.name = tenant->first;
  const auto own = policy_.origins.find(origin);
  const OriginLimits& limits = own == policy_.origins.end() ? policy_.any_origin : own->second;
  auto& origins = tenant->second.origins;
  const auto entry = origins.try_emplace(std::string(origin), tenant->second, origin, limits).first;
  entry->second.origin = entry->first;
  entry->second.idle.put(idle_, {now_, ++sequence_});
  ++entries_;
  return entry->second;
}

void Traffic::forget_one_entry() {
  TrafficEntry& entry = *idle_.begin()->second;
  TrafficTenant& tenant = entry.tenant;
  tenant.origins.erase(tenant.origins.find(entry.origin));
  --entries_;
  if (tenant.origins.empty()) tenants_.erase(tenants_.find(tenant.name));
}

// ---- who may send ----

std::optional<Traffic::Answer> Traffic::refusal(TrafficCall& call) {
  TrafficEntry& entry = *call.entry;
  if (!call.is_counted && entry.quota.is_exhausted(entry.limits.quota, now_)) {
    return Answer{.verdict = Verdict::quota_exhausted, .not_before = entry.quota.next_day(now_)};
  }
  if (waits_in_vain(call)) {
    return Answer{.verdict = Verdict::rate_limited, .not_before = entry.rate.learned_until()};
  }
  if (!entry.limits.circuit_breaker) return std::nullopt;
  const policy::BreakerState before = entry.breaker.state();
  const bool is_admitted = entry.breaker.admit(call.pass, now_);
  note_breaker(call, before);
  if (is_admitted) return std::nullopt;
  Answer answer{.verdict = Verdict::circuit_open};
  if (entry.breaker.state() == policy::BreakerState::open) {
    answer.not_before = entry.breaker.open_until();
  }
  return answer;
}

// The API's own word only: what the host's rate leaves over depends on who else gives up.
bool Traffic::waits_in_vain(const TrafficCall& call) const {
  return call.entry->rate.learned_not_before(now_) > call.send_until;
}

// What a call that asks now waits for; empty = nothing. Whoever is ready goes before it.
std::string_view Traffic::obstacle(const TrafficEntry& entry) const {
  const TrafficTenant& tenant = entry.tenant;
  if (!entry.has_free_slot()) return "origin";
  if (entry.rate.not_before(now_) > now_) return "rate";
  if (tenant.in_flight >= policy_.tenant_concurrency) return "tenant";
  if (in_flight_ >= policy_.process_concurrency || !ready_.empty()) return "process";
  return {};
}

void Traffic::send(TrafficCall& call) {
  TrafficEntry& entry = *call.entry;
  const Instant not_before_was = entry.rate.learned_not_before(now_);
  call.ticket = entry.rate.take(now_);
  if (!call.is_counted) entry.quota.take(now_);
  call.is_counted = true;
  call.is_retry_planned = false;
  call.is_in_flight = true;
  ++entry.in_flight;
  ++entry.tenant.in_flight;
  ++in_flight_;
  // To the back of those that are equally entitled.
  entry.by_rank.take_out();
  entry.tenant.ready.take_out();
  if (!entry.queue.empty() && entry.quota.is_exhausted(entry.limits.quota, now_)) {
    entry.refused.put(refused_, ++sequence_);
  }
  refresh(entry);
  rate_changed(call, not_before_was);
}

void Traffic::enqueue(TrafficCall& call) {
  TrafficEntry& entry = *call.entry;
  entry.queue.push(call, ++sequence_);
  ++entry.tenant.queued;
  ++queued_;
  refresh(entry);
}

void Traffic::dequeue(TrafficCall& call) {
  TrafficEntry& entry = *call.entry;
  entry.queue.remove(call);
  --entry.tenant.queued;
  --queued_;
  refresh(entry);
}

// Waiting calls whose breaker opened, whose quota ran out or whom the API makes wait for too long
// are told at once: they need no slot.
TrafficCall* Traffic::next_to_refuse() {
  while (!refused_.empty()) {
    TrafficEntry& entry = *refused_.begin()->second;
    TrafficCall* call = entry.queue.find_head([&](const TrafficCall& waiting) {
      return (!waiting.is_counted && entry.quota.is_exhausted(entry.limits.quota, now_)) ||
             (entry.limits.circuit_breaker && entry.breaker.refuses(waiting.pass, now_));
    });
    if (call != nullptr) return call;
    TrafficCall* first = entry.queue.first_to_end();
    if (first != nullptr && waits_in_vain(*first)) return first;
    entry.refused.take_out();
  }
  return nullptr;
}

Traffic::Turn Traffic::turn_of(TrafficCall& call) {
  if (const auto refused = refusal(call)) {
    return {.call = call.id, .verdict = refused->verdict, .not_before = refused->not_before};
  }
  ++call.entry->tenant.turns;
  call.entry->queue.took_turn();
  send(call);
  return {.call = call.id, .verdict = Verdict::go};
}

// ---- indexes ----

void Traffic::refresh(TrafficEntry& entry) {
  ++work_;
  const Instant not_before = entry.rate.not_before(now_);
  const bool may_send = !entry.queue.empty() && entry.has_free_slot();
  if (may_send && not_before > now_) {
    if (!entry.rate_timer.is_in() || entry.rate_timer.key().at != not_before) {
      entry.rate_timer.put(rate_timers_, {not_before, ++sequence_});
    }
  } else {
    entry.rate_timer.take_out();
  }
  if (may_send && not_before <= now_) {
    const std::uint64_t ready_at =
        entry.by_rank.is_in() ? entry.by_rank.key().ready_at : ++sequence_;
    entry.by_rank.put(entry.tenant.ready_by_rank,
                      {entry.queue.best()->priority, entry.in_flight, ready_at});
    entry.by_age.put(entry.tenant.ready_by_age, entry.queue.oldest()->queued_at);
  } else {
    entry.by_rank.take_out();
    entry.by_age.take_out();
  }
  if (entry.queue.empty()) entry.refused.take_out();
  refresh(entry.tenant);
}

void Traffic::refresh(TrafficTenant& tenant) {
  if (tenant.ready_by_rank.empty() || tenant.in_flight >= policy_.tenant_concurrency) {
    tenant.ready.take_out();
    return;
  }
  const std::uint64_t ready_at = tenant.ready.is_in() ? tenant.ready.key().ready_at : ++sequence_;
  tenant.ready.put(ready_, {tenant.in_flight, ready_at});
}

}  // namespace fieldcall::engine
