// Leaves an API alone that keeps failing: the circuit breaker of one tenant and origin.
//
//   closed     results are counted; 10 or more in the last 30 s, half of them failures: open
//   open       nothing may be sent for 30 s, then half open at the next call
//   half open  up to 3 calls are let through as probes; 3 that succeed: closed, one that fails:
//              open again, for twice as long as the last time, at most 300 s
//
// What counts is the final result of a call, not that of an attempt. A result counts only for the
// period in which its call was let through: what was sent before an outage says nothing about the
// time after it. The 30 s are kept by the second: the current one and the 29 before.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "fieldcall/limits.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::policy {

enum class BreakerState : std::uint8_t { closed, open, half_open };

std::string_view breaker_state_name(BreakerState state);

class Breaker {
 public:
  // What a call was let through with; it keeps it until its end.
  struct Pass {
    std::uint32_t period = 0;  // 0 = it never was
    bool is_probe = false;
    bool is_over = false;  // its result was told
  };

  enum class Result : std::uint8_t { success, failure, nothing };

  // Whether the call that holds `pass` may send. Asked before every attempt; changes `pass`.
  bool admit(Pass& pass, Instant now);

  // Whether admit() would refuse, without changing anything.
  [[nodiscard]] bool refuses(const Pass& pass, Instant now) const;

  // The end of the call that holds `pass`. Nothing (cancelled, never sent): a probe's place is free
  // again.
  void finished(Pass& pass, Result result, Instant now);

  // As of the last admit() or finished().
  [[nodiscard]] BreakerState state() const { return state_; }

  // Open: when probes may go.
  [[nodiscard]] Instant open_until() const { return open_until_; }
  [[nodiscard]] Millis open_for() const { return open_for_; }

  // Probes that were let through and are not over.
  [[nodiscard]] std::uint32_t probes() const { return probes_; }

 private:
  struct Second {
    std::uint32_t calls = 0;
    std::uint32_t failures = 0;
  };
  static constexpr std::uint32_t seconds = limits::breaker_window / Millis{1000};

  [[nodiscard]] bool has_place() const {
    return probes_ + probe_successes_ < limits::breaker_probes;
  }
  [[nodiscard]] bool knows(const Pass& pass) const {
    return pass.period == period_ && !pass.is_over;
  }
  void count(bool is_failure, Instant now);
  [[nodiscard]] bool fails_too_often() const;
  void move_window(Instant now);
  void open(Millis duration, Instant now);
  void enter(BreakerState state);

  // Empty again by the time it closes: it is open for no less than the window is long.
  std::array<Second, seconds> window_{};
  static_assert(limits::breaker_open_first >= limits::breaker_window);
  std::int64_t newest_second_ = 0;  // since the epoch
  Instant open_until_{};
  Millis open_for_{};
  std::uint32_t period_ = 1;  // changes with every change of state
  std::uint32_t probes_ = 0;
  std::uint32_t probe_successes_ = 0;
  BreakerState state_ = BreakerState::closed;
};

}  // namespace fieldcall::policy
