// The commands that show what a field does without doing it: render, map, simulate, test.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "call_options.hpp"
#include "map_command.hpp"
#include "simulate_command.hpp"
#include "test_command.hpp"

namespace fieldcall::cli {

struct PreviewCommands {
  CallOptions render;
  MapOptions map;
  SimulateOptions simulate;
  TestOptions test;

  void add_to(CLI::App& app);

  // The exit status of the one that was given; nothing = none of them was.
  [[nodiscard]] std::optional<int> run(const CLI::App& app) const;
};

}  // namespace fieldcall::cli
