// The places a query reads from, as far as its names tell: Expression::references().
#pragma once

#include <vector>

#include "expression/jsonpath/tree.hpp"
#include "expression/program.hpp"

namespace fieldcall::expression::jsonpath {

// Each query from the root, in filters too, up to the first segment that may go anywhere (a
// wildcard, a filter, a descendant segment): everything below is taken as read.
std::vector<Path> find_references(const Tree& tree);

}  // namespace fieldcall::expression::jsonpath
