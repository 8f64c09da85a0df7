// A field's examples: each script is simulated, and what came out is compared with what was
// expected.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/example.hpp"
#include "engine/example_match.hpp"
#include "engine/simulation.hpp"
#include "fieldcall/preview.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

struct ExampleResult {
  std::vector<engine::Difference> differences;
  std::optional<engine::SimulationProblem> problem;
  [[nodiscard]] bool has_passed() const { return differences.empty() && !problem; }
};

// An outcome holds a mapped answer up to three times.
constexpr json::ReadLimits actual_limits{.depth_max = limits::json_envelope_depth_max,
                                         .nodes_max = limits::json_nodes_max * 4};

ExampleResult run_example(const Field& field, const config::Example& example,
                          const SimulationOptions& options) {
  engine::SimulationResult result =
      engine::run_simulation(field, example.inputs, example.script, options);
  ExampleResult compared;
  compared.problem = std::move(result.problem);
  if (compared.problem) return compared;
  json::Arena arena;
  const Result<json::Value> expected = json::read(example.expect_json, arena, actual_limits);
  const std::string text = engine::actual_to_json(result, *expected);
  const Result<json::Value> actual = json::read(text, arena, actual_limits);
  if (!actual) {
    compared.problem = engine::SimulationProblem{
        "outcome_too_large", "the outcome is too large to be compared", "use a smaller answer"};
    return compared;
  }
  compared.differences = engine::match(*expected, *actual);
  return compared;
}

void write_example(const config::Example& example, const ExampleResult& result,
                   json::Writer& writer) {
  writer.begin_object().key("name").string(example.name);
  writer.key("passed").boolean(result.has_passed());
  writer.key("differences").begin_array();
  for (const engine::Difference& difference : result.differences) {
    writer.begin_object().key("pointer").string(difference.pointer);
    writer.key("expected").raw(difference.expected_json);
    if (!difference.found_json.empty()) writer.key("found").raw(difference.found_json);
    writer.end_object();
  }
  writer.end_array();
  if (result.problem) {
    writer.key("problem").begin_object();
    writer.key("code").string(result.problem->code);
    writer.key("message").string(result.problem->message);
    writer.key("fix").string(result.problem->fix);
    writer.end_object();
  }
  writer.end_object();
}

}  // namespace

std::string run_examples(const Field& field, const SimulationOptions& options) {
  json::Writer writer;
  writer.begin_object().key("field").string(field.key());
  writer.key("examples").begin_array();
  std::uint64_t passed = 0;
  const std::vector<config::Example>& examples = field.config().examples;
  for (const config::Example& example : examples) {
    const ExampleResult result = run_example(field, example, options);
    if (result.has_passed()) ++passed;
    write_example(example, result, writer);
  }
  writer.end_array();
  writer.key("passed").unsigned_integer(passed);
  writer.key("failed").unsigned_integer(examples.size() - passed);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
