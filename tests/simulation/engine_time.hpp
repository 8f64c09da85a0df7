// What time it is for an engine whose host's clock goes back and forth, as the README has it.
#pragma once

#include <algorithm>

#include "fieldcall/time.hpp"

namespace fieldcall::simulation {

class EngineTime {
 public:
  void show(Instant at) {
    if (at >= now_) {
      now_ = at;
      ahead_ = Millis{0};
    } else if (now_ - (at + ahead_) > std::chrono::seconds{5}) {
      ahead_ = now_ - at;
    } else {
      now_ = std::max(now_, at + ahead_);
    }
  }

  // A call starts while no other is under way: true if the engine believes its host again.
  bool restart(Instant at) {
    if (ahead_ == Millis{0}) return false;
    now_ = at;
    ahead_ = Millis{0};
    return true;
  }

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Millis ahead() const { return ahead_; }

 private:
  Instant now_ = Instant::min();
  Millis ahead_{0};
};

}  // namespace fieldcall::simulation
