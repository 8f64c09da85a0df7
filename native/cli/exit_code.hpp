// What the command's exit status means, the same for every subcommand.
#pragma once

namespace fieldcall::cli {

enum ExitCode : int {
  exit_ok = 0,       // valid; ready; outcome ok, empty or stale
  exit_failed = 1,   // the call failed or was cancelled; the expression has an error
  exit_usage = 2,    // wrong arguments, unreadable files, invalid JSON or configuration
  exit_waiting = 3,  // an input is missing: nothing was sent
};

}  // namespace fieldcall::cli
