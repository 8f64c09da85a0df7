// The `metadata` of an outcome: when, how often, with what result. No bodies, no case values, no
// secrets; at most limits::metadata_bytes_max.
//
// {"call_id", "trigger", "seed", "started_at", "finished_at", "duration_ms", "deadline",
//  "attempts": [{"number", "started_at", "duration_ms", "result", "status"?, "retry_after_ms"?,
//  "wait_ms"?}], "attempts_left_out"?, "source"?, "http_status"?, "age_ms"?, "expires_at"?,
//  "next_retry_at"?, "config_hash", "engine_version"}
//
// `seed` is text because not every JSON reader keeps 64 bits. An attempt's `result` is "ok",
// "cancelled" or the code of its error. `source` is "network" once something was sent, "shared" for
// the answer of another call's request, "cache" or "stale" for a kept one, which has an age and an
// expiry.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "call/attempt.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::call {

enum class Source : std::uint8_t { none, network, cache, stale, shared };

std::string_view source_name(Source source);  // "" for none

struct Metadata {
  std::string_view call_id{};
  Trigger trigger = Trigger::manual;
  std::uint64_t seed = 0;
  Instant started_at{};
  Instant finished_at{};
  Instant deadline_at{};
  std::span<const Attempt> attempts{};
  Source source = Source::none;
  std::int32_t http_status = 0;  // 0 = no answer
  std::optional<Millis> age{};
  std::optional<Instant> expires_at{};
  std::optional<Instant> next_retry_at{};
  std::string_view config_hash{};
};

// Where all attempts do not fit, those in the middle are left out and counted.
std::string metadata_to_json(const Metadata& metadata,
                             std::uint32_t bytes_max = limits::metadata_bytes_max);

}  // namespace fieldcall::call
