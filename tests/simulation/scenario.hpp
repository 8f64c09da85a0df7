// What one world is like, drawn at random: policies, hosts, calls.
#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "fieldcall/engine.hpp"
#include "simulation/account.hpp"
#include "simulation/tenants.hpp"

namespace fieldcall::simulation {

// Any limits, often tiny ones, which are reached.
TrafficPolicy draw_traffic_policy(base::Random& random);

EngineOptions draw_engine_options(base::Random& random);

// One call somebody makes.
struct Planned {
  Started start;
  CallInputs inputs;
};

// `number` is used once in a world. With odds of `bad_inputs` percent something is wrong with them.
Planned draw_call(const std::vector<Field>& fields, const Tenants& tenants, std::uint64_t number,
                  std::uint32_t bad_inputs, base::Random& random);

}  // namespace fieldcall::simulation
