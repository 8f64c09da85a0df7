#include "fieldcall/engine.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "call/call.hpp"

namespace fieldcall {
namespace {

// Finished calls kept for their memory.
constexpr std::size_t spare_calls_max = 64;

Error unknown_call(CallId call) {
  return {"unknown_call",
          "no call " + std::to_string(static_cast<std::uint64_t>(call)) + " is active", "", 0};
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
  return false;
}

}  // namespace

// Timers are ordered by time, then by call: of what is due at the same moment, the older call goes
// first. Calls are looked up by id and never walked.
struct Engine::State {
  struct Active {
    std::unique_ptr<call::Call> call;
    std::optional<Instant> armed_at;  // its entry in `timers`
  };

  call::Environment environment;
  std::unordered_map<CallId, Active> calls;
  std::vector<std::unique_ptr<call::Call>> spare_calls;
  std::set<std::pair<Instant, CallId>> timers;
  Instant now = Instant::min();  // the latest seen
  std::uint64_t calls_started = 0;
  std::optional<CallId> working_on;  // set while an exception would leave that call half done

  explicit State(EngineOptions options);

  CallId start(const Field& field, CallInputs inputs, Instant at);
  Result<Done> take(CancelCall& event, Instant at);
  Result<Done> take(CacheAnswered& event, Instant at);
  Result<Done> take(SecretsRead& event, Instant at);
  Result<Done> take(TimeElapsed& event, Instant at);
  template <class AttemptEvent>
  Result<Done> take(AttemptEvent& event, Instant at);

  void advance(Instant at) { now = std::max(now, at); }
  void fire_timers();
  void settle(Active& active);  // after anything happened to it; may end its life
  void disarm(Active& active);
  std::unique_ptr<call::Call> make_call();
  void put_aside(std::unique_ptr<call::Call> call);
};

Engine::State::State(EngineOptions options) {
  environment.egress = std::make_shared<const EgressPolicy>(options.egress);
  environment.settings = call::request_settings(std::move(options.egress), options.user_agent,
                                                options.omit_idempotency_key);
  environment.stall_timeout = options.stall_timeout;
}

CallId Engine::State::start(const Field& field, CallInputs inputs, Instant at) {
  advance(at);
  const CallId id{++calls_started};
  working_on = id;
  Active& active = calls[id];
  active.call = make_call();
  active.call->start(id, field, std::move(inputs), now);
  settle(active);
  fire_timers();
  return id;
}

template <class AttemptEvent>
Result<Done> Engine::State::take(AttemptEvent& event, Instant at) {
  const auto found = calls.find(event.attempt.call);
  if (found == calls.end()) return unknown_call(event.attempt.call);
  Active& active = found->second;
  if (!active.call->expects(event.attempt)) return late_event(event.attempt);
  advance(at);
  working_on = found->first;
  apply(*active.call, event, now);
  settle(active);
  fire_timers();
  return Done{};
}

Result<Done> Engine::State::take(CancelCall& event, Instant at) {
  const auto found = calls.find(event.call);
  if (found == calls.end()) return unknown_call(event.call);
  advance(at);
  working_on = found->first;
  found->second.call->cancel(now);
  settle(found->second);
  fire_timers();
  return Done{};
}

Result<Done> Engine::State::take(CacheAnswered& event, Instant) {
  return unknown_call(event.call);
}

Result<Done> Engine::State::take(SecretsRead& event, Instant) {
  return unknown_call(event.call);
}

Result<Done> Engine::State::take(TimeElapsed&, Instant at) {
  advance(at);
  fire_timers();
  return Done{};
}

void Engine::State::fire_timers() {
  while (!timers.empty() && timers.begin()->first <= now) {
    const CallId id = timers.begin()->second;
    Active& active = calls.find(id)->second;
    working_on = id;
    active.call->elapse(now);
    settle(active);
  }
}

void Engine::State::settle(Active& active) {
  const CallId id = active.call->id();
  const std::optional<Instant> due = active.call->due();
  if (due != active.armed_at) {
    disarm(active);
    if (due) timers.emplace(*due, id);
    active.armed_at = due;
  }
  if (active.call->is_finished()) {
    put_aside(std::move(active.call));
    calls.erase(id);
  }
  working_on.reset();
}

void Engine::State::disarm(Active& active) {
  if (active.armed_at) timers.erase({*active.armed_at, active.call->id()});
  active.armed_at.reset();
}

std::unique_ptr<call::Call> Engine::State::make_call() {
  if (spare_calls.empty()) return std::make_unique<call::Call>(environment);
  std::unique_ptr<call::Call> call = std::move(spare_calls.back());
  spare_calls.pop_back();
  return call;
}

void Engine::State::put_aside(std::unique_ptr<call::Call> call) {
  if (spare_calls.size() >= spare_calls_max) return;
  call->release();
  spare_calls.push_back(std::move(call));
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

std::optional<Instant> Engine::deadline() const {
  if (state_->timers.empty()) return std::nullopt;
  return state_->timers.begin()->first;
}

void Engine::invalidate(const CacheScope&, Instant now) {
  state_->advance(now);
}

std::optional<CallId> Engine::forget_interrupted() noexcept {
  if (!state_->working_on) return std::nullopt;
  const CallId id = *state_->working_on;
  state_->working_on.reset();
  std::erase_if(state_->environment.actions,
                [id](const Action& action) { return belongs_to(action, id); });
  std::erase_if(state_->timers, [id](const auto& timer) { return timer.second == id; });
  state_->calls.erase(id);
  return id;
}

std::size_t Engine::active_calls() const {
  return state_->calls.size();
}

}  // namespace fieldcall
