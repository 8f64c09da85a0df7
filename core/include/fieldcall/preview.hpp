// What a call would do, without doing it.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/time.hpp"
#include "fieldcall/traffic.hpp"

namespace fieldcall {

struct PreviewOptions {
  EgressPolicy egress{};
  std::string user_agent{};  // empty = "fieldcall/<version>"
  Instant now{};             // {call.now}
};

// The exact request with secrets masked, the origin of every piece, what is
// missing, lint and a curl line. Made by the code that makes the real request. Shape:
// {"field", "status": "ready|waiting_input|failed", "request": {"method", "url", "headers":
// [{"name", "value"}], "body"?}, "pieces": [...], "missing": [...], "error"?, "diagnostics": [...],
// "curl"}
std::string render_preview(const Field& field, const CallInputs& inputs,
                           const PreviewOptions& options);

// A recorded answer through the mapping, by the code that handles real ones: limits, scrubbing of
// all `inputs.secrets`, success, mapping, `on_error`. Redirects are not followed. `answer` is one
// of
//   {"status": 503, "headers": {"Retry-After": "2"}, "body": {...}}, with "text" for other bodies;
//   what `curl -i` prints;
//   the body alone, JSON or not, of an answer with status 200.
// Shape: {"field", "outcome": as outcome_to_json(), without metadata, of a call whose last answer
// this is, "retry": {"decision": "none|retry|give_up|come_back", "wait_ms"?, "retries_max"},
// "answer": {"read_as": "recorded|http|json|text", "status", "content_type"?, "body_bytes"},
// "mappings": [{"target", "source"?, "type"?, "found"?: {"type", "value"? or "size"}, "problem"?,
// "applies", "result"?, "value"?}], "unmapped": [paths of the answer that no mapping reads],
// "diagnostics": []}. "mappings" and "unmapped" are there if the body could be read. What is no
// usable answer: {"field", "problem": {"code", "message", "pointer"?, "fix"?}, "diagnostics"}.
std::string map_preview(const Field& field, std::string_view answer, const CallInputs& inputs,
                        const PreviewOptions& options);

struct SimulationOptions {
  EgressPolicy egress{};
  std::string user_agent{};  // empty = "fieldcall/<version>"
  Instant now{};             // when the first call starts
  TrafficPolicy traffic{};   // a script may differ from it
  bool omit_idempotency_key = false;
};

// The real engine on a virtual clock, against an API that does what `script` says: a JSON array of
// answers, or an object with "answers", "token", "repeat", "pause_ms" and "traffic". Their keys are
// in configuration_reference(). Nothing is random but what `inputs.seed` decides; run n of "repeat"
// has the seed n - 1 further on, and "-n" behind a call id that was given. Every run has the same
// inputs. Secrets the inputs lack are made up ("stand_ins"). A token endpoint the script does not
// speak of gives a token.
//
// Shape: {"field", "outcome": as outcome_to_json(), of the last run, "runs": [{"run", "at_ms",
// "duration_ms", "status", "error"?, "attempts"}], "timeline": [{"at_ms", "run", "event", ...}],
// "timeline_left_out"?, "requests": [{"at_ms", "run", "attempt", "hop"?, "token_fetch"?, "answer"?:
// {"list", "index"}, "request" as render_preview() shows it, or "same_as": an index}],
// "unused_answers", "stand_ins", "virtual_duration_ms", "diagnostics"}. Events are "request_sent"
// with "request", an index, "request_aborted", and the names of observation.hpp with their members.
//
// A script that cannot be used: {"field", "problem": {"code", "message", "pointer"?, "fix"?},
// "diagnostics"}. One that ends before its calls do has a "problem" `script_too_short` beside what
// happened until then, and no outcome of that run.
std::string simulate(const Field& field, const CallInputs& inputs, std::string_view script,
                     const SimulationOptions& options);

// The field's `examples`, each simulated by itself. Secrets are made up. Shape: {"field",
// "examples": [{"name", "passed", "differences": [{"pointer" into `expect`, "expected", "found"?}],
// "problem"?: as of simulate()}], "passed", "failed"}; the last two are counts.
std::string run_examples(const Field& field, const SimulationOptions& options);

}  // namespace fieldcall
