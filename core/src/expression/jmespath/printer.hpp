// A Tree as JMESPath text: parsing the text gives an equal tree. One space around operators, no
// parentheses but the necessary ones.
#pragma once

#include <string>

#include "expression/jmespath/node.hpp"

namespace fieldcall::expression::jmespath {

std::string print(const Tree& tree);

}  // namespace fieldcall::expression::jmespath
