// Arithmetic of JMESPath (JEP-16) on JSON numbers.
//
// Exact on integers as long as they fit 64 bits with sign; else on doubles. `/` of two integers is
// an integer if it comes out even. `//` rounds down; `%` has the sign of its left side, as in the
// other implementations. What is no finite number ("not-a-number": division by 0, overflow) is
// nothing.
#pragma once

#include <optional>
#include <span>

#include "expression/jmespath/token.hpp"
#include "json/value.hpp"

namespace fieldcall::expression::jmespath {

// `operation` is plus, minus, multiply, divide, integer_divide or modulo; both values are numbers.
std::optional<json::Value> compute(TokenKind operation, const json::Value& left,
                                   const json::Value& right);

std::optional<json::Value> negate(const json::Value& number);
std::optional<json::Value> sum(std::span<const json::Value> numbers);
std::optional<json::Value> average(std::span<const json::Value> numbers);  // not empty

enum class Rounding : bool { down, up };
std::optional<json::Value> round(const json::Value& number, Rounding rounding);

}  // namespace fieldcall::expression::jmespath
