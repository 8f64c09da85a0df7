#include "simulation/breaker_model.hpp"

#include <algorithm>

namespace fieldcall::simulation {

bool BreakerModel::admit(BreakerPass& pass, Instant now) {
  if (state_ == State::open) {
    if (now < open_until_) return false;
    enter(State::half_open);
  }
  if (state_ == State::closed) {
    pass = {.period = period_, .is_probe = false};
    return true;
  }
  if (pass.is_probe && pass.period == period_) return true;
  if (probes_ + successes_ >= 3) return false;
  ++probes_;
  pass = {.period = period_, .is_probe = true};
  return true;
}

void BreakerModel::finished(const BreakerPass& pass, bool works, bool fails, Instant now) {
  if (pass.period != period_) return;
  if (pass.is_probe) {
    --probes_;
    if (fails) {
      open(std::min(open_for_ * 2, Millis{300'000}), now);
    } else if (works && ++successes_ == 3) {
      enter(State::closed);
    }
    return;
  }
  if (!works && !fails) return;
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  results_.emplace_back(second, fails);
  std::erase_if(results_, [second](const auto& result) { return result.first <= second - 30; });
  const auto failures = std::count_if(results_.begin(), results_.end(),
                                      [](const auto& result) { return result.second; });
  if (results_.size() >= 10 && static_cast<std::size_t>(failures) * 2 >= results_.size()) {
    open(Millis{30'000}, now);
  }
}

void BreakerModel::open(Millis duration, Instant now) {
  open_for_ = duration;
  open_until_ = now + duration;
  enter(State::open);
}

void BreakerModel::enter(State state) {
  state_ = state;
  ++period_;
  results_.clear();
  probes_ = 0;
  successes_ = 0;
}

}  // namespace fieldcall::simulation
