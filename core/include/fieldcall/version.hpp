// The version of the engine, as it stands in metadata and the User-Agent.
#pragma once

#include <string_view>

namespace fieldcall {

std::string_view version();  // "0.1.0"

}  // namespace fieldcall
