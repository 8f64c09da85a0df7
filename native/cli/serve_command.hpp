// fieldcall serve: the relay for pages and for programs beside it, until it is told to end.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "egress_options.hpp"
#include "secret_options.hpp"

namespace fieldcall::cli {

struct ServeOptions {
  std::uint16_t port = 8700;
  std::string address = "127.0.0.1";
  std::string token;
  std::vector<std::string> hosts;
  std::vector<std::string> allowed_origins;
  std::string pages;
  bool demo = false;
  SecretOptions secrets;
  std::vector<std::string> secret_origins;  // NAME=ORIGIN
  EgressOptions egress;
  std::uint32_t rate = 200;
  std::uint32_t calls_max = 4096;
  std::uint32_t grace_s = 5;

  void add_to(CLI::App& command);
};

int serve_command(const ServeOptions& options);

}  // namespace fieldcall::cli
