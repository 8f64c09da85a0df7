#include "engine/run_guard.hpp"

#include <algorithm>
#include <string>

#include "base/parts.hpp"
#include "fieldcall/check.hpp"

namespace fieldcall::engine {
namespace {

constexpr Millis window{60'000};

base::Digest name_of(std::string_view tenant, std::string_view case_id,
                     std::string_view field_key) {
  std::string text;
  base::append_part(tenant, text);
  base::append_part(case_id, text);
  base::append_part(field_key, text);
  return base::sha256(text);
}

}  // namespace

std::optional<ErrorCode> RunGuard::admit(CallId call, const CallInputs& inputs,
                                         std::string_view field_key, Instant now) {
  if (inputs.chain_depth > limits::chain_depth_max) return ErrorCode::chain_too_deep;
  if (inputs.case_id.empty()) return std::nullopt;
  forget_idle(now);
  const RunsPlace place = open_runs(name_of(inputs.tenant, inputs.case_id, field_key));
  Runs& runs = place->second;
  std::erase_if(runs.starts, [now](Instant start) { return start + window <= now; });
  if (runs.starts.size() >= limits::runs_per_minute_max) return ErrorCode::too_many_runs;
  runs.starts.push_back(now);
  runs.active.reserve(runs.active.size() + 1);
  calls_.emplace(call, place);
  runs.active.push_back(call);
  busy_.splice(busy_.end(), runs.active.size() == 1 ? idle_ : busy_, runs.place);
  return std::nullopt;
}

std::vector<CallId> RunGuard::finished(CallId call, OutcomeStatus status) {
  const auto known = calls_.find(call);
  if (known == calls_.end()) return {};
  std::vector<CallId> older;
  if (status != OutcomeStatus::cancelled && status != OutcomeStatus::superseded) {
    const std::vector<CallId>& active = known->second->second.active;
    older.assign(active.begin(), std::lower_bound(active.begin(), active.end(), call));
  }
  for (const CallId outdated : older) end(calls_.find(outdated));
  end(known);
  return older;
}

void RunGuard::forget(CallId call) {
  const auto known = calls_.find(call);
  if (known != calls_.end()) end(known);
}

void RunGuard::forget_all() {
  FIELDCALL_CHECK(calls_.empty());
  runs_.clear();
  idle_.clear();
}

std::uint32_t RunGuard::count_failures(std::string_view tenant, std::string_view field_key,
                                       OutcomeStatus status) {
  const Name name = name_of(tenant, {}, field_key);
  switch (status) {
    case OutcomeStatus::waiting_input:
    case OutcomeStatus::cancelled:
    case OutcomeStatus::superseded:
      return 0;
    case OutcomeStatus::ok:
    case OutcomeStatus::empty:
      if (const auto found = failures_.find(name); found != failures_.end()) {
        failing_.erase(found->second.place);
        failures_.erase(found);
      }
      return 0;
    case OutcomeStatus::failed:
    case OutcomeStatus::stale:
      break;
  }
  std::list<Name> node{name};
  const auto [found, is_new] = failures_.try_emplace(name);
  Failures& failures = found->second;
  if (is_new) {
    failures.place = node.begin();
    failing_.splice(failing_.end(), node);
  } else {
    failing_.splice(failing_.end(), failing_, failures.place);
  }
  const std::uint32_t in_a_row = ++failures.in_a_row;
  while (failures_.size() > remembered_max_) {
    failures_.erase(failing_.front());
    failing_.pop_front();
  }
  return in_a_row;
}

RunGuard::RunsPlace RunGuard::open_runs(const Name& name) {
  std::list<Name> node{name};
  const auto [place, is_new] = runs_.try_emplace(name);
  if (is_new) {
    place->second.place = node.begin();
    idle_.splice(idle_.end(), node);
  }
  return place;
}

// Needs no memory: it is how a call ends that got none.
void RunGuard::end(std::map<CallId, RunsPlace>::iterator call) {
  Runs& runs = call->second->second;
  std::erase(runs.active, call->first);
  if (runs.active.empty()) idle_.splice(idle_.end(), busy_, runs.place);
  calls_.erase(call);
}

void RunGuard::forget_idle(Instant now) {
  while (!idle_.empty()) {
    const auto oldest = runs_.find(idle_.front());
    const std::vector<Instant>& starts = oldest->second.starts;
    const bool is_over = starts.empty() || starts.back() + window <= now;
    if (!is_over && idle_.size() < remembered_max_) return;
    runs_.erase(oldest);
    idle_.pop_front();
  }
}

}  // namespace fieldcall::engine
