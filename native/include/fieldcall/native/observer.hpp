// Told what the client does while it does it: for logs, metrics and alerts.
#pragma once

#include "fieldcall/observation.hpp"

namespace fieldcall::native {

class Observer {
 public:
  virtual ~Observer() = default;

  // Called on the client's own thread for each observation, in order: whoever waits here holds up
  // every call. May use the client as an OutcomeCallback may.
  virtual void observe(const Observation& observation) noexcept = 0;
};

}  // namespace fieldcall::native
