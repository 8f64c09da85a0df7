#include "simulation/runs_model.hpp"

#include <algorithm>

namespace fieldcall::simulation {

std::optional<ErrorCode> RunsModel::started(CallId call, const CallInputs& inputs,
                                            const std::string& field, Instant now) {
  if (inputs.chain_depth > 5) return ErrorCode::chain_too_deep;
  if (inputs.case_id.empty()) return std::nullopt;
  const Name name{inputs.tenant, inputs.case_id, field};
  std::vector<Instant>& starts = starts_[name];
  const auto recent = std::count_if(starts.begin(), starts.end(), [now](Instant start) {
    return start > now - std::chrono::minutes{1};
  });
  if (recent >= 10) return ErrorCode::too_many_runs;
  starts.push_back(now);
  active_[name].insert(call);
  names_.emplace(call, name);
  return std::nullopt;
}

void RunsModel::ended(CallId call, OutcomeStatus status) {
  const bool was_outdated = outdated_.erase(call) == 1;
  expectations_.expect(status != OutcomeStatus::superseded || was_outdated,
                       "only what a newer run outdated is superseded");
  const auto name = names_.find(call);
  if (name == names_.end()) return;
  std::set<CallId>& active = active_[name->second];
  if (status != OutcomeStatus::cancelled && status != OutcomeStatus::superseded && !was_outdated) {
    outdated_.insert(active.begin(), active.lower_bound(call));
  }
  active.erase(call);
  names_.erase(name);
}

void RunsModel::at_rest() {
  expectations_.expect(outdated_.empty(), "outdated runs end when a newer one has");
}

}  // namespace fieldcall::simulation
