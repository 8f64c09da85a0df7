// Comparing what a simulated call did with what an example expects (Table::expectation).
#pragma once

#include <string>
#include <vector>

#include "engine/simulation.hpp"
#include "json/value.hpp"

namespace fieldcall::engine {

struct Difference {
  std::string pointer;  // into `expect`
  std::string expected_json;
  std::string found_json;  // empty: nothing is there
};

// What the last run did, in the shape of an expectation. Where that can be written in several ways,
// as `expected` has it: names of headers in its case, the body as text if it is text there.
std::string actual_to_json(const SimulationResult& result, const json::Value& expected);

// Every member of an expected object must be there and match, other members may be anything. Arrays
// have the same length; of "notes" each must be there. Numbers match by value. At most 50.
std::vector<Difference> match(const json::Value& expected, const json::Value& actual);

}  // namespace fieldcall::engine
