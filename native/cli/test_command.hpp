// fieldcall test FILE...: the examples of every field of every file.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace fieldcall::cli {

struct TestOptions {
  std::vector<std::string> files;
  std::vector<std::string> roots;  // host roots besides env
  bool allow_http = false;
  bool allow_private_networks = false;
  std::vector<std::uint16_t> ports;
  bool as_json = false;  // a line a field: {"file", "field", "examples", "passed", "failed"}

  void add_to(CLI::App& command);
};

int test_command(const TestOptions& options);

}  // namespace fieldcall::cli
