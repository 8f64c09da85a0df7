#include <utility>

#include "engine/problem.hpp"
#include "engine/request_json.hpp"
#include "engine/simulation.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/observation.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace engine {
namespace {

void write_runs(const SimulationResult& result, Instant started_at, json::Writer& writer) {
  writer.key("runs").begin_array();
  std::uint64_t number = 0;
  for (const SimulatedRun& run : result.runs) {
    writer.begin_object().key("run").unsigned_integer(++number);
    writer.key("at_ms").integer((run.started_at - started_at).count());
    writer.key("duration_ms").integer((run.ended_at - run.started_at).count());
    writer.key("status").string(outcome_status_name(run.status));
    if (run.error) writer.key("error").string(error_info(*run.error).name);
    writer.key("attempts").unsigned_integer(run.attempts);
    writer.end_object();
  }
  writer.end_array();
}

void write_attempt(const AttemptId& attempt, json::Writer& writer) {
  writer.key("attempt").unsigned_integer(attempt.number);
  if (attempt.hop > 0) writer.key("hop").unsigned_integer(attempt.hop);
}

// What an observation says beyond when and whose it is. Its own JSON, so that no member is
// forgotten when it gets more.
void write_observation(const Observation& observation, json::Writer& writer) {
  const auto document = json::Document::parse(observation_to_json(observation));
  if (!document) return;
  for (const json::Member& member : document->root().members()) {
    const std::string_view key = member.key;
    if (key == "at" || key == "call" || key == "field" || key == "trigger" || key == "tenant" ||
        key == "case_id" || key == "origin" || key == "call_id") {
      continue;
    }
    writer.key(key).value(member.value);
  }
}

void write_timeline(const SimulationResult& result, Instant started_at, json::Writer& writer) {
  writer.key("timeline").begin_array();
  for (const TimelineEntry& entry : result.timeline) {
    writer.begin_object().key("at_ms").integer((entry.at - started_at).count());
    writer.key("run").unsigned_integer(entry.run);
    if (const auto* observation = std::get_if<Observation>(&entry.what)) {
      write_observation(*observation, writer);
    } else if (const auto* index = std::get_if<std::uint32_t>(&entry.what)) {
      writer.key("event").string("request_sent");
      writer.key("request").unsigned_integer(*index);
    } else if (const auto* aborted = std::get_if<RequestAborted>(&entry.what)) {
      writer.key("event").string("request_aborted");
      write_attempt(aborted->attempt, writer);
    }
    writer.end_object();
  }
  writer.end_array();
  if (result.timeline_left_out > 0) {
    writer.key("timeline_left_out").unsigned_integer(result.timeline_left_out);
  }
}

void write_requests(const SimulationResult& result, Instant started_at, json::Writer& writer) {
  writer.key("requests").begin_array();
  for (const SimulatedRequest& request : result.requests) {
    writer.begin_object().key("at_ms").integer((request.at - started_at).count());
    writer.key("run").unsigned_integer(request.run);
    write_attempt(request.attempt, writer);
    if (request.is_token_fetch) writer.key("token_fetch").boolean(true);
    if (!request.answer.list.empty()) {
      writer.key("answer").begin_object();
      writer.key("list").string(request.answer.list);
      writer.key("index").unsigned_integer(request.answer.index);
      writer.end_object();
    }
    if (request.same_as) {
      writer.key("same_as").unsigned_integer(*request.same_as);
    } else {
      writer.key("request");
      write_request(request.request, writer);
    }
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string simulation_to_json(const Field& field, const SimulationResult& result,
                               const config::Diagnostics& diagnostics, Instant started_at) {
  json::Writer writer;
  writer.begin_object().key("field").string(field.key());
  if (result.outcome) writer.key("outcome").raw(outcome_to_json(*result.outcome));
  if (result.problem) {
    writer.key("problem").begin_object();
    writer.key("code").string(result.problem->code);
    writer.key("message").string(result.problem->message);
    writer.key("fix").string(result.problem->fix);
    writer.end_object();
  }
  write_runs(result, started_at, writer);
  write_timeline(result, started_at, writer);
  write_requests(result, started_at, writer);
  writer.key("unused_answers").unsigned_integer(result.unused_answers);
  writer.key("stand_ins").begin_array();
  for (const std::string& name : result.stand_ins) writer.string(name);
  writer.end_array();
  writer.key("virtual_duration_ms").integer((result.ended_at - started_at).count());
  write_diagnostics(diagnostics, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace engine

namespace {

// A complaint quotes the script, and a script may hold what an API echoes.
config::Diagnostics masked_diagnostics(std::string_view script, const Secrets& secrets) {
  config::Diagnostics diagnostics;
  const std::string masked = engine::masked_text(script, secrets);
  json::Arena arena;
  const Result<json::Value> value = json::read(masked, arena);
  if (value) {
    config::read_script(*value, "", arena, diagnostics);
  } else {
    config::add_diagnostic(diagnostics, Severity::error, "invalid_script", "",
                           "the script holds a secret outside of its texts");
  }
  return diagnostics;
}

std::string refuse(const Field& field, const config::Diagnostics& diagnostics) {
  json::Writer writer;
  writer.begin_object().key("field").string(field.key());
  engine::write_problem(diagnostics, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

std::string simulate(const Field& field, const CallInputs& inputs, std::string_view script,
                     const SimulationOptions& options) {
  config::Diagnostics diagnostics;
  if (script.size() > limits::config_bytes_max) {
    config::add_diagnostic(
        diagnostics, Severity::error, "script_too_large", "",
        "the script has more than " + std::to_string(limits::config_bytes_max) + " bytes");
    return refuse(field, diagnostics);
  }
  json::Arena arena;
  const Result<json::Value> value = json::read(script, arena);
  if (!value) {
    const json::TextPosition position = json::position_at(script, value.error().offset);
    config::add_diagnostic(diagnostics, Severity::error, "invalid_json", "",
                           "the script is not JSON: line " + std::to_string(position.line) +
                               ", column " + std::to_string(position.column) + ": " +
                               value.error().message,
                           value.error().fix);
    return refuse(field, diagnostics);
  }
  const config::Script read = config::read_script(*value, "", arena, diagnostics);
  if (!diagnostics.empty()) {
    const bool is_refused = has_errors(diagnostics);
    diagnostics = masked_diagnostics(script, inputs.secrets);
    if (is_refused) return refuse(field, diagnostics);
  }
  const engine::SimulationResult result = engine::run_simulation(field, inputs, read, options);
  return engine::simulation_to_json(field, result, diagnostics, options.now);
}

}  // namespace fieldcall
