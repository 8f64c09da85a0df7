// The host's clock for the core: wall time read once, then carried on by the monotonic clock, so
// that setting the machine's clock neither fires nor delays a timer.
#pragma once

#include <chrono>

#include "fieldcall/time.hpp"

namespace fieldcall::native {

class AnchoredClock {
 public:
  // The anchor is taken here.
  AnchoredClock();
  // For tests: as if wall time had been `wall` when the monotonic clock showed `monotonic`.
  AnchoredClock(Instant wall, std::chrono::steady_clock::time_point monotonic);

  [[nodiscard]] Instant now() const { return at(std::chrono::steady_clock::now()); }

  // The wall time that belongs to a reading of the monotonic clock. Never goes backwards.
  [[nodiscard]] Instant at(std::chrono::steady_clock::time_point monotonic) const;

 private:
  Instant wall_;
  std::chrono::steady_clock::time_point monotonic_;
};

}  // namespace fieldcall::native
