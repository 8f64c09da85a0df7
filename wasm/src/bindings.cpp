// What JavaScript calls: declarations, and text in and out. No decision is made here.
//
// Each function reads its texts from the port's slots and gives true with its answer as output, or
// false with {"code", "message", "fix"?}. Times are milliseconds since 1970 in UTC.
#include <emscripten/bind.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "action_json.hpp"
#include "event_json.hpp"
#include "fieldcall/diagnostic.hpp"
#include "fieldcall/evaluate.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/inventory.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/plan.hpp"
#include "fieldcall/preview.hpp"
#include "fieldcall/schedule.hpp"
#include "fieldcall/version.hpp"
#include "fieldcall/visibility.hpp"
#include "options.hpp"
#include "port.hpp"
#include "session.hpp"

namespace fieldcall::wasm {
namespace {

Instant instant(double now) {
  return Instant{Millis{static_cast<std::int64_t>(std::floor(now))}};
}

bool refuse(const Error& error) {
  return port().refuse(error.code, error.message, error.fix);
}

// The field and what it runs with, from the slots.
struct Subject {
  Field field;
  CallOptions options;
};

Result<Subject> read_subject() {
  Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return options.error();
  Result<Field> field = session().field(port().text(Slot::configuration), *options);
  if (!field) return field.error();
  options->inputs.data_json = port().take(Slot::data);
  options->inputs.previous_outcome_json = port().take(Slot::previous);
  return Subject{*std::move(field), *std::move(options)};
}

emscripten::val input(std::uint32_t slot, std::uint32_t size) {
  return port().input(slot, size);
}

emscripten::val output() {
  return port().output();
}

bool version_text() {
  return port().answer(std::string(version()));
}

bool validate() {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  const Configuration& read =
      session().configuration(port().text(Slot::configuration), options->roots);
  return port().answer(diagnostics_to_json(read.diagnostics));
}

bool schema() {
  return port().answer(configuration_schema());
}

bool render(double now) {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const CallOptions& options = subject->options;
  return port().answer(render_preview(subject->field, options.inputs,
                                      {options.egress, options.user_agent, instant(now)}));
}

// {"expression", "document"} in the slot of the body.
bool evaluate() {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  std::optional<ExpressionLanguage> language;
  if (options->language == "jmespath") language = ExpressionLanguage::jmespath;
  if (options->language == "jsonpath") language = ExpressionLanguage::jsonpath;
  return port().answer(evaluate_line(port().text(Slot::body), language));
}

// The answer as it was recorded or pasted lies in the slot of the body.
bool map(double now) {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const CallOptions& options = subject->options;
  const std::string answer = port().take(Slot::body);
  return port().answer(map_preview(subject->field, answer, options.inputs,
                                   {options.egress, options.user_agent, instant(now)}));
}

// The script lies in the slot of the body.
bool simulate_call(double now) {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const CallOptions& options = subject->options;
  SimulationOptions simulation;
  simulation.egress = options.egress;
  simulation.user_agent = options.user_agent;
  simulation.now = instant(now);
  const std::string script = port().take(Slot::body);
  return port().answer(simulate(subject->field, options.inputs, script, simulation));
}

// The `examples` of a field.
bool examples(double now) {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  SimulationOptions simulation;
  simulation.egress = subject->options.egress;
  simulation.now = instant(now);
  return port().answer(run_examples(subject->field, simulation));
}

// The command line lies in the slot of the body.
bool import_from_curl() {
  return port().answer(import_to_json(import_curl(port().take(Slot::body))));
}

// The document lies in the slot of the body; {"operation", "server"?} in that of the options.
bool import_from_openapi() {
  std::string operation;
  OpenapiOptions options;
  for (const auto& [name, value] : json_members(port().text(Slot::options))) {
    if (name == "operation") operation = json_to_display_text(value);
    if (name == "server") options.server = json_to_display_text(value);
  }
  const std::string document = port().take(Slot::body);
  return port().answer(import_to_json(import_openapi(document, operation, options)));
}

// When the field's schedule fires after `after`: "count" times, from the options.
bool next_runs(double after) {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const CallOptions& options = subject->options;
  const Result<std::string> runs =
      next_runs_json(subject->field,
                     {instant(after), options.count, options.inputs.tenant, options.inputs.case_id},
                     session().zones());
  return runs ? port().answer(*runs) : refuse(runs.error());
}

// ---- forms ----

// The event lies in the slot of the body, the case before it in that of the previous outcome.
bool plan_event() {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  const Result<PlanEvent> event = read_plan_event(port().text(Slot::body));
  if (!event) return refuse(event.error());
  const auto fields = session().fields(port().text(Slot::configuration), *options);
  if (!fields) return refuse(fields.error());
  const Result<Plan> planned =
      plan(*fields, *event, port().text(Slot::previous), port().text(Slot::data));
  return planned ? port().answer(plan_to_json(*planned)) : refuse(planned.error());
}

bool inventory() {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  const auto fields = session().fields(port().text(Slot::configuration), *options);
  return fields ? port().answer(inventory_json(*fields)) : refuse(fields.error());
}

// The field's own value lies in the slot of the body.
bool is_visible() {
  const Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const Result<bool> shown = visible(
      subject->field, {port().take(Slot::body), std::string(subject->options.inputs.data_json)});
  return shown ? port().answer(*shown ? "true" : "false") : refuse(shown.error());
}

// ---- the engine ----

bool configure() {
  session().restart_engine(read_engine_options(port().text(Slot::options)));
  return port().answer("{}");
}

// The answer is the call's number.
bool start(double now) {
  Result<Subject> subject = read_subject();
  if (!subject) return refuse(subject.error());
  const CallId call =
      session().engine().start(subject->field, std::move(subject->options.inputs), instant(now));
  return port().answer(std::to_string(static_cast<std::uint64_t>(call)));
}

// The event lies in the slot of the options.
bool handle(double now) {
  Result<Event> event = read_event(port().text(Slot::options), port().take(Slot::body));
  if (!event) return refuse(event.error());
  const Result<Done> done = session().engine().handle(*std::move(event), instant(now));
  return done ? port().answer("{}") : refuse(done.error());
}

// False = no action is left.
bool poll() {
  const std::optional<Action> action = session().engine().poll();
  return action && port().answer(action_to_json(*action));
}

// Infinity = no timer is set.
double deadline() {
  const std::optional<Instant> due = session().engine().deadline();
  return due ? static_cast<double>(due->time_since_epoch().count())
             : std::numeric_limits<double>::infinity();
}

// {"tenant"?, "field"?} in the slot of the options.
bool invalidate(double now) {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  session().engine().invalidate({options->inputs.tenant, options->field_key}, instant(now));
  return port().answer("{}");
}

// The outcome of a call that no engine made: {"code"?, "technical"?} in the slot of the body.
// Without a code it was cancelled.
bool fail() {
  const Result<CallOptions> options = read_call_options(port().text(Slot::options));
  if (!options) return refuse(options.error());
  std::string code;
  std::string technical;
  for (const auto& [name, value] : json_members(port().text(Slot::body))) {
    if (name == "code") code = json_to_display_text(value);
    if (name == "technical") technical = json_to_display_text(value);
  }
  const Result<Field> field = session().field(port().text(Slot::configuration), *options);
  std::string key = field ? field->key() : options->field_key;
  const std::optional<ErrorCode> known = error_code_from_name(code);
  Outcome outcome =
      failed_outcome(std::move(key), known.value_or(ErrorCode::internal_error), technical);
  if (code.empty()) {
    outcome.status = OutcomeStatus::cancelled;
    outcome.error.reset();
  }
  return port().answer(outcome_to_json(outcome));
}

}  // namespace
}  // namespace fieldcall::wasm

EMSCRIPTEN_BINDINGS(fieldcall) {
  using emscripten::function;
  namespace bound = fieldcall::wasm;
  function("input", &bound::input);
  function("output", &bound::output);
  function("version", &bound::version_text);
  function("validate", &bound::validate);
  function("schema", &bound::schema);
  function("render", &bound::render);
  function("evaluate", &bound::evaluate);
  function("map", &bound::map);
  function("simulate", &bound::simulate_call);
  function("examples", &bound::examples);
  function("nextRuns", &bound::next_runs);
  function("importCurl", &bound::import_from_curl);
  function("importOpenapi", &bound::import_from_openapi);
  function("plan", &bound::plan_event);
  function("inventory", &bound::inventory);
  function("visible", &bound::is_visible);
  function("configure", &bound::configure);
  function("start", &bound::start);
  function("handle", &bound::handle);
  function("poll", &bound::poll);
  function("deadline", &bound::deadline);
  function("invalidate", &bound::invalidate);
  function("fail", &bound::fail);
}
