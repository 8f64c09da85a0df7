// An action in one line, for replays that people read. Secrets of the world are in it.
#pragma once

#include "fieldcall/engine.hpp"

namespace fieldcall::simulation {

void print_action(const Action& action, Instant now);

}  // namespace fieldcall::simulation
