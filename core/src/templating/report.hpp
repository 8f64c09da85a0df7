// Adding a diagnostic in one line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fieldcall/diagnostic.hpp"

namespace fieldcall::templating {

struct Problem {
  Severity severity = Severity::error;
  std::string_view code;
  std::string message;
  std::string fix = {};
  std::size_t offset = 0;  // bytes into the string at the pointer
};

inline void report(std::vector<Diagnostic>& diagnostics, std::string_view pointer,
                   Problem problem) {
  Diagnostic diagnostic;
  diagnostic.severity = problem.severity;
  diagnostic.code = problem.code;
  diagnostic.pointer = pointer;
  diagnostic.message = std::move(problem.message);
  diagnostic.fix = std::move(problem.fix);
  diagnostic.offset = static_cast<std::uint32_t>(problem.offset);
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace fieldcall::templating
