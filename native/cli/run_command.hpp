// fieldcall run FIELD: the real call.
#pragma once

#include "call_options.hpp"

namespace fieldcall::cli {

int run_command(const CallOptions& options);

}  // namespace fieldcall::cli
