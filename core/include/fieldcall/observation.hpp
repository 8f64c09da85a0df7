// What an engine does, told while it does it: for logs, metrics, alerts and the simulation's
// timeline. Never a secret, a body or a case value; urls are told as their origin.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/error.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall {

enum class ObservationKind : std::uint8_t {
  call_started,
  cache_hit,     // a fresh entry ends the call
  cache_miss,    // asked for and not there, or expired
  cache_failed,  // the host's store failed: a miss
  cache_stored,
  cache_stale,        // an expired entry stands in for the failure told in `error`
  share_joined,       // waits for the equal request of another call
  share_taken_over,   // goes on with the request of a call that left
  token_requested,    // waits for an access token
  secrets_requested,  // reads its secrets again after a 401
  queued,             // waits for a limit; `reason` says which
  attempt_started,
  attempt_finished,  // `error` unless it was accepted; `status` if there was an answer
  redirected,
  retry_scheduled,  // `wait`
  retry_refused,    // the retry budget is empty
  breaker_opened,   // `wait`: for how long
  breaker_half_opened,
  breaker_closed,
  rate_learned,  // slowed down by the API; `wait`: until it may be asked again
  call_finished,
};

std::string_view observation_kind_name(ObservationKind kind);

struct Observation {
  ObservationKind kind{};
  Instant at{};
  std::uint64_t call = 0;  // CallId; of the call whose doing it was
  std::string call_id{};   // {call.id}
  std::string field_key{};
  std::string tenant{};
  std::string case_id{};
  std::string origin{};  // "https://api.example.com:443"; empty before it is known
  Trigger trigger = Trigger::manual;
  bool is_token_fetch = false;  // the call fetches an access token for others
  std::uint32_t attempt = 0;    // from 1
  std::string method{};         // of an attempt: "GET"
  std::int32_t status = 0;
  std::optional<ErrorCode> error{};
  std::optional<Millis> duration{};  // of an attempt or a call
  std::optional<Millis> wait{};
  // What is left of the retry budget of this tenant and origin. With retry_scheduled, retry_refused
  // and call_finished, where it may have changed.
  std::optional<std::int32_t> retry_tokens{};
  std::string_view reason{};  // queued: "origin", "tenant", "process", "rate"
  // call_finished only:
  std::optional<OutcomeStatus> outcome{};
  std::string_view source{};            // "network", "cache", "stale" or "shared"; may be empty
  std::uint32_t failures_in_a_row = 0;  // of this field and tenant, this one included
};

// One JSON object; members that say nothing are left out.
std::string observation_to_json(const Observation& observation);

}  // namespace fieldcall
