// fieldcall render FIELD: the request as it would be sent, with secrets masked. Sends nothing.
#pragma once

#include "call_options.hpp"

namespace fieldcall::cli {

int render_command(const CallOptions& options);

}  // namespace fieldcall::cli
