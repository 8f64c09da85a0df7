#include "expression/jmespath/arithmetic.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

namespace fieldcall::expression::jmespath {
namespace {

using json::Value;

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

std::optional<Value> finite(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return Value::real(value);
}

// Nothing where the exact result is no integer of 64 bits. `right` is not 0 for a division.
std::optional<std::int64_t> compute_exactly(TokenKind operation, std::int64_t left,
                                            std::int64_t right) {
  std::int64_t result = 0;
  switch (operation) {
    case TokenKind::plus:
      if (__builtin_add_overflow(left, right, &result)) return std::nullopt;
      return result;
    case TokenKind::minus:
      if (__builtin_sub_overflow(left, right, &result)) return std::nullopt;
      return result;
    case TokenKind::multiply:
      if (__builtin_mul_overflow(left, right, &result)) return std::nullopt;
      return result;
    default:
      break;
  }
  if (right == -1) {  // the one division that overflows
    if (operation == TokenKind::modulo) return 0;
    if (left == smallest) return std::nullopt;
    return -left;
  }
  const std::int64_t quotient = left / right;
  const std::int64_t remainder = left % right;
  if (operation == TokenKind::modulo) return remainder;
  if (operation == TokenKind::integer_divide) {
    return remainder != 0 && (remainder < 0) != (right < 0) ? quotient - 1 : quotient;
  }
  if (remainder != 0) return std::nullopt;
  return quotient;
}

std::optional<Value> compute_real(TokenKind operation, double left, double right) {
  switch (operation) {
    case TokenKind::plus:
      return finite(left + right);
    case TokenKind::minus:
      return finite(left - right);
    case TokenKind::multiply:
      return finite(left * right);
    case TokenKind::divide:
      return finite(left / right);
    case TokenKind::integer_divide:
      return finite(std::floor(left / right));
    default:
      return finite(std::fmod(left, right));
  }
}

constexpr bool divides(TokenKind operation) {
  return operation == TokenKind::divide || operation == TokenKind::integer_divide ||
         operation == TokenKind::modulo;
}

}  // namespace

std::optional<Value> compute(TokenKind operation, const Value& left, const Value& right) {
  const auto exact_left = left.as_int64();
  const auto exact_right = right.as_int64();
  if (divides(operation) && exact_right == 0) return std::nullopt;
  if (exact_left && exact_right) {
    if (const auto result = compute_exactly(operation, *exact_left, *exact_right)) {
      return Value::integer(*result);
    }
  }
  const auto real_left = left.as_double();
  const auto real_right = right.as_double();
  if (!real_left || !real_right) return std::nullopt;
  return compute_real(operation, *real_left, *real_right);
}

std::optional<Value> negate(const Value& number) {
  return compute(TokenKind::minus, Value::integer(0), number);
}

std::optional<Value> sum(std::span<const Value> numbers) {
  std::int64_t exact = 0;
  bool is_exact = true;
  double real = 0;
  for (const Value& number : numbers) {
    const auto whole = number.as_int64();
    is_exact = is_exact && whole && !__builtin_add_overflow(exact, *whole, &exact);
    const auto part = whole ? static_cast<double>(*whole) : number.as_double();
    if (!part) return std::nullopt;
    real += *part;
  }
  if (is_exact) return Value::integer(exact);
  return finite(real);
}

std::optional<Value> average(std::span<const Value> numbers) {
  const auto total = sum(numbers);
  if (!total) return std::nullopt;
  return compute(TokenKind::divide, *total,
                 Value::integer(static_cast<std::int64_t>(numbers.size())));
}

std::optional<Value> round(const Value& number, Rounding rounding) {
  if (const auto whole = number.as_int64()) return Value::integer(*whole);
  if (number.as_uint64()) return number;
  const auto real = number.as_double();
  if (!real) return std::nullopt;
  const double rounded = rounding == Rounding::up ? std::ceil(*real) : std::floor(*real);
  constexpr double integer_bound = 9223372036854775808.0;  // 2^63
  if (rounded < -integer_bound || rounded >= integer_bound) return Value::real(rounded);
  return Value::integer(static_cast<std::int64_t>(rounded));
}

}  // namespace fieldcall::expression::jmespath
