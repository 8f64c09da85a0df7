#include "test_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "diagnostics_text.hpp"
#include "exit_code.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/preview.hpp"
#include "files.hpp"
#include "map_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

// 2026-01-15T12:00:00Z: examples read the same on every day.
constexpr Instant examples_start{Millis{1'768'478'400'000}};

struct Totals {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
};

void print_example(const ordered_json& example) {
  const bool passed = example["passed"];
  std::printf(
      "  %s  %s\n",
      passed ? paint(Colour::green, "ok    ").c_str() : paint(Colour::red, "FAILED").c_str(),
      printable(text_of(example, "name")).c_str());
  for (const ordered_json& difference : example["differences"]) {
    const std::string found =
        difference.contains("found") ? difference["found"].dump() : std::string("nothing");
    std::printf("    %s: expected %s, found %s\n",
                printable(text_of(difference, "pointer")).c_str(),
                printable(difference["expected"].dump()).c_str(), printable(found).c_str());
  }
  if (example.contains("problem")) {
    std::printf("    %s\n", printable(text_of(example["problem"], "message")).c_str());
    std::printf("    fix: %s\n", printable(text_of(example["problem"], "fix")).c_str());
  }
}

void test_field(const std::string& file, const Field& field, const SimulationOptions& options,
                bool as_json, Totals& totals) {
  const std::string text = run_examples(field, options);
  const auto result = ordered_json::parse(text);
  totals.passed += result["passed"].get<std::uint64_t>();
  totals.failed += result["failed"].get<std::uint64_t>();
  if (as_json) {
    ordered_json line = {{"file", file}};
    line.update(result);
    std::printf("%s\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
    return;
  }
  std::printf("%s  %s%s\n", printable(file).c_str(), field.key().c_str(),
              result["examples"].empty() ? ": no examples" : "");
  for (const ordered_json& example : result["examples"]) print_example(example);
}

}  // namespace

void TestOptions::add_to(CLI::App& command) {
  command.add_option("FILE", files, "configuration; - reads standard input")->required();
  command.add_option("--root", roots, "name of a host root, besides env (repeatable)");
  command.add_flag("--allow-http", allow_http, "allow plain http");
  command.add_flag("--allow-private-networks", allow_private_networks,
                   "allow loopback and private addresses");
  command.add_option("--allow-port", ports, "allow this port besides 443 (repeatable)");
  command.add_flag("--json", as_json, "print a line of JSON for each field");
}

int test_command(const TestOptions& options) {
  SimulationOptions simulation;
  simulation.egress.allow_http = options.allow_http;
  simulation.egress.allow_private_networks = options.allow_private_networks;
  simulation.egress.ports.insert(simulation.egress.ports.end(), options.ports.begin(),
                                 options.ports.end());
  simulation.now = examples_start;
  ParseOptions parse_options;
  parse_options.roots = options.roots;
  parse_options.roots.emplace_back("env");
  Totals totals;
  bool is_readable = true;
  for (const std::string& file : options.files) {
    const Result<std::string> text = read_file(file);
    if (!text) {
      complain(text.error());
      is_readable = false;
      continue;
    }
    const Configuration configuration = parse_configuration(*text, parse_options);
    if (has_errors(configuration.diagnostics)) {
      std::fputs(diagnostics_to_text(file, configuration.diagnostics).c_str(), stderr);
      complain(file + " is not a valid configuration");
      is_readable = false;
    }
    for (const Field& field : configuration.fields) {
      test_field(file, field, simulation, options.as_json, totals);
    }
  }
  if (!options.as_json) {
    std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(totals.passed),
                static_cast<unsigned long long>(totals.failed));
  }
  if (!is_readable) return exit_usage;
  return totals.failed == 0 ? exit_ok : exit_failed;
}

}  // namespace fieldcall::cli
