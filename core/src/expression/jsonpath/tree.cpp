#include "expression/jsonpath/tree.hpp"

namespace fieldcall::expression::jsonpath {

// Numbers are the same only if they are written the same.
bool Operand::operator==(const Operand& other) const {
  return kind == other.kind && function == other.function && index == other.index &&
         pattern == other.pattern && literal.source_digits() == other.literal.source_digits() &&
         literal == other.literal;
}

// Texts and patterns follow from the rest.
bool Tree::operator==(const Tree& other) const {
  return queries == other.queries && segments == other.segments && selectors == other.selectors &&
         conditions == other.conditions && links == other.links && operands == other.operands;
}

}  // namespace fieldcall::expression::jsonpath
