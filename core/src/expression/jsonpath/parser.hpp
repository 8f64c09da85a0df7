// JSONPath source to tree: the grammar of RFC 9535, appendix A, and its rules of well-typedness
// (2.4.3).
//
// White space is allowed inside the brackets of a singular query as it is in all others, although
// the grammar leaves it out there.
#pragma once

#include <string_view>

#include "expression/jsonpath/tree.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::jsonpath {

// Codes: "syntax" for whatever makes a query invalid, "budget" for what is longer, deeper or (in a
// regular expression) larger than is allowed.
Result<Tree> parse(std::string_view source);

}  // namespace fieldcall::expression::jsonpath
