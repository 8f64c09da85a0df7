// What the limits say, in the words of a call.
#pragma once

#include <optional>
#include <string_view>

#include "call/services.hpp"
#include "engine/traffic.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

inline call::Admission admission_of(Verdict verdict, std::string_view reason,
                                    std::optional<Instant> not_before, Instant now) {
  call::Admission admission;
  admission.reason = reason;
  if (not_before) admission.wait = *not_before - now;
  switch (verdict) {
    case Verdict::go:
      admission.kind = call::Admission::Kind::go;
      return admission;
    case Verdict::wait:
      admission.kind = call::Admission::Kind::wait;
      return admission;
    case Verdict::circuit_open:
      admission.refusal = ErrorCode::circuit_open;
      break;
    case Verdict::quota_exhausted:
      admission.refusal = ErrorCode::quota_exhausted;
      break;
    case Verdict::rate_limited:
      admission.refusal = ErrorCode::rate_limited;
      break;
    case Verdict::queue_full:
      admission.refusal = ErrorCode::queue_full;
      break;
  }
  admission.kind = call::Admission::Kind::refuse;
  return admission;
}

}  // namespace fieldcall::engine
