// What calls ask of their engine: cache, flights, tokens, traffic, and the end.
#include <algorithm>
#include <utility>

#include "engine/admission.hpp"
#include "engine/engine_state.hpp"
#include "fieldcall/check.hpp"

namespace fieldcall {

// ---- cache ----

std::optional<std::string> Engine::State::find_entry(const std::string& key, Instant at) {
  const std::string* entry = cache.find(key, at);
  return entry == nullptr ? std::nullopt : std::optional(*entry);
}

void Engine::State::store_entry(StoreInCache entry, Instant at) {
  cache.store(entry, at);
  if (environment.has_store) environment.actions.emplace_back(std::move(entry));
}

// ---- flights ----

call::FlightRole Engine::State::join(const call::Call& call, const std::string& flight_key) {
  // A person who asks again wants a new answer.
  if (call.inputs().trigger == Trigger::manual) return call::FlightRole::leads;
  if (flights.join(call.id(), flight_key)) return call::FlightRole::leads;
  if (traffic.enter_room(call.id(), call.inputs().tenant)) return call::FlightRole::follows;
  flights.leave(call.id());
  return call::FlightRole::no_room;
}

bool Engine::State::has_followers(const call::Call& call) const {
  return flights.has_followers(call.id());
}

// Whatever of it fails for want of memory leaves the request with its call, as the owner says.
void Engine::State::hand_over(const call::Call& call, call::Handover handover) {
  const CallId heir = flights.followers(call.id()).front();
  CallId& owner = wire_owners.try_emplace(handover.attempt.call, call.id()).first->second;
  notices.emplace_back(TakeOver{.call = heir, .handover = std::move(handover)});
  traffic.hand_over(call.id(), heir);
  owner = heir;
  flights.leave(call.id());
}

void Engine::State::share_end(const call::Call& call, std::shared_ptr<const call::SharedEnd> end) {
  for (const CallId follower : flights.followers(call.id())) {
    notices.emplace_back(Shared{.call = follower, .end = end});
  }
  flights.end(call.id());
}

void Engine::State::leave_flight(const call::Call& call) {
  if (const auto heir = flights.leave(call.id())) notices.emplace_back(GoOn{*heir});
}

// ---- access tokens ----

std::optional<SecretText> Engine::State::access_token(const call::Call& call, Instant at) {
  return tokens.find(call.token_key(), at);
}

bool Engine::State::wait_for_token(const call::Call& call) {
  if (!traffic.enter_room(call.id(), call.inputs().tenant)) return false;
  if (!tokens.is_fetched(call.token_key())) {
    notices.emplace_back(FetchToken{.key = call.token_key(),
                                    .field = Field(call.field().config().token_fetch),
                                    .inputs = call.inputs()});
  }
  tokens.wait(call.token_key(), call.inputs().tenant, call.id());
  return true;
}

void Engine::State::stop_waiting_for_token(const call::Call& call) {
  tokens.stop_waiting(call.id());
}

void Engine::State::drop_token(const call::Call& call, const SecretText& token) {
  tokens.drop(call.token_key(), token);
}

void Engine::State::token_fetched(CallId fetch, engine::FetchedToken result) {
  // The time of whoever asked for it first is not that of the others: they ask again.
  if (result.failure && result.failure->code == ErrorCode::deadline_exceeded) {
    result.failure.reset();
  }
  for (const CallId call : tokens.waiting_for(fetch)) {
    notices.emplace_back(TokenOver{.call = call, .token = result.token, .failure = result.failure});
  }
  tokens.fetched(fetch, {.token = result.token, .valid_until = result.valid_until});
}

// ---- limits ----

void Engine::State::leave_room(const call::Call& call) {
  traffic.leave_room(call.id());
}

call::Admission Engine::State::admit(const call::Call& call, Instant at) {
  const engine::Traffic::Answer answer = traffic.ask({.call = call.id(),
                                                      .tenant = call.inputs().tenant,
                                                      .origin = call.origin(),
                                                      .trigger = call.inputs().trigger,
                                                      .send_until = call.send_until()},
                                                     at);
  return engine::admission_of(answer.verdict, answer.reason, answer.not_before, at);
}

void Engine::State::leave_queue(const call::Call& call) {
  traffic.leave_queue(call.id());
}

void Engine::State::redirected(const call::Call& call, Instant at) {
  if (call.wire().call != call.id()) wire_owners.erase(call.wire().call);
  traffic.redirected(call.id(), at);
}

void Engine::State::off_wire(const call::Call& call, Instant at) {
  if (call.wire().call != call.id()) wire_owners.erase(call.wire().call);
  traffic.release(call.id(), at);
}

bool Engine::State::take_retry(const call::Call& call, bool after_timeout) {
  return traffic.take_retry(call.id(), after_timeout);
}

void Engine::State::learn(const call::Call& call, const HttpResponse& response, Instant at) {
  traffic.learn(call.id(), response, at);
}

void Engine::State::judged(const call::Call& call, call::Verdict verdict, Instant at) {
  using Result = engine::Traffic::Result;
  const Result result = verdict == call::Verdict::works   ? Result::success
                        : verdict == call::Verdict::fails ? Result::failure
                                                          : Result::nothing;
  traffic.finished(call.id(), result, at);
}

std::optional<std::int32_t> Engine::State::retry_tokens(const call::Call& call) const {
  const auto state = traffic.origin_state(call.inputs().tenant, call.origin());
  return state ? std::optional(state->retry_tokens) : std::nullopt;
}

// ---- the end ----

void Engine::State::finished(const call::Call& call, Outcome outcome) {
  const OutcomeStatus status = outcome.status;
  if (environment.observe) {
    Observation observation = call.observation(ObservationKind::call_finished, now);
    observation.outcome = status;
    observation.source = call::source_name(call.source());
    observation.duration = call.duration();
    observation.status = call.http_status();
    observation.retry_tokens = retry_tokens(call);
    if (outcome.error) observation.error = outcome.error->code;
    if (!call.is_token_fetch()) {
      observation.failures_in_a_row =
          runs.count_failures(call.inputs().tenant, call.field().key(), status);
    }
    environment.actions.emplace_back(std::move(observation));
  }
  if (call.is_token_fetch()) {
    engine::FetchedToken fetched = engine::read_fetched_token(outcome, now);
    if (fetched.failure && call.next_retry_at()) {
      fetched.failure->retry_after = *call.next_retry_at() - now;
    }
    return token_fetched(call.id(), std::move(fetched));
  }
  for (const CallId older : runs.finished(call.id(), status)) {
    notices.emplace_back(Supersede{older});
  }
  environment.actions.emplace_back(
      Finished{.call = call.id(), .field_key = call.field().key(), .outcome = std::move(outcome)});
}

}  // namespace fieldcall
