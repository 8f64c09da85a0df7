// The circuit breaker of SPEC 5 again, from outcomes: a list of all results instead of a window.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "fieldcall/time.hpp"

namespace fieldcall::simulation {

struct BreakerPass {
  std::uint32_t period = 0;
  bool is_probe = false;
};

class BreakerModel {
 public:
  enum class State : std::uint8_t { closed, open, half_open };

  // A request goes out; false if it must not. A call keeps its pass.
  bool admit(BreakerPass& pass, Instant now);
  void finished(const BreakerPass& pass, bool works, bool fails, Instant now);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] Millis open_for() const { return open_for_; }

 private:
  void enter(State state);
  void open(Millis duration, Instant now);

  State state_ = State::closed;
  std::uint32_t period_ = 1;
  std::vector<std::pair<std::int64_t, bool>> results_;  // second, whether it failed
  Instant open_until_{};
  Millis open_for_{};
  std::uint32_t probes_ = 0;
  std::uint32_t successes_ = 0;
};

}  // namespace fieldcall::simulation
