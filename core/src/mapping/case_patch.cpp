#include "mapping/case_patch.hpp"

#include <string>

namespace fieldcall::mapping {

Place find_place(const json::Value& data, const TargetPath& path) {
  const json::Value* current = &data;
  for (const std::string& name : path) {
    if (current->is_null()) return {};
    if (!current->is_object()) return {current, true};
    current = current->find(name);
    if (current == nullptr) return {};
  }
  return {current, false};
}

bool is_empty(const json::Value* value) {
  if (value == nullptr || value->is_null()) return true;
  if (value->is_string()) return value->as_string().empty();
  return !value->is_scalar() && value->size() == 0;
}

bool holds(const Place& place, const json::Value& value) {
  if (place.is_blocked) return false;
  return place.current == nullptr ? value.is_null() : *place.current == value;
}

bool may_write(const Place& place, Overwrite overwrite, const json::Value* previous) {
  if (overwrite == Overwrite::always || is_empty(place.current)) return true;
  if (overwrite == Overwrite::if_empty || previous == nullptr) return false;
  return holds(place, *previous);
}

}  // namespace fieldcall::mapping
