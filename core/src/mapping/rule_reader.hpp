// One member of response_mapping: "target": "source", or "target": {"path", "type", ...}.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/mapping.hpp"
#include "mapping/source_check.hpp"

namespace fieldcall::mapping {

struct RuleContext {
  ResponseType response_type = ResponseType::json;
  const Inputs& inputs;
  json::Arena& arena;  // of defaults
  std::vector<Diagnostic>& diagnostics;
};

// `pointer` is the member's own. Reports everything about it; no rule if there was an error.
// Codes besides those of targets and sources: "wrong_type", "unknown_key", "missing_key",
// "invalid_value", "invalid_status_set", "always_array", "default_type", "null_default",
// "contradictory_rule", "self_trigger".
std::optional<Rule> read_rule(const json::Member& member, std::string_view pointer,
                              const RuleContext& context);

}  // namespace fieldcall::mapping
