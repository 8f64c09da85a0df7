#include "fieldcall/native/clock.hpp"

namespace fieldcall::native {

AnchoredClock::AnchoredClock()
    : AnchoredClock(std::chrono::floor<Millis>(std::chrono::system_clock::now()),
                    std::chrono::steady_clock::now()) {}

AnchoredClock::AnchoredClock(Instant wall, std::chrono::steady_clock::time_point monotonic)
    : wall_(wall), monotonic_(monotonic) {}

Instant AnchoredClock::at(std::chrono::steady_clock::time_point monotonic) const {
  return wall_ + std::chrono::floor<Millis>(monotonic - monotonic_);
}

}  // namespace fieldcall::native
