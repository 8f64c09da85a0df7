// The inputs of a call, read: case data, roots of placeholders, what was written last.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "call/failure.hpp"
#include "fieldcall/inputs.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::call {

// {call.id}, {call.now}, {call.field_key}.
struct CallRoot {
  std::string_view id{};
  std::string_view now{};  // RFC 3339: when the call started
  std::string_view field_key{};
};

// Values live in the arena and point into the inputs and the CallRoot's texts.
struct CallData {
  json::Value roots;               // of templating::Scope
  json::Value data;                // case data: an object
  json::Value last_written;        // by earlier calls; null = nothing known
  std::optional<Failure> failure;  // invalid_data or invalid_previous_outcome
};

// After a failure, what was read before it is there. Nothing is taken from a previous outcome that
// cannot be read: not knowing what fieldcall wrote, it could overwrite what a person did.
CallData read_call_data(const CallInputs& inputs, const CallRoot& call, json::Arena& arena);

}  // namespace fieldcall::call
