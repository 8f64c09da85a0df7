// Diagnostics for people: file:line:column, what is wrong, where in the configuration, the fix.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fieldcall/diagnostic.hpp"

namespace fieldcall::cli {

// examples/vat.json:7:14: error: the url names an unknown root "dta" [unknown_root]
//   at /api_config/url, character 30
//   fix: did you mean "data"?
std::string diagnostics_to_text(std::string_view file, std::span<const Diagnostic> diagnostics);

}  // namespace fieldcall::cli
