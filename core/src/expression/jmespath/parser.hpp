// Reads a JMESPath expression (Community edition) into a Tree. Recursive descent, one function per
// level of precedence; what the grammar writes as left recursion is a loop.
//
// From weakest to tightest: pipe |, ternary ? :, ||, &&, comparisons, + -, * / % //, unary ! + -,
// then . [] [?] and calls. Deliberate readings where the grammar leaves a choice:
// * `!a.b` is `!(a.b)`, and `a[?x].b[?y]` filters each b: once there is a projection, everything up
//   to the next [] or | is projected.
// * `let ... in` takes everything to its right.
// * `?` before `}`, `?` or the end is no ternary: a template's {= a ?} and {= a ?? "b"} end there.
// * A string literal between backticks needs its JSON quotes (JEP-12).
//
// Error codes: "syntax", "unknown-function", "invalid-arity", "invalid-type" (an expression
// reference where a value is needed, or the reverse), "invalid-value" (a slice step of 0), "budget"
// (too long or too deep). Error::offset is in bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "expression/jmespath/node.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::jmespath {

// All of `source` is the expression. The tree keeps nothing of `source`.
Result<Tree> parse(std::string_view source);

// The expression at the start of `source`; `end` is the first byte behind it.
Result<Tree> parse_prefix(std::string_view source, std::size_t& end);

}  // namespace fieldcall::expression::jmespath
