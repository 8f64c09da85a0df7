#include "policy/breaker.hpp"

#include <algorithm>

#include "fieldcall/check.hpp"

namespace fieldcall::policy {

std::string_view breaker_state_name(BreakerState state) {
  switch (state) {
    case BreakerState::closed:
      return "closed";
    case BreakerState::open:
      return "open";
    case BreakerState::half_open:
      return "half_open";
  }
  FIELDCALL_CHECK(false);
}

bool Breaker::refuses(const Pass& pass, Instant now) const {
  switch (state_) {
    case BreakerState::closed:
      return false;
    case BreakerState::open:
      return now < open_until_;
    case BreakerState::half_open:
      return !(pass.is_probe && knows(pass)) && !has_place();
  }
  FIELDCALL_CHECK(false);
}

bool Breaker::admit(Pass& pass, Instant now) {
  if (refuses(pass, now)) return false;
  if (state_ == BreakerState::open) enter(BreakerState::half_open);
  if (state_ == BreakerState::half_open && !(pass.is_probe && knows(pass))) {
    ++probes_;
    pass = {.period = period_, .is_probe = true, .is_over = false};
  }
  if (state_ == BreakerState::closed)
    pass = {.period = period_, .is_probe = false, .is_over = false};
  return true;
}

void Breaker::finished(Pass& pass, Result result, Instant now) {
  const bool counts = knows(pass);
  pass.is_over = true;
  if (!counts) return;
  if (pass.is_probe) {
    --probes_;
    if (result == Result::failure) open(std::min(open_for_ * 2, limits::breaker_open_max), now);
    if (result == Result::success && ++probe_successes_ == limits::breaker_probes) {
      enter(BreakerState::closed);
    }
  } else if (result != Result::nothing) {
    count(result == Result::failure, now);
    if (fails_too_often()) open(limits::breaker_open_first, now);
  }
}

void Breaker::count(bool is_failure, Instant now) {
  move_window(now);
  Second& second = window_[static_cast<std::uint64_t>(newest_second_) % seconds];
  ++second.calls;
  if (is_failure) ++second.failures;
}

bool Breaker::fails_too_often() const {
  std::uint64_t calls = 0;
  std::uint64_t failures = 0;
  for (const Second& second : window_) {
    calls += second.calls;
    failures += second.failures;
  }
  return calls >= limits::breaker_calls_min &&
         failures * 100 >= calls * limits::breaker_failure_percent;
}

void Breaker::move_window(Instant now) {
  const std::int64_t second =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (second <= newest_second_) return;  // a clock that went back goes on with the newest
  if (second - newest_second_ >= seconds) {
    window_ = {};
  } else {
    for (std::int64_t at = newest_second_ + 1; at <= second; ++at) {
      window_[static_cast<std::uint64_t>(at) % seconds] = {};
    }
  }
  newest_second_ = second;
}

void Breaker::open(Millis duration, Instant now) {
  open_for_ = duration;
  open_until_ = now + duration;
  enter(BreakerState::open);
}

void Breaker::enter(BreakerState state) {
  state_ = state;
  ++period_;
  probes_ = 0;
  probe_successes_ = 0;
}

}  // namespace fieldcall::policy
