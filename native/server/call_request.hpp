// The body of a request under /v1:
//
//   {"config": one field, an array or a form, or its text, "field"?: key, "known_roots"?: [name],
//    "inputs"?: see fieldcall/inputs_json.hpp, "answer": for map, "script": for simulate}
//
// Unknown members are refused: a misspelt "inputs" would make another call than was meant. So are
// secrets.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "endpoints.hpp"
#include "fieldcall/inputs.hpp"
#include "http_message.hpp"

namespace fieldcall::server {

struct CallRequest {
  std::string config;
  std::string field_key;           // empty = the only one
  std::vector<std::string> roots;  // those with a value included
  CallInputs inputs;               // without secrets
  std::string answer;              // as map_preview() reads it
  std::string script;              // as simulate() reads it
};

// The answer is a problem document.
std::variant<CallRequest, Answer> read_call_request(std::string_view body, Endpoint endpoint);

}  // namespace fieldcall::server
