// What an answer has that no rule reads: for designers who look at a sample answer.
#pragma once

#include <string>
#include <vector>

#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

// Places of scalars and of empty arrays and objects, as JMESPath: "result.items[].name"; each once,
// in the order of the answer, at most 200. A rule that reads an object reads everything in it.
std::vector<std::string> unmapped_paths(const Mapping& mapping, const json::Value& body);

}  // namespace fieldcall::mapping
