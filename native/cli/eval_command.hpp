// fieldcall eval EXPRESSION [FILE]: what a path expression finds in a JSON text.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace fieldcall::cli {

struct EvalOptions {
  std::string expression;
  std::string file = "-";
  std::string language;  // "jmespath" or "jsonpath"; empty = as mapping sources are told apart
  bool paths = false;    // normalized paths of the nodes instead of values; JSONPath only
  bool as_json = false;  // compact, on a terminal too
  bool as_lines =
      false;  // {"expression", "document"} a line on standard input, a line out for each

  void add_to(CLI::App& command);
};

int eval_command(const EvalOptions& options);

}  // namespace fieldcall::cli
