// Files named on the command line; "-" is standard input.
#pragma once

#include <string>

#include "fieldcall/result.hpp"

namespace fieldcall::cli {

// The whole content, at most 64 MiB. The error names the file and says what is wrong with it.
Result<std::string> read_file(const std::string& path);

// The content, if it is JSON; else the error says the line and column.
Result<std::string> read_json_file(const std::string& path);

}  // namespace fieldcall::cli
