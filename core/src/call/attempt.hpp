// One try of a call and how it ended: what metadata lists.
#pragma once

#include <cstdint>
#include <optional>

#include "fieldcall/error.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::call {

// Redirects are part of their attempt.
struct Attempt {
  std::uint32_t number = 1;
  Instant started_at{};
  Millis duration{0};
  std::optional<ErrorCode> error{};  // nothing: the answer was accepted, or the attempt goes on
  bool is_over = false;
  bool is_cancelled = false;            // ended by the host
  std::int32_t status = 0;              // 0 = no answer
  std::optional<Millis> retry_after{};  // as the answer asked
  std::optional<Millis> wait{};         // before the next attempt
};

}  // namespace fieldcall::call
