// Calls of a UTC day, for lookups that cost money.
//
// Days are those of POSIX time: midnight is exact. A clock that goes back to yesterday goes on with
// today's count.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

#include "fieldcall/time.hpp"

namespace fieldcall::policy {

class Quota {
 public:
  [[nodiscard]] std::uint32_t used(Instant now) const { return day_of(now) > day_ ? 0 : used_; }

  // `calls_max` 0 = no limit.
  [[nodiscard]] bool is_exhausted(std::uint32_t calls_max, Instant now) const {
    return calls_max != 0 && used(now) >= calls_max;
  }

  void take(Instant now) {
    if (day_of(now) > day_) {
      day_ = day_of(now);
      used_ = 0;
    }
    if (used_ != std::numeric_limits<std::uint32_t>::max()) ++used_;
  }

  // When the count starts anew: the first midnight after `now` and after what was counted.
  [[nodiscard]] Instant next_day(Instant now) const {
    return std::chrono::sys_days{std::max(day_of(now), day_) + std::chrono::days{1}};
  }

 private:
  using Day = std::chrono::sys_days;

  static Day day_of(Instant instant) { return std::chrono::floor<std::chrono::days>(instant); }

  Day day_ = Day{std::chrono::days{std::numeric_limits<std::int32_t>::min() / 2}};
  std::uint32_t used_ = 0;
};

}  // namespace fieldcall::policy
