// A traffic policy as the engine uses it: origins in one spelling, numbers in their ranges.
#pragma once

#include "fieldcall/traffic.hpp"

namespace fieldcall::engine {

// Leaves out what check_traffic_policy() refuses, or takes the nearest number it allows.
TrafficPolicy normalised(const TrafficPolicy& policy);

}  // namespace fieldcall::engine
