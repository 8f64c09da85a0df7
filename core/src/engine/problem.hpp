// What a preview says when what it was given cannot be used:
// {"problem": {"code", "message", "pointer"?, "fix"?}, "diagnostics": [...]}.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/writer.hpp"

namespace fieldcall::engine {

// Members of an object: the first error as "problem", if there is one, and all "diagnostics".
void write_problem(std::span<const Diagnostic> diagnostics, json::Writer& writer);

// The "diagnostics" member alone.
void write_diagnostics(std::span<const Diagnostic> diagnostics, json::Writer& writer);

}  // namespace fieldcall::engine
