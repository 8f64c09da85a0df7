// fieldcall simulate FIELD --script FILE: the real engine on a virtual clock, against a scripted
// API.
#pragma once

#include <string>

#include "call_options.hpp"

namespace fieldcall::cli {

struct SimulateOptions {
  CallOptions call;
  std::string script_file;
  std::string start;  // "2026-01-15T12:00:00Z"; empty = now

  void add_to(CLI::App& command);
};

int simulate_command(const SimulateOptions& options);

}  // namespace fieldcall::cli
