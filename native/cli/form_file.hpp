// Forms named on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fieldcall/field.hpp"

namespace fieldcall::cli {

// All fields of the files, in their order. `roots` are host roots besides env. Nothing if a file
// cannot be read or has an error: then stderr says so already.
std::optional<std::vector<Field>> read_form(const std::vector<std::string>& files,
                                            const std::vector<std::string>& roots);

}  // namespace fieldcall::cli
