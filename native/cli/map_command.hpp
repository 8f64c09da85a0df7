// fieldcall map FIELD ANSWER: a recorded answer through the field's mapping. Sends nothing.
#pragma once

#include <string>

#include "call_options.hpp"

namespace fieldcall::cli {

struct MapOptions {
  CallOptions call;
  std::string answer_file;

  void add_to(CLI::App& command);
};

int map_command(const MapOptions& options);

}  // namespace fieldcall::cli
