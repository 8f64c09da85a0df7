// Fields of a form that wait for each other, as a diagnosis that names the whole path.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/dependencies.hpp"
#include "config/field_config.hpp"
#include "config/structure.hpp"

namespace fieldcall::config {

struct FormField {
  const FieldConfig* config = nullptr;
  std::string_view pointer;  // JSON Pointer of the field
};

// Reports "dependency_cycle" for cycles of two or more fields (a field that reads what it writes
// waits for nobody: that is "self_trigger"). An error where one trigger starts all fields of a
// cycle, because then no order is right; a hint where none does: a lookup that runs at a change and
// a search that a person starts may fill in each other's inputs.
//
// Returns the fields that wait for each other in the first way, sorted. A hundred cycles are told.
std::vector<std::uint32_t> report_cycles(std::span<const FormField> fields,
                                         Diagnostics& diagnostics);

// a -> b -> a ("a" writes "x" and "b" reads it; "b" writes "y" and "a" reads it)
std::string describe_cycle(std::span<const FieldConfig* const> fields,
                           std::span<const Dependency> cycle);

}  // namespace fieldcall::config
