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

}  // namespace

void finish(const OutcomeCallback& callback, Outcome outcome) noexcept {
  try {
    if (callback) callback(std::move(outcome));
  } catch (...) {  // NOLINT(bugprone-empty-catch): the loop is not the one to judge it
  }
}

EngineHost::EngineHost(EngineOptions options, CurlSettings settings)
    : transport_(std::move(settings)), engine_(std::move(options)) {}

void EngineHost::start(Submission submission) {
  std::optional<CallId> id;
  try {
    id = engine_.start(submission.field, std::move(submission.inputs), clock_.now());
    by_handle_.emplace(submission.handle, *id);
    calls_.emplace(*id, Call{.handle = submission.handle,
                             .field_key = submission.field.key(),
                             .callback = submission.callback,
                             .attempt = std::nullopt,
                             .ended_with = std::nullopt});
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    const auto interrupted = engine_.forget_interrupted();
    if (id && calls_.contains(*id)) {
      end(interrupted.value_or(*id), ErrorCode::out_of_memory);
      return;
    }
    if (interrupted) end(*interrupted, ErrorCode::out_of_memory);  // another's timer was due
    by_handle_.erase(submission.handle);
    finish(submission.callback, failed_outcome(submission.field.key(), ErrorCode::out_of_memory));
  }
}

void EngineHost::cancel(CallHandle handle) {
  const auto found = by_handle_.find(handle);
  if (found != by_handle_.end()) deliver(found->second, CancelCall{found->second});
}

void EngineHost::end_all(ErrorCode code) {
  while (!calls_.empty()) end(calls_.begin()->first, code);
}

void EngineHost::step(std::optional<Instant> limit) {
  const auto deadline = engine_.deadline();
  if (deadline && (!limit || *deadline < *limit)) limit = deadline;
  try {
    std::optional<Millis> wait;
    if (limit) wait = std::max(Millis{0}, *limit - clock_.now());
    for (TransportEvent& event : transport_.poll(wait)) {
      if (const auto* failure = std::get_if<AttemptOutOfMemory>(&event)) {
        end(failure->attempt.call, ErrorCode::out_of_memory);
        continue;
      }
      const AttemptId attempt = std::visit([](const auto& value) { return value.attempt; }, event);
      deliver(attempt.call, as_event(event));
    }
    fire_timers();
  } catch (const std::bad_alloc&) {
    end_all(ErrorCode::out_of_memory);
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

// Through the engine, so that it forgets the call too and what it had done is in the outcome.
void EngineHost::end(CallId id, ErrorCode code) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return;
  found->second.ended_with = code;
  try {
    static_cast<void>(engine_.handle(CancelCall{id}, clock_.now()));
    carry_out_actions();
  } catch (const std::bad_alloc&) {
    engine_.forget_interrupted();
  }
  const auto left = calls_.find(id);
  if (left == calls_.end()) return;
  if (left->second.attempt) transport_.abort(*left->second.attempt);
  const Call call = std::move(left->second);
  by_handle_.erase(call.handle);
  calls_.erase(left);
  finish(call.callback, failed_outcome(call.field_key, code));
}

void EngineHost::carry_out_actions() {
  while (auto action = engine_.poll()) {
    std::visit([this](auto& value) { carry_out(std::move(value)); }, *action);
  }
}

void EngineHost::carry_out(SendRequest action) {
  const auto call = calls_.find(action.attempt.call);
  if (call == calls_.end()) return;  // ended here when memory ran out
  call->second.attempt = action.attempt;
  transport_.start(std::move(action));
}

void EngineHost::carry_out(const AbortRequest& action) {
  transport_.abort(action.attempt);
}

void EngineHost::carry_out(Finished action) {
  const auto found = calls_.find(action.call);
  if (found == calls_.end()) return;
  const Call call = std::move(found->second);
  by_handle_.erase(call.handle);
  calls_.erase(found);
  Outcome outcome = std::move(action.outcome);
  if (call.ended_with && outcome.status == OutcomeStatus::cancelled) {
    outcome.status = OutcomeStatus::failed;
    outcome.error = failed_outcome(call.field_key, *call.ended_with).error;
  }
  finish(call.callback, std::move(outcome));
}

}  // namespace fieldcall::native
