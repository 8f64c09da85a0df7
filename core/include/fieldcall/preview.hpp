// What a call would do, without doing it.
#pragma once

#include <string>

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

}  // namespace fieldcall
