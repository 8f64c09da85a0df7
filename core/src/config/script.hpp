// What an API is said to do: the script of a simulation, and a recorded answer. Shapes and ranges
// are in the field table (script_table.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "config/structure.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/time.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::config {

// What one request on the wire meets.
struct ScriptedAnswer {
  enum class Kind : std::uint8_t {
    responds,
    breaks,
    stalls,     // the answer begins after `delay`, and nothing more comes
    is_silent,  // nothing ever comes
  } kind = Kind::responds;
  HttpResponse response;   // responds
  TransportFault fault{};  // breaks
  bool may_have_been_sent = true;
  Millis delay{100};
  std::uint32_t pieces = 1;  // of the body: the first after `delay`, then one every `piece_every`
  Millis piece_every{0};
  std::uint32_t times = 1;
};

// What differs from the host's policy.
struct ScriptedTraffic {
  std::optional<std::uint32_t> rate;
  std::optional<Millis> rate_period;
  std::optional<std::uint32_t> burst;
  std::optional<std::uint32_t> quota;
  std::optional<bool> retry_budget;
  std::optional<bool> circuit_breaker;
  std::optional<bool> learn_rate;
};

struct Script {
  std::vector<ScriptedAnswer> answers;
  // Of the token endpoint; nothing = it always gives a token.
  std::optional<std::vector<ScriptedAnswer>> token;
  std::uint32_t repeat = 1;
  Millis pause{0};
  ScriptedTraffic traffic;
};

// A list of answers, or an object of Table::script. Usable only if no error was reported; besides
// the codes of structure.hpp: "invalid_script".
Script read_script(const json::Value& value, std::string_view pointer, json::Arena& arena,
                   Diagnostics& diagnostics);

// One answer with a status: {"status", "headers"?, "body"? or "text"?}.
ScriptedAnswer read_answer(const json::Value& value, std::string_view pointer, json::Arena& arena,
                           Diagnostics& diagnostics);

}  // namespace fieldcall::config
