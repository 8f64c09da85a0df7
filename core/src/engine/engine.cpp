#include "fieldcall/engine.hpp"

#include <algorithm>
#include <utility>

#include "call/cache_key.hpp"
#include "engine/engine_state.hpp"

namespace fieldcall {
namespace {

Error unknown_call(CallId call) {
  return {"unknown_call",
          "no call " + std::to_string(static_cast<std::uint64_t>(call)) + " is active", "", 0};
}

Error not_asked(CallId call, std::string_view what) {
  return {"late_event",
          "call " + std::to_string(static_cast<std::uint64_t>(call)) + " waits for no " +
              std::string(what),
          "", 0};
}

Error late_event(const AttemptId& attempt) {
  return {"late_event",
          "attempt " + std::to_string(attempt.number) + " (hop " + std::to_string(attempt.hop) +
              ") of call " + std::to_string(static_cast<std::uint64_t>(attempt.call)) +
              " is not on the wire",
          "", 0};
}

void apply(call::Call& call, ResponseReceived& event, Instant now) {
  call.answer(std::move(event.response), now);
}
void apply(call::Call& call, const ResponseProgress&, Instant now) {
  call.progress(now);
}
void apply(call::Call& call, const RequestFailed& event, Instant now) {
  call.fail(event, now);
}

bool belongs_to(const Action& action, CallId call) {
  if (const auto* send = std::get_if<SendRequest>(&action)) return send->attempt.call == call;
  if (const auto* abort = std::get_if<AbortRequest>(&action)) return abort->attempt.call == call;
  if (const auto* finished = std::get_if<Finished>(&action)) return finished->call == call;
  if (const auto* look_up = std::get_if<LookUpCache>(&action)) return look_up->call == call;
  if (const auto* secrets = std::get_if<ReadSecrets>(&action)) return secrets->call == call;
  return false;
}

}  // namespace

CallId Engine::State::start(const Field& field, CallInputs inputs, Instant at) {
  correct_clock(at);
  advance(at);
  const CallId id{++calls_started};
  working_on = id;
  const std::optional<ErrorCode> refusal = runs.admit(id, inputs, field.key(), now);
  add_call(id).call->start({.id = id, .now = now, .refusal = refusal}, field, std::move(inputs));
  settle(id);
  work_off();
  return id;
}

template <class AttemptEvent>
Result<Done> Engine::State::take(AttemptEvent& event, Instant at) {
  const CallId id = owner_of(event.attempt);
  const auto found = calls.find(id);
  if (found == calls.end()) return unknown_call(event.attempt.call);
  if (!found->second.call->expects(event.attempt)) return late_event(event.attempt);
  advance(at);
  apply(*begin_work(id), event, now);
  settle(id);
  work_off();
  return Done{};
}

Result<Done> Engine::State::take(CancelCall& event, Instant at) {
  const auto found = calls.find(event.call);
  if (found == calls.end() || found->second.call->is_token_fetch()) return unknown_call(event.call);
  advance(at);
  begin_work(event.call)->cancel(now);
  settle(event.call);
  work_off();
  return Done{};
}

Result<Done> Engine::State::take(CacheAnswered& event, Instant at) {
  const auto found = calls.find(event.call);
  if (found == calls.end()) return unknown_call(event.call);
  if (found->second.call->state() != call::State::looking_up) {
    return not_asked(event.call, "cache entry");
  }
  advance(at);
  begin_work(event.call)->look_up_over(event, now);
  settle(event.call);
  work_off();
  return Done{};
}

Result<Done> Engine::State::take(SecretsRead& event, Instant at) {
  const auto found = calls.find(event.call);
  if (found == calls.end()) return unknown_call(event.call);
  if (found->second.call->state() != call::State::waiting_secrets) {
    return not_asked(event.call, "secrets");
  }
  advance(at);
  begin_work(event.call)->secrets_over(event, now);
  settle(event.call);
  work_off();
  return Done{};
}

Result<Done> Engine::State::take(TimeElapsed&, Instant at) {
  advance(at);
  work_off();
  return Done{};
}

void Engine::State::invalidate(const CacheScope& scope, Instant at) {
  advance(at);
  const CacheTags tags = call::scope_tags(scope, environment.cache_secret);
  cache.invalidate(tags);
  if (environment.has_store) environment.actions.emplace_back(InvalidateCache{tags});
}

std::optional<Instant> Engine::State::deadline() const {
  std::optional<Instant> due = traffic.due();
  if (!timers.empty() && (!due || timers.begin()->first < *due)) due = timers.begin()->first;
  if (due) due = clock.on_host(*due);
  return due;
}

// Allocates nothing. What others know of the call goes with the next work.
std::optional<CallId> Engine::State::forget_interrupted() noexcept {
  if (!working_on) return std::nullopt;
  const CallId id = *working_on;
  working_on.reset();
  std::erase_if(environment.actions, [id](const Action& action) { return belongs_to(action, id); });
  std::erase_if(timers, [id](const auto& timer) { return timer.second == id; });
  runs.forget(id);
  const auto found = calls.find(id);
  if (found == calls.end()) return id;
  lost = std::move(found->second.call);
  calls.erase(found);
  if (!lost || !lost->is_token_fetch()) return id;
  --token_fetches;
  return std::nullopt;
}

Engine::Engine(EngineOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

CallId Engine::start(const Field& field, CallInputs inputs, Instant now) {
  forget_interrupted();
  return state_->start(field, std::move(inputs), now);
}

Result<Done> Engine::handle(Event event, Instant now) {
  forget_interrupted();
  return std::visit([this, now](auto& concrete) { return state_->take(concrete, now); }, event);
}

std::optional<Action> Engine::poll() {
  std::deque<Action>& actions = state_->environment.actions;
  if (actions.empty()) return std::nullopt;
  std::optional<Action> action(std::move(actions.front()));
  actions.pop_front();
  return action;
}

void Engine::invalidate(const CacheScope& scope, Instant now) {
  state_->invalidate(scope, now);
}

std::optional<Instant> Engine::deadline() const {
  return state_->deadline();
}

std::optional<CallId> Engine::forget_interrupted() noexcept {
  return state_->forget_interrupted();
}

std::size_t Engine::active_calls() const {
  return state_->calls.size() - static_cast<std::size_t>(state_->token_fetches);
}

}  // namespace fieldcall
