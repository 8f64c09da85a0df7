// libcurl as a whole: initialised once per process, never given back (other parts of the process
// may use it).
#pragma once

#include <string>

namespace fieldcall::native {

// Empty if libcurl can be used, else why not. Thread-safe.
const std::string& curl_library_problem();

// The CA bundle libcurl was built with; empty = none.
std::string built_in_ca_file();

}  // namespace fieldcall::native
