// How a call ended. Every call ends in exactly one outcome.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/error.hpp"

namespace fieldcall {

enum class OutcomeStatus : std::uint8_t {
  ok,
  empty,          // success, nothing mapped: not an error
  stale,          // an expired cached answer stands in for a failed call
  waiting_input,  // nothing was sent: `missing` says what is needed
  failed,         // `error` says why
  cancelled,
  superseded,  // a newer call of the same field finished first
};

std::string_view outcome_status_name(OutcomeStatus status);

struct OutcomeError {
  ErrorCode code{};
  std::string message;           // for a case worker, in English; translate by code
  std::string technical;         // for logs: redacted
  std::string message_from_api;  // what `error_message` found: redacted; may be empty
};

// A remark that changes nothing: {"code": "secret_echoed", "message": "..."}.
struct OutcomeNote {
  std::string code;
  std::string message;
};

struct Outcome {
  std::string field_key;
  OutcomeStatus status = OutcomeStatus::failed;
  std::optional<OutcomeError> error;  // set when failed, and when stale: why the call failed
  std::vector<std::string> missing;   // waiting_input: "data.vat_number", "env.api_base"
  std::vector<OutcomeNote> notes;
  std::string updates_json = "{}";  // {target: value}: what the host writes into the case
  std::string value_json = "null";  // the field's own value
  std::string report_json = "[]";   // what became of each target
  // {target: value}: what fieldcall wrote last into every target, earlier calls included. The next
  // call reads it from previous_outcome_json, so that a call that fails forgets nothing.
  std::string last_written_json = "{}";
  std::string metadata_json = "{}";  // times, attempts, http status, source: at most 4 KiB
};

// A failed outcome for what no engine could tell: a host that shuts down or runs out of memory, a
// field that was never started. `technical` follows the code's own technical sentence; it must hold
// no secret and no case value. Nothing is written into the case.
Outcome failed_outcome(std::string field_key, ErrorCode code, std::string_view technical = {});

// The one JSON form of an outcome, the same from the command line, C++ and JavaScript:
// {"field", "status", "value", "updates", "report", "missing"?, "error"?, "notes"?,
// "last_written"?, "metadata"}. "last_written" is left out where it is equal to "updates". "error"
// is {"code", "fault", "retryable", "message", "technical", "message_from_api"?}.
std::string outcome_to_json(const Outcome& outcome);

}  // namespace fieldcall
