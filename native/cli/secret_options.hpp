// The arguments that say where secrets come from.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "fieldcall/result.hpp"
#include "fieldcall/secret.hpp"

namespace fieldcall::cli {

struct SecretOptions {
  std::string file;        // {"name": {"value": ..., "origins": [...]}}
  std::string env_prefix;  // of environment variables

  void add_to(CLI::App& command);
  [[nodiscard]] bool are_given() const { return !file.empty() || !env_prefix.empty(); }
  // Reads the file each time; those in it win. The error names the file and quotes no value.
  [[nodiscard]] Result<Secrets> read() const;
};

}  // namespace fieldcall::cli
