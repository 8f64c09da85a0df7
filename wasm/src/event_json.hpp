// Events from wasm/js/driver.js for the engine.
//
// {"type": "response", "attempt", "status", "headers": [[name, value]]} and the body's bytes
// {"type": "progress", "attempt"}
// {"type": "failed", "attempt", "fault", "may_have_been_sent", "detail"}
// {"type": "cancel", "call"}
// {"type": "cache", "call", "has_failed"?, "has_entry"?} and the entry as body
// {"type": "time"}
// An attempt is [call, number, hop].
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/engine.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::wasm {

// The error "invalid_event" is for what is none of these.
Result<Event> read_event(std::string_view json, std::string body);

}  // namespace fieldcall::wasm
