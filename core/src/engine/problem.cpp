#include "engine/problem.hpp"

#include <algorithm>

namespace fieldcall::engine {

void write_problem(std::span<const Diagnostic> diagnostics, json::Writer& writer) {
  const auto first = std::find_if(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
  if (first != diagnostics.end()) {
    writer.key("problem").begin_object();
    writer.key("code").string(first->code);
    writer.key("message").string(first->message);
    if (!first->pointer.empty()) writer.key("pointer").string(first->pointer);
    if (!first->fix.empty()) writer.key("fix").string(first->fix);
    writer.end_object();
  }
  write_diagnostics(diagnostics, writer);
}

void write_diagnostics(std::span<const Diagnostic> diagnostics, json::Writer& writer) {
  writer.key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    writer.begin_object();
    writer.key("severity").string(severity_name(diagnostic.severity));
    writer.key("code").string(diagnostic.code);
    writer.key("pointer").string(diagnostic.pointer);
    writer.key("message").string(diagnostic.message);
    if (!diagnostic.fix.empty()) writer.key("fix").string(diagnostic.fix);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace fieldcall::engine
