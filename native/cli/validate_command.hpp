// fieldcall validate FILE...: every problem of every file.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace fieldcall::cli {

struct ValidateOptions {
  std::vector<std::string> files;
  std::vector<std::string> roots;  // host roots besides env
  bool as_json = false;            // a line a file: {"file", "valid", "fields", "diagnostics"}

  void add_to(CLI::App& command);
};

int validate_command(const ValidateOptions& options);

}  // namespace fieldcall::cli
