// What changed between two states of a case, as fields watch it.
#pragma once

#include <vector>

#include "config/field_config.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::engine {

// What stands at `path`; an array on the way stands for all that is in it. nullptr: nothing, or
// null.
const json::Value* watched_value(const json::Value& data, const config::DataPath& path);

// Compared as JSON; missing and null are equal.
bool has_changed(const config::DataPath& path, const json::Value& before, const json::Value& after);

// `data` without the targets of a mapping, nor objects that only they were in. Shares the rest of
// `data`; new objects are in `arena`.
json::Value without_targets(const json::Value& data, const mapping::Mapping& mapping,
                            json::Arena& arena);

}  // namespace fieldcall::engine
