// fieldcall reference TOPIC: Markdown tables made from what the engine works by.
#pragma once

#include <string>

namespace fieldcall::cli {

// "configuration", "errors", "diagnostics" or "limits".
int reference_command(const std::string& topic);

}  // namespace fieldcall::cli
