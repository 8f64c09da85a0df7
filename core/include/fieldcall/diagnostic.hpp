// What is wrong, doubtful or improvable in a configuration: for a designer to read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall {

enum class Severity : std::uint8_t {
  error,    // the field cannot run
  warning,  // it runs, but probably not as meant
  hint,     // it could be better
};

std::string_view severity_name(Severity severity);

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;          // stable, snake_case; all codes are in diagnostic_table()
  std::string pointer;       // JSON Pointer (RFC 6901) to the value, or to the member for a bad key
  std::string message;       // a sentence a designer understands
  std::string fix;           // may be empty: did you mean "cache_duration"?
  std::uint32_t offset = 0;  // bytes into the string value at `pointer` (templates, expressions)
  std::uint32_t line = 0;    // 1-based place in the configuration text; 0 = not known
  std::uint32_t column = 0;  // 1-based, in bytes
};

// True if one of them is an error.
bool has_errors(std::span<const Diagnostic> diagnostics);

// {"valid": bool, "diagnostics": [{"severity", "code", "pointer", "line", "column", "message",
// "fix"?, "offset"?}]}
std::string diagnostics_to_json(std::span<const Diagnostic> diagnostics);

// A code and what it means, in one sentence.
struct DiagnosticInfo {
  std::string_view code;
  std::string_view meaning;
};

// Every code there is, sorted.
std::span<const DiagnosticInfo> diagnostic_table();

}  // namespace fieldcall
