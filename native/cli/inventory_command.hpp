// fieldcall inventory FORM...: which origins a form calls, what it sends them, what it keeps.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace fieldcall::cli {

struct InventoryOptions {
  std::vector<std::string> files;
  std::vector<std::string> roots;
  bool as_json = false;

  void add_to(CLI::App& command);
};

int inventory_command(const InventoryOptions& options);

}  // namespace fieldcall::cli
