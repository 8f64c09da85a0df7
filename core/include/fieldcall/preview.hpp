// What a call would do, without doing it.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/time.hpp"

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

}  // namespace fieldcall
