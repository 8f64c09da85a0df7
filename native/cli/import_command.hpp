// fieldcall import curl COMMAND, fieldcall import openapi FILE OPERATION: a field to start from.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace fieldcall::cli {

struct ImportOptions {
  std::string command_line = "-";  // for curl; - is standard input
  std::string file;                // for openapi
  std::string operation;
  std::string server;  // instead of the document's
  bool as_json = false;

  CLI::App* curl = nullptr;
  CLI::App* openapi = nullptr;

  void add_to(CLI::App& command);
};

// The field on stdout, what to know about it on stderr.
int import_command(const ImportOptions& options);

}  // namespace fieldcall::cli
