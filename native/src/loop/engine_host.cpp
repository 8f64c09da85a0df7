#include "loop/engine_host.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace fieldcall::native {
namespace {

Event as_event(TransportEvent& event) {
  if (auto* response = std::get_if<ResponseReceived>(&event)) return std::move(*response);
  if (auto* failure = std::get_if<RequestFailed>(&event)) return std::move(*failure);
  return *std::get_if<ResponseProgress>(&event);
}

CallId call_of(const Event& event) {
  if (const auto* answer = std::get_if<CacheAnswered>(&event)) return answer->call;
  return std::get_if<SecretsRead>(&event)->call;
}

}  // namespace

void finish(const OutcomeCallback& callback, Outcome outcome) noexcept {
  try {
    if (callback) callback(std::move(outcome));
  } catch (...) {  // NOLINT(bugprone-empty-catch): the loop is not the one to judge it
  }
}

EngineHost::EngineHost(EngineOptions options, CurlSettings settings, Ports ports,
                       std::function<void()> ended)
    : transport_(std::move(settings)),
      engine_(std::move(options)),
      ports_(std::move(ports)),
      ended_(std::move(ended)),
      inbox_(std::make_shared<EventInbox>([this] { transport_.wake(); })) {}

EngineHost::~EngineHost() {
  inbox_->close();
}

void EngineHost::start(Submission submission) {
  std::optional<CallId> id;
  try {
    Call call{.handle = submission.handle,
              .field_key = submission.field.key(),
              .tenant = submission.inputs.tenant,
              .case_id = submission.inputs.case_id,
              .trigger = submission.inputs.trigger,
              .callback = submission.callback,
              .ended_with = std::nullopt};
    id = engine_.start(submission.field, std::move(submission.inputs), clock_.now());
    by_handle_.emplace(submission.handle, *id);
    calls_.emplace(*id, std::move(call));
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    const auto interrupted = engine_.forget_interrupted();
    if (id && calls_.contains(*id)) {
      end(interrupted.value_or(*id), ErrorCode::out_of_memory);
      return;
    }
    if (interrupted) end(*interrupted, ErrorCode::out_of_memory);  // another's timer was due
    by_handle_.erase(submission.handle);
    ended_();
    finish(submission.callback, failed_outcome(submission.field.key(), ErrorCode::out_of_memory));
  }
}

void EngineHost::cancel(CallHandle handle) {
  const auto found = by_handle_.find(handle);
  if (found != by_handle_.end()) deliver(found->second, CancelCall{found->second});
}

void EngineHost::invalidate(const CacheScope& scope) {
  try {
    engine_.invalidate(scope, clock_.now());
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    if (const auto call = engine_.forget_interrupted()) end(*call, ErrorCode::out_of_memory);
  }
}

// The newest first: they wait for those before them, and would be sent if those ended first.
void EngineHost::end_all(ErrorCode code) {
  while (!calls_.empty()) end(calls_.rbegin()->first, code);
}

void EngineHost::step(std::optional<Instant> limit) {
  const auto deadline = engine_.deadline();
  if (deadline && (!limit || *deadline < *limit)) limit = deadline;
  try {
    std::optional<Millis> wait;
    if (limit) wait = std::max(Millis{0}, *limit - clock_.now());
    for (TransportEvent& event : transport_.poll(wait)) {
      const AttemptId attempt = std::visit([](const auto& value) { return value.attempt; }, event);
      if (!std::holds_alternative<ResponseProgress>(event)) on_wire_.erase(attempt.call);
      if (std::holds_alternative<AttemptOutOfMemory>(event)) {
        end_for_memory(attempt);
      } else {
        deliver(attempt.call, as_event(event));
      }
    }
    deliver_answers();
    fire_timers();
  } catch (const std::bad_alloc&) {
    end_all(ErrorCode::out_of_memory);
  }
}

void EngineHost::deliver_answers() {
  for (Event& event : inbox_->take()) {
    const CallId call = call_of(event);
    deliver(call, std::move(event));
  }
}

void EngineHost::fire_timers() {
  const auto due = engine_.deadline();
  if (!due || *due > clock_.now()) return;
  try {
    static_cast<void>(engine_.handle(TimeElapsed{}, clock_.now()));
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    const auto interrupted = engine_.forget_interrupted();
    if (!interrupted) throw;
    end(*interrupted, ErrorCode::out_of_memory);
  }
}

void EngineHost::deliver(CallId call, Event event) {
  try {
    // An error here is an event that came late; it has changed nothing.
    static_cast<void>(engine_.handle(std::move(event), clock_.now()));
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    end(engine_.forget_interrupted().value_or(call), ErrorCode::out_of_memory);
  }
}

// The attempt is over. Who waits for the same answer, or for the token it was to bring, is told
// that it failed.
void EngineHost::end_for_memory(const AttemptId& attempt) {
  end(attempt.call, ErrorCode::out_of_memory);
  deliver(attempt.call, RequestFailed{.attempt = attempt,
                                      .fault = TransportFault::network,
                                      .may_have_been_sent = true,
                                      .detail = "out of memory"});
}

// Through the engine, so that it forgets the call too and what it had done is in the outcome. A
// call that the engine has dropped already leaves its request behind.
void EngineHost::end(CallId id, ErrorCode code) {
  const auto found = calls_.find(id);
  if (found != calls_.end()) {
    found->second.ended_with = code;
    try {
      static_cast<void>(engine_.handle(CancelCall{id}, clock_.now()));
      carry_out_actions();
    } catch (const std::bad_alloc&) {
      engine_.forget_interrupted();
    }
    if (!calls_.contains(id)) return;
  }
  give_up_request(id);
  const auto left = calls_.find(id);
  if (left == calls_.end()) return;
  Call call = std::move(left->second);
  tell_end(id, call, code);
  Outcome outcome = failed_outcome(call.field_key, code);
  hand_over(id, std::move(call), std::move(outcome));
}

void EngineHost::give_up_request(CallId call) {
  const auto found = on_wire_.find(call);
  if (found == on_wire_.end()) return;
  const Request request = std::move(found->second);
  on_wire_.erase(found);
  transport_.abort(request.attempt);
  if (ports_.observer == nullptr) return;
  carry_out(Observation{.kind = ObservationKind::attempt_finished,
                        .at = clock_.now(),
                        .call = static_cast<std::uint64_t>(call),
                        .origin = request.origin,
                        .attempt = request.attempt.number,
                        .error = ErrorCode::out_of_memory});
}

// For a call that the engine has dropped: it tells nothing more about it.
void EngineHost::tell_end(CallId id, const Call& call, ErrorCode code) {
  if (ports_.observer == nullptr) return;
  carry_out(Observation{.kind = ObservationKind::call_finished,
                        .at = clock_.now(),
                        .call = static_cast<std::uint64_t>(id),
                        .field_key = call.field_key,
                        .tenant = call.tenant,
                        .case_id = call.case_id,
                        .trigger = call.trigger,
                        .error = code,
                        .outcome = OutcomeStatus::failed});
}

void EngineHost::hand_over(CallId id, Call call, Outcome outcome) {
  by_handle_.erase(call.handle);
  calls_.erase(id);
  ended_();
  finish(call.callback, std::move(outcome));
}

void EngineHost::carry_out_actions() {
  while (auto action = engine_.poll()) {
    std::visit([this](auto& value) { carry_out(std::move(value)); }, *action);
  }
}

}  // namespace fieldcall::native
