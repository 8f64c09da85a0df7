// abs, avg, ceil, floor, sum, to_number.
#include "expression/jmespath/arithmetic.hpp"
#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"
#include "fieldcall/limits.hpp"
#include "json/number.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

namespace {

Value number_or_fail(const Call& call, const std::optional<Value>& number) {
  if (number) return *number;
  return call.evaluator.fail(call, "not-a-number",
                             "the result of " + std::string(signature_of(call.node.detail).name) +
                                 "() is too large for a number");
}

}  // namespace

Value run_abs(const Call& call) {
  const Value& number = call.arguments[0];
  const bool is_negative = json::compare_numbers(number, Value::integer(0)) < 0;
  return is_negative ? number_or_fail(call, negate(number)) : number;
}

Value run_avg(const Call& call) {
  const auto numbers = call.arguments[0].items();
  if (!call.evaluator.work().spend_walk(call.arguments[0])) return {};
  return numbers.empty() ? Value() : number_or_fail(call, average(numbers));
}

Value run_ceil(const Call& call) {
  return number_or_fail(call, round(call.arguments[0], Rounding::up));
}

Value run_floor(const Call& call) {
  return number_or_fail(call, round(call.arguments[0], Rounding::down));
}

Value run_sum(const Call& call) {
  if (!call.evaluator.work().spend_walk(call.arguments[0])) return {};
  return number_or_fail(call, sum(call.arguments[0].items()));
}

// A string that is a JSON number keeps its digits; anything else is null.
Value run_to_number(const Call& call) {
  const Value& value = call.arguments[0];
  if (value.is_number()) return value;
  const std::string_view text = value.as_string();
  if (text.size() > limits::json_number_chars_max || !json::is_number_text(text)) return {};
  return Value::number(text);
}

}  // namespace fieldcall::expression::jmespath
