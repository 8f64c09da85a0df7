// Files that tests read: the project's own, and conformance data that may lie beside the project.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::test {

// The content of conformance/<path>, or nothing if the data is not there: then a line on stdout
// says that <path> was left out, and the test should GTEST_SKIP.
std::optional<std::string> read_conformance(std::string_view path);

// The folder of the conformance data; empty if it is not there.
std::string conformance_dir();

// A file of the project, by its path from the root. Ends the process if it is not there.
std::string read_project_file(std::string_view path);

}  // namespace fieldcall::test
