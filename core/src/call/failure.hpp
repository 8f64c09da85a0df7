// What is wrong with an answer or a transport, in the words of the error table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fieldcall/engine.hpp"
#include "fieldcall/error.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::call {

// Why an attempt, or a call, did not succeed.
struct Failure {
  ErrorCode code{};
  std::string detail;            // technical; redacted before it leaves
  std::string message_from_api;  // scrubbed with the answer it is from
  std::int32_t status = 0;       // 0 = no answer
  bool may_have_been_sent = true;
  std::optional<Millis> retry_after;
};

// 429, 401 and 403, 404 and 410, 3xx, other 4xx, 5xx; a status that is no final answer (under 200)
// is a bad_response.
ErrorCode code_of_status(std::int32_t status);

ErrorCode code_of_fault(TransportFault fault);

}  // namespace fieldcall::call
