// An outcome for people: status, values, what became of each target, attempts with their times.
#pragma once

#include <string>

#include "fieldcall/field.hpp"
#include "fieldcall/outcome.hpp"

namespace fieldcall::cli {

std::string outcome_to_text(const Field& field, const Outcome& outcome);

}  // namespace fieldcall::cli
