// Numbers that the engine is to reproduce: measured over many calls in small worlds made for them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall::simulation {

// One number is measured, printed, and false if it is not what it should be. `size` scales the
// number of calls: 1 is what the numbers are promised for.
struct Number {
  std::string_view name;
  bool (*measure)(double size);
};

const std::vector<Number>& numbers();

bool measure_independent_faults(double size);
bool measure_protected_faults(double size);
bool measure_outage(double size);
bool measure_flood(double size);
bool measure_starvation(double size);
bool measure_memory(double size);

// A GET of https://api.example.com/{data.id} with that many retries.
Field number_field(int retries);
CallInputs number_inputs(std::uint64_t number, std::string_view tenant);

// Prints one line: "name: value (from low to high)", and tells whether it is in the range.
bool report(std::string_view what, double value, double low, double high);

}  // namespace fieldcall::simulation
