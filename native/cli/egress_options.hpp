// The arguments that say where calls may go.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "fieldcall/egress.hpp"

namespace fieldcall::cli {

struct EgressOptions {
  bool allow_http = false;
  bool allow_private_networks = false;
  std::vector<std::uint16_t> ports;  // besides 443
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> denied_hosts;

  void add_to(CLI::App& command);
  [[nodiscard]] EgressPolicy policy() const;
};

}  // namespace fieldcall::cli
