// The fields of the simulated world: every policy that changes how a call runs is in one of them.
#pragma once

#include <vector>

#include "fieldcall/field.hpp"

namespace fieldcall::simulation {

// Each reads {data.id} and sends {secret.token} to https://api.example.com.
std::vector<Field> simulated_fields();

}  // namespace fieldcall::simulation
