// A simulated world: faulty servers and stores, hosts that misbehave, people who cancel, a clock
// that jumps. Everything follows from the seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fieldcall::simulation {

// Odds in percent.
struct WorldOptions {
  std::uint64_t seed = 1;
  std::uint32_t calls_max = 60;
  std::uint32_t days = 0;         // over which bursts of calls are spread; 0 = minutes or hours
  std::uint32_t cancel = 12;      // of calls: a person cancels it
  std::uint32_t duplicate = 10;   // of events: the host tells it twice
  std::uint32_t stray = 5;        // of events: one that nobody asked for comes along
  std::uint32_t clock_back = 5;   // of events: the clock shows an earlier time
  std::uint32_t late_wake = 10;   // of timers: the host wakes too late
  std::uint32_t bad_inputs = 12;  // of calls: missing, hostile or broken inputs
  std::uint32_t steps_max = 500'000;
  bool prints = false;  // every action, to the standard output
};

struct WorldResult {
  std::uint64_t calls = 0;
  std::uint64_t steps = 0;
  std::uint64_t checks = 0;
  std::uint64_t minutes = 0;     // of simulated time
  std::uint64_t trace_hash = 0;  // of every action with its time
  std::vector<std::string> failures;
};

WorldResult run_world(const WorldOptions& options);

}  // namespace fieldcall::simulation
