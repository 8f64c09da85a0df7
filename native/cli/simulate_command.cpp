#include "simulate_command.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "exit_code.hpp"
#include "fieldcall/preview.hpp"
#include "files.hpp"
#include "map_text.hpp"
#include "simulation_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

Result<Instant> read_start(const std::string& text) {
  if (text.empty()) return std::chrono::floor<Millis>(std::chrono::system_clock::now());
  std::tm time{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &time);
  if (end == nullptr || *end != '\0') {
    return Error{"usage", "--start wants a time such as 2026-01-15T12:00:00Z, not \"" + text + "\"",
                 "", 0};
  }
  return Instant{std::chrono::seconds{::timegm(&time)}};
}

int exit_code_of(const nlohmann::ordered_json& simulation) {
  if (simulation.contains("problem")) return exit_usage;
  const std::string status = text_of(simulation["outcome"], "status");
  if (status == "waiting_input") return exit_waiting;
  return status == "ok" || status == "empty" || status == "stale" ? exit_ok : exit_failed;
}

}  // namespace

void SimulateOptions::add_to(CLI::App& command) {
  call.add_to(command);
  command
      .add_option(
          "--script", script_file,
          "file with the API's answers: [{\"status\": 503, \"headers\": {...}}, "
          "{\"timeout\": true}, {\"status\": 200, \"body\": {...}}]; - reads standard input")
      ->required();
  command.add_option("--start", start, "when the call starts: 2026-01-15T12:00:00Z (else now)");
}

int simulate_command(const SimulateOptions& options) {
  const std::optional<PreparedCall> call = prepare_call(options.call);
  if (!call) return exit_usage;
  const Result<std::string> script = read_file(options.script_file);
  if (!script) {
    complain(script.error());
    return exit_usage;
  }
  const Result<Instant> start = read_start(options.start);
  if (!start) {
    complain(start.error());
    return exit_usage;
  }
  SimulationOptions simulation_options;
  simulation_options.egress = call->egress;
  simulation_options.now = *start;
  const std::string text = simulate(call->field, call->inputs, *script, simulation_options);
  const auto simulation = nlohmann::ordered_json::parse(text);
  if (options.call.as_json) {
    std::printf("%s\n", text.c_str());
  } else {
    std::fputs(simulation_to_text(simulation).c_str(), stdout);
  }
  if (simulation.contains("problem")) complain_of_problem(options.script_file, simulation);
  return exit_code_of(simulation);
}

}  // namespace fieldcall::cli
