// fieldcall next-run FIELD: when its schedule fires next.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace fieldcall::cli {

struct NextRunOptions {
  std::string field_file;
  std::string field_key;
  std::vector<std::string> roots;  // host roots besides env
  std::string after;               // RFC 3339; empty = now
  std::int32_t count = 1;
  std::string tenant;
  std::string case_id;
  bool as_json = false;

  void add_to(CLI::App& command);
};

int next_run_command(const NextRunOptions& options);

}  // namespace fieldcall::cli
