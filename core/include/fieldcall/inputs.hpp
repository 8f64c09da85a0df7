// Everything one call gets besides its field.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "fieldcall/secret.hpp"

namespace fieldcall {

enum class Trigger : std::uint8_t { on_create, on_update, manual, scheduled };

std::string_view trigger_name(Trigger trigger);

struct CallInputs {
  std::string data_json = "{}";  // case data: a JSON object, the root `data`
  // Roots the host registers: name -> JSON text. An object is read by path ({env.api_base}), a
  // scalar answers a bare {name}.
  std::map<std::string, std::string, std::less<>> roots;
  Secrets secrets;
  // The last outcome of this field in this case as fieldcall wrote it, whatever its status, for the
  // protection of human values (`overwrite`). Empty = none.
  std::string previous_outcome_json;
  std::string call_id;  // {call.id} and the idempotency key derive from it; empty = from the seed
  std::string tenant;   // whose limits, budgets and cache entries these are
  // What "the same field of the same case" means for superseded calls and storms. Empty: every call
  // stands alone.
  std::string case_id;
  // How many fields' updates led to this call, one by the other: 0 = none, a person or the clock
  // did. More than limits::chain_depth_max is refused.
  std::uint32_t chain_depth = 0;
  Trigger trigger = Trigger::manual;
  std::uint64_t seed = 0;  // of jitter and generated ids: draw it at random, log it to replay
};

}  // namespace fieldcall
