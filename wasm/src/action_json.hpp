// The engine's actions as JSON, for wasm/js/driver.js.
//
// {"type": "send", "attempt", "origin", "request": {"method", "url", "headers": [{"name",
// "value"}],
//  "body"?}, "body_bytes_max", "header_bytes_max"}
// {"type": "abort", "attempt"}
// {"type": "finished", "call", "outcome"}
// {"type": "look_up", "call", "key"}
// {"type": "store", "key", "entry", "tenant", "field", "drop_at"}
// {"type": "invalidate", "tenant", "field"}
// {"type": "observed", "observation"}
// An attempt is [call, number, hop].
#pragma once

#include <string>

#include "fieldcall/engine.hpp"

namespace fieldcall::wasm {

std::string action_to_json(const Action& action);

}  // namespace fieldcall::wasm
