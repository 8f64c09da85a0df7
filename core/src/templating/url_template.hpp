// The rules of a url template that can be told before any value is known.
#pragma once

#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

// A host root: anything but data, secret, call and expressions. Only these, and literal text, may
// decide scheme, host and port.
bool is_host_placeholder(const Placeholder& placeholder);

// Reports "dynamic_origin", the codes of http::parse_url, "unsafe_path_segment",
// "plus_outside_path", "url_fragment" and literal credentials in the query. False after an error.
bool check_url_template(const Template& url, const KnownRoots& roots, std::string_view pointer,
                        std::vector<Diagnostic>& diagnostics);

}  // namespace fieldcall::templating
