// fieldcall_parity: reads the corpus from standard input and writes, for every scenario, one line
// of JSON: [what validate says, the rendered request, the mapped answer, the simulated call].
//
// The same program runs as g++ and clang build it and, in WebAssembly, under Node; tests/parity/
// parity.test.mjs does the same through the module of the npm package. All give the same bytes.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "../../wasm/src/options.hpp"
#include "fieldcall/diagnostic.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/preview.hpp"

namespace {

using namespace fieldcall;

struct Scenario {
  std::string config;
  std::string options;
  std::string data;
  std::string previous;
  std::string answer;
  std::string script;
  Instant now{};
};

Scenario read_scenario(const std::string& line) {
  Scenario scenario;
  for (const auto& [name, value] : json_members(line)) {
    if (name == "config") scenario.config = json_to_display_text(value);
    if (name == "options") scenario.options = json_to_display_text(value);
    if (name == "data") scenario.data = json_to_display_text(value);
    if (name == "previous") scenario.previous = json_to_display_text(value);
    if (name == "answer") scenario.answer = json_to_display_text(value);
    if (name == "script") scenario.script = json_to_display_text(value);
    if (name == "now") {
      scenario.now = Instant{Millis{static_cast<std::int64_t>(wasm::whole_number(value))}};
    }
  }
  return scenario;
}

std::string trace(const Scenario& scenario) {
  const Result<wasm::CallOptions> options = wasm::read_call_options(scenario.options);
  if (!options) return json_quote(options.error().message);
  const Configuration read = parse_configuration(scenario.config, {options->roots});
  std::string text = "[" + diagnostics_to_json(read.diagnostics);
  if (has_errors(read.diagnostics) || read.fields.size() != 1) return text + "]";
  const Field& field = read.fields.front();
  CallInputs inputs = options->inputs;
  inputs.data_json = scenario.data;
  inputs.previous_outcome_json = scenario.previous;
  const PreviewOptions preview{options->egress, {}, scenario.now};
  text += "," + render_preview(field, inputs, preview);
  text += "," + map_preview(field, scenario.answer, inputs, preview);
  SimulationOptions simulation;
  simulation.egress = options->egress;
  simulation.now = scenario.now;
  return text + "," + simulate(field, inputs, scenario.script, simulation) + "]";
}

}  // namespace

int main() {
  std::string line;
  while (std::getline(std::cin, line)) std::cout << trace(read_scenario(line)) << '\n';
  return 0;
}
