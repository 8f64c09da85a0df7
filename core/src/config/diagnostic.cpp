#include "fieldcall/diagnostic.hpp"

#include <algorithm>
#include <utility>

#include "json/writer.hpp"

namespace fieldcall {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::hint:
      return "hint";
  }
  return "error";
}

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
}

std::string diagnostics_to_json(std::span<const Diagnostic> diagnostics) {
  json::Writer writer;
  writer.begin_object().key("valid").boolean(!has_errors(diagnostics));
  writer.key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    writer.begin_object();
    writer.key("severity").string(severity_name(diagnostic.severity));
    writer.key("code").string(diagnostic.code);
    writer.key("pointer").string(diagnostic.pointer);
    writer.key("line").integer(diagnostic.line);
    writer.key("column").integer(diagnostic.column);
    writer.key("message").string(diagnostic.message);
    if (!diagnostic.fix.empty()) writer.key("fix").string(diagnostic.fix);
    if (diagnostic.offset != 0) writer.key("offset").integer(diagnostic.offset);
    writer.end_object();
  }
  writer.end_array().end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
