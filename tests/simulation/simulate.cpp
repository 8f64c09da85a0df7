// fieldcall_simulate: many calls in simulated worlds, with invariants checked at every step.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "simulation/numbers.hpp"
#include "simulation/world.hpp"

namespace {

using fieldcall::simulation::run_world;
using fieldcall::simulation::WorldResult;

constexpr const char* usage =
    "usage: fieldcall_simulate --seed N | --seeds A..B [--twice] [--days N] [--print] [--hashes]\n"
    "       fieldcall_simulate --numbers SIZE\n"
    "  --twice  run every seed twice and compare the traces\n"
    "  --days   spread the calls of a world over so many days\n"
    "  --print  every action of the engine\n"
    "  --hashes  the hash of every seed's trace\n"
    "  --numbers  measure what is promised, with so many of the calls; 1 = all\n";

struct Arguments {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool twice = false;
  bool prints = false;
  bool prints_hashes = false;
  double numbers = 0;
  std::uint32_t days = 0;
  bool is_valid = false;
};

bool read_seeds(const char* text, Arguments& arguments) {
  char* end = nullptr;
  arguments.first = std::strtoull(text, &end, 10);
  if (end == text) return false;
  arguments.last = arguments.first;
  if (*end == '\0') return true;
  if (std::strncmp(end, "..", 2) != 0) return false;
  const char* rest = end + 2;
  arguments.last = std::strtoull(rest, &end, 10);
  return end != rest && *end == '\0' && arguments.last >= arguments.first;
}

Arguments read_arguments(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string name = values[i];
    if (name == "--twice") {
      arguments.twice = true;
    } else if (name == "--numbers" && i + 1 < count) {
      arguments.numbers = std::strtod(values[++i], nullptr);
      arguments.is_valid = arguments.numbers > 0;
    } else if (name == "--print") {
      arguments.prints = true;
    } else if (name == "--hashes") {
      arguments.prints_hashes = true;
    } else if (name == "--days" && i + 1 < count) {
      arguments.days = static_cast<std::uint32_t>(std::strtoul(values[++i], nullptr, 10));
    } else if ((name == "--seed" || name == "--seeds") && i + 1 < count) {
      arguments.is_valid = read_seeds(values[++i], arguments);
    } else {
      return {};
    }
  }
  return arguments;
}

bool run_seed(std::uint64_t seed, const Arguments& arguments, WorldResult& total) {
  const fieldcall::simulation::WorldOptions options{
      .seed = seed, .days = arguments.days, .prints = arguments.prints};
  WorldResult result = run_world(options);
  if (arguments.twice && run_world(options).trace_hash != result.trace_hash) {
    result.failures.push_back("the same seed gives the same trace");
  }
  if (arguments.prints_hashes) std::printf("%" PRIu64 " %016" PRIx64 "\n", seed, result.trace_hash);
  total.calls += result.calls;
  total.steps += result.steps;
  total.checks += result.checks;
  total.minutes += result.minutes;
  total.trace_hash = total.trace_hash * 31 + result.trace_hash;
  for (const std::string& failure : result.failures) {
    std::printf("seed %" PRIu64 ": broken: %s\n", seed, failure.c_str());
  }
  if (!result.failures.empty()) {
    std::printf("replay: fieldcall_simulate --seed %" PRIu64, seed);
    if (arguments.days > 0) std::printf(" --days %" PRIu32, arguments.days);
    std::printf("\n");
  }
  return result.failures.empty();
}

int measure_numbers(double size) {
  bool is_good = true;
  for (const fieldcall::simulation::Number& number : fieldcall::simulation::numbers()) {
    is_good = number.measure(size) && is_good;
  }
  return is_good ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  const Arguments arguments = read_arguments(count, values);
  if (!arguments.is_valid) {
    std::fputs(usage, stderr);
    return 2;
  }
  if (arguments.numbers > 0) return measure_numbers(arguments.numbers);
  WorldResult total;
  std::uint64_t broken = 0;
  for (std::uint64_t seed = arguments.first;; ++seed) {
    if (!run_seed(seed, arguments, total)) ++broken;
    if (seed == arguments.last) break;
  }
  std::printf("seeds %" PRIu64 "..%" PRIu64 ": %" PRIu64 " calls, %" PRIu64 " steps, %" PRIu64
              " checks, %" PRIu64 " simulated days, %" PRIu64 " broken seeds, trace %016" PRIx64
              "\n",
              arguments.first, arguments.last, total.calls, total.steps, total.checks,
              total.minutes / (24 * 60), broken, total.trace_hash);
  return broken == 0 ? 0 : 1;
}
