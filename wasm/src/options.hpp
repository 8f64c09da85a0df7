// Reads what JavaScript hands over beside a configuration: JSON objects that wasm/js writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/engine.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/plan.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::wasm {

// The digits of a JSON number; 0 for anything else.
std::uint64_t whole_number(std::string_view json);

// {"allow_http", "allow_private_networks", "ports": [443], "allowed_hosts": [], "denied_hosts": [],
// "require_secret_origins"}, all optional.
EgressPolicy read_egress(std::string_view json);

// {"egress"?, "user_agent"?, "cache_bytes"?, "cache_key"?, "has_store"?, "observe"?,
// "traffic"?: {"any_origin"?: LIMITS, "origins"?: {ORIGIN: LIMITS}}} with LIMITS of "rate",
// "rate_period", "burst", "concurrency", "quota".
EngineOptions read_engine_options(std::string_view json);

// {"trigger", "fields"?, "written_by"?, "planned"?, "chain_depth"?}. Error "invalid_trigger".
Result<PlanEvent> read_plan_event(std::string_view json);

// What one function takes beside the texts in the other slots.
struct CallOptions {
  std::string field_key;           // which field of the configuration; empty = its only one
  std::vector<std::string> roots;  // names of host roots without a value
  CallInputs inputs;
  EgressPolicy egress;
  std::string user_agent;
  std::string language;    // of an expression; empty = by its first characters
  std::int32_t count = 1;  // of runs to list
};

// {"field"?, "known_roots"?: [name], "roots"?: {name: value}, "secrets"?, "egress"?, "user_agent"?,
// "call_id"?, "tenant"?, "case_id"?, "chain_depth"?, "trigger"?, "seed"?, "language"?, "count"?}
Result<CallOptions> read_call_options(std::string_view json);

}  // namespace fieldcall::wasm
