// fieldcall run FIELD: the real call.
#pragma once

#include <string>

#include "call_options.hpp"

namespace fieldcall::cli {

struct RunOptions : CallOptions {
  bool print_events = false;
  std::string metrics_file;  // Prometheus text; "-" = standard output; empty = none

  void add_to(CLI::App& command);
};

int run_command(const RunOptions& options);

}  // namespace fieldcall::cli
