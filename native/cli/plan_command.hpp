// fieldcall plan FORM --event EVENT: which fields an event starts, in which order and why.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace fieldcall::cli {

struct PlanOptions {
  std::string form_file;
  std::string event;
  std::string before_file;
  std::string after_file;
  std::vector<std::string> fields;
  std::vector<std::string> written_by;
  std::vector<std::string> planned;
  std::vector<std::string> roots;
  std::uint32_t chain_depth = 0;
  bool as_json = false;

  void add_to(CLI::App& command);
};

int plan_command(const PlanOptions& options);

}  // namespace fieldcall::cli
