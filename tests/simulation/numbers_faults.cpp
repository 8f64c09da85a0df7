// Success and attempts under independent faults, and what an outage costs.
#include <algorithm>
#include <cstdio>

#include "base/random.hpp"
#include "simulation/number_host.hpp"
#include "simulation/numbers.hpp"

namespace fieldcall::simulation {
namespace {

struct Tally {
  double success = 0;   // percent of calls
  double attempts = 0;  // per call
};

// Calls one after the other, a second apart, of which every attempt fails in 3 of 10 cases.
Tally run_faults(std::uint64_t calls, bool is_protected) {
  EngineOptions options;
  options.traffic.any_origin.retry_budget = is_protected;
  options.traffic.any_origin.circuit_breaker = is_protected;
  base::Random random(7);
  std::uint64_t successes = 0;
  NumberHost host(
      std::move(options),
      [&random](const SendRequest&) {
        return NumberHost::Reply{.after = Millis{20}, .is_fault = random.up_to(99) < 30};
      },
      [&successes](const Finished& finished, Instant) {
        if (finished.outcome.status == OutcomeStatus::ok) ++successes;
      });
  const Field field = number_field(3);
  for (std::uint64_t i = 0; i < calls; ++i) {
    host.start(field, number_inputs(i, "acme"));
    host.run_for(Millis{1000});
  }
  host.run_for(Millis{600'000});
  return {.success = 100.0 * static_cast<double>(successes) / static_cast<double>(calls),
          .attempts = static_cast<double>(host.sent()) / static_cast<double>(calls)};
}

}  // namespace

// 1 - 0.3^4 = 99.19 %, and 1 + 0.3 + 0.09 + 0.027 = 1.417.
bool measure_independent_faults(double size) {
  const Tally tally = run_faults(static_cast<std::uint64_t>(120'000 * size), false);
  const double slack = 1 / std::min(size, 1.0);
  const bool success = report("30 % faults, 3 retries: success %", tally.success,
                              99.19 - 0.1 * slack, std::min(100.0, 99.19 + 0.1 * slack));
  return report("30 % faults, 3 retries: attempts per call", tally.attempts, 1.417 - 0.01 * slack,
                1.417 + 0.01 * slack) &&
         success;
}

// The same with retry budget and breaker. The budget gives for each success at once 1 back, for
// one after retries the cost of its last: 0.7 + 0.2919 * 5 = 2.16 tokens a call, and 0.417 retries
// cost 2.085: it lasts, so that next to nothing is lost.
bool measure_protected_faults(double size) {
  const Tally tally = run_faults(static_cast<std::uint64_t>(120'000 * size), true);
  const double slack = 1 / std::min(size, 1.0);
  const bool success = report("the same with budget and breaker: success %", tally.success,
                              99.19 - 0.3 * slack, std::min(100.0, 99.19 + 0.1 * slack));
  return report("the same with budget and breaker: attempts per call", tally.attempts,
                1.417 - 0.02 * slack, 1.417 + 0.01 * slack) &&
         success;
}

// Everything fails for an hour, then works again.
bool measure_outage(double) {
  EngineOptions options;
  options.traffic.any_origin.circuit_breaker = false;  // it would stop the calls themselves
  bool is_down = true;
  std::uint64_t retries = 0;
  std::uint64_t successes = 0;
  NumberHost host(
      std::move(options),
      [&](const SendRequest& send) {
        if (send.attempt.number > 1) ++retries;
        return NumberHost::Reply{
            .after = Millis{20}, .is_fault = false, .status = is_down ? 503 : 200};
      },
      [&successes](const Finished& finished, Instant) {
        if (finished.outcome.status == OutcomeStatus::ok) ++successes;
      });
  const Field field = number_field(3);
  std::uint64_t number = 0;
  const auto run_calls = [&](int calls) {
    for (int i = 0; i < calls; ++i) {
      host.start(field, number_inputs(++number, "acme"));
      host.run_for(Millis{500});
    }
    host.run_for(Millis{120'000});
  };
  run_calls(2000);
  bool is_good =
      report("retries of a full budget in an outage", static_cast<double>(retries), 100, 100);
  is_down = false;
  run_calls(100);
  is_good =
      report("calls that succeed after it", static_cast<double>(successes), 100, 100) && is_good;
  is_down = true;
  const std::uint64_t before = retries;
  run_calls(500);
  // 100 successes at once gave 100 tokens back: 20 retries.
  return report("retries of what the recovery gave back", static_cast<double>(retries - before), 20,
                20) &&
         is_good;
}

}  // namespace fieldcall::simulation
