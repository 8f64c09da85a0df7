// The field a command is about: one of a configuration file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fieldcall/field.hpp"

namespace fieldcall::cli {

// The field `key` of `file`, or its only one if `key` is empty. `roots` are the host roots its
// templates may name. Explains itself on stderr if there is no such field.
std::optional<Field> read_field_file(const std::string& file, const std::string& key,
                                     const std::vector<std::string>& roots);

}  // namespace fieldcall::cli
