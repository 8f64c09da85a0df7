// EngineHost: what each of the engine's actions means here.
#include <new>
#include <utility>

#include "loop/engine_host.hpp"

namespace fieldcall::native {
namespace {

// A store may throw anything; memory that runs out in it is the store's.
template <class Work>
bool succeeds(const Work& work) noexcept {
  try {
    work();
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

void EngineHost::carry_out(SendRequest action) {
  on_wire_.insert_or_assign(action.attempt.call,
                            Request{.attempt = action.attempt, .origin = action.origin});
  transport_.start(std::move(action));
}

void EngineHost::carry_out(const AbortRequest& action) {
  const auto request = on_wire_.find(action.attempt.call);
  if (request != on_wire_.end() && request->second.attempt == action.attempt)
    on_wire_.erase(request);
  transport_.abort(action.attempt);
}

void EngineHost::carry_out(Finished action) {
  const auto found = calls_.find(action.call);
  if (found == calls_.end()) return;  // of the engine's own, or ended here when memory ran out
  Call call = std::move(found->second);
  Outcome outcome = std::move(action.outcome);
  if (call.ended_with && outcome.status == OutcomeStatus::cancelled) {
    outcome.status = OutcomeStatus::failed;
    outcome.error = failed_outcome(call.field_key, *call.ended_with).error;
  }
  hand_over(action.call, std::move(call), std::move(outcome));
}

void EngineHost::carry_out(const LookUpCache& action) {
  const auto answer = [inbox = inbox_, call = action.call](CacheStore::Answer found) {
    inbox->put(CacheAnswered{
        .call = call, .entry = std::move(found.entry), .has_failed = found.has_failed});
  };
  if (ports_.cache == nullptr || !succeeds([&] { ports_.cache->look_up(action.key, answer); })) {
    answer({.entry = std::nullopt, .has_failed = true});
  }
}

void EngineHost::carry_out(const StoreInCache& action) {
  if (ports_.cache != nullptr) succeeds([&] { ports_.cache->store(action); });
}

void EngineHost::carry_out(const InvalidateCache& action) {
  if (ports_.cache != nullptr) succeeds([&] { ports_.cache->invalidate(action); });
}

void EngineHost::carry_out(const ReadSecrets& action) {
  const auto answer = [inbox = inbox_, call = action.call](std::optional<Secrets> secrets) {
    inbox->put(SecretsRead{.call = call, .secrets = std::move(secrets)});
  };
  const auto call = calls_.find(action.call);
  // The names of a call that is not known here could be anybody's secrets.
  if (ports_.secrets == nullptr || call == calls_.end()) {
    answer(std::nullopt);
    return;
  }
  const SecretStore::Request request{.tenant = call->second.tenant,
                                     .case_id = call->second.case_id,
                                     .field_key = call->second.field_key,
                                     .names = action.names};
  if (!succeeds([&] { ports_.secrets->read(request, answer); })) answer(std::nullopt);
}

void EngineHost::carry_out(Observation action) {
  if (ports_.observer == nullptr) return;
  if (action.kind == ObservationKind::call_finished) {
    // What the outcome will say: see Finished.
    const auto call = calls_.find(CallId{action.call});
    if (call != calls_.end() && call->second.ended_with &&
        action.outcome == OutcomeStatus::cancelled) {
      action.outcome = OutcomeStatus::failed;
      action.error = call->second.ended_with;
    }
  }
  ports_.observer->observe(action);
}

}  // namespace fieldcall::native
