// A tree as JSONPath source that parses to the same tree. Names in brackets and single quotes,
// strings with the escapes of normalized paths, no white space but around operators.
#pragma once

#include <string>

#include "expression/jsonpath/tree.hpp"

namespace fieldcall::expression::jsonpath {

std::string print(const Tree& tree);

}  // namespace fieldcall::expression::jsonpath
