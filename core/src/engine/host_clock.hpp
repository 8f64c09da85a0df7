// The engine's time: what hosts say the time is, but never going back.
//
// A host's clock that is a little behind the latest time seen stands still. One that is further
// behind was ahead by mistake, or has been corrected: from then on the engine's time goes on as
// fast as the host's, ahead of it, so that no timer waits until the host's clock has caught up.
#pragma once

#include <algorithm>

#include "fieldcall/time.hpp"

namespace fieldcall::engine {

class HostClock {
 public:
  // The host says that it is now `at`.
  void show(Instant at) {
    at = std::clamp(at, earliest, latest_shown);
    if (at >= now_) return trust(at);
    const Instant counted = at + ahead_;
    if (counted + slack < now_) {
      ahead_ = now_ - at;
    } else {
      now_ = std::max(now_, std::min(counted, latest));
    }
  }

  // Goes back to the host's time. Only when nothing remembers a later one.
  void trust(Instant at) {
    now_ = std::clamp(at, earliest, latest_shown);
    ahead_ = Millis{0};
  }

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Millis ahead() const { return ahead_; }
  // What the host's clock shows when it is `due`.
  [[nodiscard]] Instant on_host(Instant due) const { return due - ahead_; }

 private:
  // Readings of several threads are out of order by less, and timers may be late by as much.
  static constexpr Millis slack{5'000};
  // The years that can be written, 1 to 9999: no sum of a time and a duration leaves the range.
  // Hosts get to 8999 only, so that time goes on after a host's wildest mistake.
  static constexpr Instant earliest{Millis{-62'135'596'800'000}};
  static constexpr Instant latest_shown{Millis{221'845'391'999'999}};
  static constexpr Instant latest{Millis{253'402'300'799'999}};

  Instant now_ = Instant::min();  // the latest seen
  Millis ahead_{0};
};

}  // namespace fieldcall::engine
