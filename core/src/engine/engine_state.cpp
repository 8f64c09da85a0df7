#include "engine/engine_state.hpp"

#include <algorithm>
#include <utility>

#include "base/secret.hpp"
#include "engine/admission.hpp"
#include "fieldcall/check.hpp"

namespace fieldcall {
namespace {

// Finished calls kept for their memory.
constexpr std::size_t spare_calls_max = 64;

// 0 as seed is what a host that never set one has: fetches are told apart by their sequence.
constexpr std::uint64_t fetch_seed_salt = 0x746f'6b65'6e00'0001U;

}  // namespace

Engine::State::State(EngineOptions options)
    : cache(options.cache.memory_bytes_max), traffic(std::move(options.traffic)) {
  environment.egress = std::make_shared<const EgressPolicy>(options.egress);
  environment.settings = call::request_settings(std::move(options.egress), options.user_agent,
                                                options.omit_idempotency_key);
  environment.stall_timeout = options.stall_timeout;
  environment.cache_secret = options.cache.key;
  environment.has_store =
      options.cache.has_store && !base::SecretAccess::reveal(options.cache.key).empty();
  environment.can_read_secrets = options.can_read_secrets;
  environment.observe = options.observe;
  environment.services = this;
}

void Engine::State::advance(Instant at) {
  clock.show(at);
  now = clock.now();
}

// With no call under way nothing is measured by a clock that was ahead, but what is remembered of
// APIs and of storms: that begins anew. Kept answers from the future are misses.
void Engine::State::correct_clock(Instant at) {
  if (clock.ahead() == Millis{0} || !calls.empty() || lost) return;
  traffic.forget_all();
  runs.forget_all();
  clock.trust(at);
}

void Engine::State::work_off() {
  clean_up_lost();
  for (;;) {
    if (!notices.empty()) {
      // One that fails for want of memory comes again, and finds its call gone.
      std::visit([this](auto& concrete) { carry_out(concrete); }, notices.front());
      notices.pop_front();
    } else if (!timers.empty() && timers.begin()->first <= now) {
      fire_timer();  // before turns: a call whose time is over must not get one
    } else if (const auto turn = traffic.next(now)) {
      give_turn(*turn);
    } else {
      break;
    }
  }
  if (environment.observe) tell_traffic_events();
}

void Engine::State::carry_out(Shared& notice) {
  if (call::Call* call = begin_work(notice.call, call::State::sharing)) {
    call->share(std::move(notice.end), now);
    settle(notice.call);
  }
}

// Whoever should have taken the request over may have ended meanwhile: the next one leads then, and
// sends its own. So does the heir if the giver got no memory for the rest of its end: its host has
// aborted the request.
void Engine::State::carry_out(TakeOver& notice) {
  if (owner_of(notice.handover.attempt) == notice.call) {
    if (call::Call* call = begin_work(notice.call, call::State::sharing)) {
      call->take_over(std::move(notice.handover), now);
      settle(notice.call);
      return;
    }
  }
  environment.actions.emplace_back(AbortRequest{.attempt = notice.handover.attempt});
  notices.emplace_back(GoOn{notice.call});
  wire_owners.erase(notice.handover.attempt.call);
  traffic.release(notice.call, now);
  traffic.finished(notice.call, engine::Traffic::Result::nothing, now);
}

void Engine::State::carry_out(GoOn& notice) {
  if (call::Call* call = begin_work(notice.call, call::State::sharing)) {
    call->go_on_alone(now);
    settle(notice.call);
  }
}

void Engine::State::carry_out(Supersede& notice) {
  if (call::Call* call = begin_work(notice.call)) {
    call->supersede(now);
    settle(notice.call);
  }
}

void Engine::State::carry_out(TokenOver& notice) {
  if (call::Call* call = begin_work(notice.call, call::State::waiting_token)) {
    call->token_over(std::move(notice.token), std::move(notice.failure), now);
    settle(notice.call);
  }
}

void Engine::State::carry_out(FetchToken& notice) {
  const CallId id{++calls_started};
  CallInputs inputs = notice.inputs;
  inputs.seed ^= fetch_seed_salt;
  inputs.call_id.clear();
  tokens.fetching(notice.key, id);
  call::Call& call = *add_call(id).call;
  ++token_fetches;
  working_on = id;
  call.start({.id = id, .now = now, .refusal = {}, .is_token_fetch = true}, notice.field,
             std::move(inputs));
  settle(id);
}

void Engine::State::give_turn(const engine::Traffic::Turn& turn) {
  call::Call* call = begin_work(turn.call, call::State::queued);
  FIELDCALL_CHECK(call != nullptr);
  call->turn_over(engine::admission_of(turn.verdict, {}, turn.not_before, now), now);
  settle(turn.call);
}

void Engine::State::fire_timer() {
  const CallId id = timers.begin()->second;
  begin_work(id)->elapse(now);
  settle(id);
}

void Engine::State::tell_traffic_events() {
  for (engine::TrafficEvent& event : traffic.take_events()) {
    Observation observation;
    observation.kind = event.kind;
    observation.at = now;
    observation.call = static_cast<std::uint64_t>(event.call);
    observation.tenant = std::move(event.tenant);
    observation.origin = std::move(event.origin);
    observation.wait = event.wait;
    environment.actions.emplace_back(std::move(observation));
  }
}

call::Call* Engine::State::begin_work(CallId id, std::optional<call::State> state) {
  const auto found = calls.find(id);
  if (found == calls.end()) return nullptr;
  if (state && found->second.call->state() != *state) return nullptr;
  working_on = id;
  return found->second.call.get();
}

Engine::State::Active& Engine::State::add_call(CallId id) {
  if (spare_calls.empty()) spare_calls.push_back(std::make_unique<call::Call>(environment));
  Active& active = calls[id];
  active.call = std::move(spare_calls.back());
  spare_calls.pop_back();
  return active;
}

void Engine::State::settle(CallId id) {
  const auto found = calls.find(id);
  Active& active = found->second;
  const std::optional<Instant> due = active.call->due();
  if (due != active.armed_at) {
    disarm(id, active);
    if (due) timers.emplace(*due, id);
    active.armed_at = due;
  }
  if (active.call->is_finished()) {
    if (active.call->is_token_fetch()) --token_fetches;
    std::unique_ptr<call::Call> call = std::move(active.call);
    calls.erase(found);
    working_on.reset();
    return put_aside(std::move(call));
  }
  working_on.reset();
}

void Engine::State::disarm(CallId id, Active& active) {
  if (active.armed_at) timers.erase({*active.armed_at, id});
  active.armed_at.reset();
}

void Engine::State::put_aside(std::unique_ptr<call::Call> call) {
  if (spare_calls.size() >= spare_calls_max) return;
  call->release();
  spare_calls.push_back(std::move(call));
}

// The same as for a call that was cancelled, but for its outcome, which the host has given.
void Engine::State::clean_up_lost() {
  if (!lost) return;
  const call::Call& call = *lost;
  tokens.stop_waiting(call.id());
  traffic.leave_room(call.id());
  leave_flight(call);
  traffic.leave_queue(call.id());
  // A request that it took over or sent for a token the host does not know as this call's.
  if (is_in_flight(call.state()) && (call.is_token_fetch() || call.wire().call != call.id())) {
    environment.actions.emplace_back(AbortRequest{call.wire()});
  }
  wire_owners.erase(call.wire().call);
  traffic.release(call.id(), now);
  traffic.finished(call.id(), engine::Traffic::Result::nothing, now);
  if (call.is_token_fetch()) {
    engine::FetchedToken none;
    none.failure.emplace().code = ErrorCode::out_of_memory;
    token_fetched(call.id(), std::move(none));
  }
  lost.reset();
}

CallId Engine::State::owner_of(const AttemptId& attempt) const {
  const auto found = wire_owners.find(attempt.call);
  return found == wire_owners.end() ? attempt.call : found->second;
}

}  // namespace fieldcall
