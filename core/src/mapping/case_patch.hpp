// One target in case data: what is there now, and may it be replaced?
#pragma once

#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

struct Place {
  const json::Value* current = nullptr;  // nullptr: nothing there
  // A value that is no object stands where the path goes on: writing would replace `current`.
  bool is_blocked = false;
};

Place find_place(const json::Value& data, const TargetPath& path);

// Missing, null, "", [] or {}. 0 and false are values, and so is white space.
bool is_empty(const json::Value* value);

// The place holds exactly this value (as JSON); nothing there holds null.
bool holds(const Place& place, const json::Value& value);

// `previous`: what fieldcall wrote there last; nullptr = nothing known.
bool may_write(const Place& place, Overwrite overwrite, const json::Value* previous);

}  // namespace fieldcall::mapping
