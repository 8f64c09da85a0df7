#include "diagnostics_text.hpp"

#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

Colour severity_colour(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Colour::red;
    case Severity::warning:
      return Colour::yellow;
    case Severity::hint:
      return Colour::cyan;
  }
  return Colour::bold;
}

}  // namespace

std::string diagnostics_to_text(std::string_view file, std::span<const Diagnostic> diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += printable(file);
    if (diagnostic.line > 0) {
      text += ":" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column);
    }
    text += ": " + paint(severity_colour(diagnostic.severity), severity_name(diagnostic.severity)) +
            ": " + printable(diagnostic.message) + " [" + diagnostic.code + "]\n";
    if (!diagnostic.pointer.empty()) {
      text += "  at " + printable(diagnostic.pointer);
      if (diagnostic.offset > 0) text += ", character " + std::to_string(diagnostic.offset + 1);
      text += "\n";
    }
    if (!diagnostic.fix.empty()) text += "  fix: " + printable(diagnostic.fix) + "\n";
  }
  return text;
}

}  // namespace fieldcall::cli
