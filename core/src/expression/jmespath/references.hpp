// Which paths of its input an expression reads, as far as that can be told without evaluating it.
#pragma once

#include <vector>

#include "expression/jmespath/node.hpp"
#include "expression/program.hpp"

namespace fieldcall::expression::jmespath {

// Without repetitions, in the order of reading. The whole input is the empty path. A path ends
// where its next name is not known: behind `*`, or in a value the expression made itself. Nothing
// is left out: where there is too much to tell, the whole input and whole variables are among them.
std::vector<Path> find_references(const Tree& tree);

}  // namespace fieldcall::expression::jmespath
