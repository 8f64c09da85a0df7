// What a flood does to others, and whether the last in line is served.
#include <algorithm>
#include <map>
#include <vector>

#include "base/random.hpp"
#include "simulation/number_host.hpp"
#include "simulation/numbers.hpp"

namespace fieldcall::simulation {
namespace {

double p99(std::vector<double> durations) {
  std::sort(durations.begin(), durations.end());
  return durations[durations.size() * 99 / 100];
}

// 400 calls of one tenant, four a second, while another one floods the process or does not.
double run_quiet_tenant(std::uint64_t flood) {
  EngineOptions options;
  options.traffic.tenant_concurrency = 32;
  options.traffic.process_concurrency = 32;  // the flood may take all of them
  base::Random random(3);
  std::map<CallId, Instant> started;
  std::vector<double> durations;
  NumberHost host(
      std::move(options),
      [&random](const SendRequest&) {
        return NumberHost::Reply{.after =
                                     Millis{50 + static_cast<std::int64_t>(random.up_to(100))}};
      },
      [&](const Finished& finished, Instant now) {
        const auto quiet = started.find(finished.call);
        if (quiet == started.end()) return;
        const bool is_ok = finished.outcome.status == OutcomeStatus::ok;
        durations.push_back(is_ok ? static_cast<double>((now - quiet->second).count()) : 1e9);
      });
  const Field field = number_field(0);
  for (std::uint64_t i = 0; i < flood; ++i) host.start(field, number_inputs(i, "flooding"));
  for (std::uint64_t i = 0; i < 400; ++i) {
    const Instant now = host.now();
    started[host.start(field, number_inputs(1'000'000 + i, "quiet"))] = now;
    host.run_for(Millis{250});
  }
  host.run_for(Millis{600'000});
  return durations.size() == 400 ? p99(durations) : 1e9;
}

}  // namespace

bool measure_flood(double size) {
  const auto flood = static_cast<std::uint64_t>(10'000 * size);
  const double idle = run_quiet_tenant(0);
  const double flooded = run_quiet_tenant(flood);
  return report("p99 of a tenant while another floods 10 000 calls, by its p99 when idle",
                flooded / idle, 0, 2);
}

// One place on the wire, which manual calls would fill for ever: a scheduled call gets its turn all
// the same.
bool measure_starvation(double) {
  EngineOptions options;
  options.traffic.any_origin.concurrency = 1;
  Instant served{};
  CallId last{};
  NumberHost host(
      std::move(options),
      [](const SendRequest&) { return NumberHost::Reply{.after = Millis{100}}; },
      [&](const Finished& finished, Instant now) {
        if (finished.call == last) served = now;
      });
  const Field field = number_field(0);
  std::uint64_t number = 0;
  const auto start_manual = [&] {
    CallInputs inputs = number_inputs(++number, "acme");
    inputs.trigger = Trigger::manual;
    host.start(field, std::move(inputs));
  };
  for (int i = 0; i < 10; ++i) start_manual();
  CallInputs scheduled = number_inputs(++number, "acme");
  scheduled.trigger = Trigger::scheduled;
  const Instant asked = host.now();
  last = host.start(field, std::move(scheduled));
  for (int i = 0; i < 200; ++i) {
    start_manual();
    host.run_for(Millis{100});
  }
  const double turns =
      served == Instant{} ? 1e9 : static_cast<double>((served - asked) / Millis{100});
  return report("turns until a scheduled call among manual ones is served", turns, 1, 44);
}

}  // namespace fieldcall::simulation
