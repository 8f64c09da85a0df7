// A field's `examples`: inputs, a script and what must come out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/script.hpp"
#include "fieldcall/inputs.hpp"

namespace fieldcall::config {

struct Example {
  std::string name;
  CallInputs inputs;
  Script script;
  std::string expect_json;  // an object of Table::expectation
};

// Codes besides those of structure.hpp and script.hpp: "invalid_example".
std::vector<Example> read_examples(const json::Value& list, std::string_view pointer,
                                   json::Arena& arena, Diagnostics& diagnostics);

}  // namespace fieldcall::config
