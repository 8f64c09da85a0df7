#include "json/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <version>

#include "json/nlohmann_bridge.hpp"
#include "text/ascii.hpp"

namespace fieldcall::json {
namespace {

std::size_t skip_digits(std::string_view text, std::size_t index) {
  while (index < text.size() && text::is_digit(text[index])) ++index;
  return index;
}

constexpr int digit_value(char c) {
  return c - '0';
}

// The text of an exponent, without leading zeros. Empty is 0.
struct Exponent {
  bool negative = false;
  std::string_view digits;
};

// Enough to stand out from any number of digits a text can have, and far from overflow.
constexpr std::int64_t exponent_bound = std::int64_t{1} << 50;

// left - right, cut to +-exponent_bound, whatever the length of both.
std::int64_t exponent_difference(const Exponent& left, const Exponent& right) {
  const std::size_t width = std::max(left.digits.size(), right.digits.size());
  const auto digit = [width](const Exponent& exponent, std::size_t place) {
    const std::size_t missing = width - exponent.digits.size();
    const int value = place < missing ? 0 : digit_value(exponent.digits[place - missing]);
    return exponent.negative ? -value : value;
  };
  std::int64_t difference = 0;
  for (std::size_t place = 0; place < width; ++place) {
    difference = difference * 10 + digit(left, place) - digit(right, place);
    // Beyond the bound the digits that follow cannot bring it back.
    if (difference > exponent_bound) return exponent_bound;
    if (difference < -exponent_bound) return -exponent_bound;
  }
  return difference;
}

// A number taken apart: sign * 0.DIGITS * 10^(point + exponent), where DIGITS neither begins nor
// ends with 0. Zero has no digits.
struct Decimal {
  bool negative = false;
  std::string_view digits;  // may contain one "."
  std::int64_t point = 0;
  Exponent exponent;

  [[nodiscard]] bool is_zero() const { return digits.empty(); }
  // The power of ten that the value is below, cut to about +-exponent_bound.
  [[nodiscard]] std::int64_t magnitude() const { return exponent_difference(exponent, {}) + point; }
};

Decimal take_apart(std::string_view text) {
  Decimal result;
  if (!text.empty() && text.front() == '-') {
    result.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t mantissa_size = std::min(text.find_first_of("eE"), text.size());
  std::string_view exponent = text.substr(std::min(mantissa_size + 1, text.size()));
  if (!exponent.empty() && (exponent.front() == '-' || exponent.front() == '+')) {
    result.exponent.negative = exponent.front() == '-';
    exponent.remove_prefix(1);
  }
  exponent.remove_prefix(std::min(exponent.find_first_not_of('0'), exponent.size()));
  result.exponent.digits = exponent;

  const std::string_view mantissa = text.substr(0, mantissa_size);
  const std::size_t dot = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_not_of("0.");
  if (first == std::string_view::npos) return result;
  const std::size_t last = mantissa.find_last_not_of("0.");
  result.digits = mantissa.substr(first, last - first + 1);
  result.point = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(first);
  if (first > dot) ++result.point;  // the "." itself is no place
  return result;
}

// Hands out the digits of a Decimal, then zeros.
class DigitSource {
 public:
  explicit DigitSource(std::string_view digits) : rest_(digits) {}
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  int next() {
    if (!rest_.empty() && rest_.front() == '.') rest_.remove_prefix(1);
    if (rest_.empty()) return 0;
    const int value = digit_value(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

 private:
  std::string_view rest_;
};

int compare_magnitudes(const Decimal& left, const Decimal& right) {
  const std::int64_t difference =
      exponent_difference(left.exponent, right.exponent) + left.point - right.point;
  if (difference != 0) return difference < 0 ? -1 : 1;
  DigitSource left_digits(left.digits);
  DigitSource right_digits(right.digits);
  while (!left_digits.at_end() || !right_digits.at_end()) {
    const int digit_difference = left_digits.next() - right_digits.next();
    if (digit_difference != 0) return digit_difference < 0 ? -1 : 1;
  }
  return 0;
}

// The absolute value, if it is whole and fits.
std::optional<std::uint64_t> whole_magnitude(const Decimal& decimal) {
  if (decimal.is_zero()) return 0;
  const std::int64_t places = decimal.magnitude();
  if (places <= 0 || places > std::numeric_limits<std::uint64_t>::digits10 + 1) return {};
  DigitSource digits(decimal.digits);
  std::uint64_t value = 0;
  for (std::int64_t place = 0; place < places; ++place) {
    const auto digit = static_cast<std::uint64_t>(digits.next());
    if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return {};
    value = value * 10 + digit;
  }
  if (!digits.at_end()) return {};  // a fraction is left
  return value;
}

// What most numbers are: up to 18 digits without exponent; mantissa / 10^places.
struct ShortDecimal {
  std::int64_t mantissa = 0;
  std::uint32_t places = 0;
};

// False for any other number. Not an optional: reading that back stalls on its own stores.
inline bool read_short(std::string_view text, ShortDecimal& result) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  std::int64_t mantissa = 0;
  std::size_t dot = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = static_cast<std::uint32_t>(text[i] - '0');
    if (digit <= 9) {
      mantissa = mantissa * 10 + digit;
    } else if (text[i] == '.') {
      dot = i + 1;
    } else {
      return false;
    }
  }
  result.mantissa = is_negative ? -mantissa : mantissa;
  result.places = static_cast<std::uint32_t>(text.size() - dot);
  return true;
}

constexpr std::array<std::int64_t, 19> powers_of_ten = [] {
  std::array<std::int64_t, 19> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// Nothing if the two have no common denominator within 64 bits.
std::optional<int> compare_short(ShortDecimal left, ShortDecimal right) {
  const auto order = [](std::int64_t a, std::int64_t b) { return a < b ? -1 : b < a ? 1 : 0; };
  if (left.places == right.places) return order(left.mantissa, right.mantissa);
  ShortDecimal& coarse = left.places < right.places ? left : right;
  const std::uint32_t missing = std::max(left.places, right.places) - coarse.places;
  if (__builtin_mul_overflow(coarse.mantissa, powers_of_ten[missing], &coarse.mantissa)) return {};
  return order(left.mantissa, right.mantissa);
}

}  // namespace

std::size_t number_prefix(std::string_view text) {
  std::size_t index = !text.empty() && text.front() == '-' ? 1 : 0;
  if (index == text.size() || !text::is_digit(text[index])) return 0;
  index = text[index] == '0' ? index + 1 : skip_digits(text, index);
  if (index < text.size() && text[index] == '.') {
    const std::size_t end = skip_digits(text, index + 1);
    if (end == index + 1) return index;
    index = end;
  }
  if (index < text.size() && (text[index] == 'e' || text[index] == 'E')) {
    std::size_t start = index + 1;
    if (start < text.size() && (text[start] == '+' || text[start] == '-')) ++start;
    const std::size_t end = skip_digits(text, start);
    if (end != start) index = end;
  }
  return index;
}

std::optional<std::int64_t> parse_int64(std::string_view digits) {
  if (ShortDecimal number; read_short(digits, number)) {
    if (number.places == 0) return number.mantissa;
    const std::int64_t denominator = powers_of_ten[number.places];
    if (number.mantissa % denominator != 0) return {};
    return number.mantissa / denominator;
  }
  const Decimal decimal = take_apart(digits);
  const auto magnitude = whole_magnitude(decimal);
  if (!magnitude) return {};
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!decimal.negative) {
    if (*magnitude > max) return {};
    return static_cast<std::int64_t>(*magnitude);
  }
  if (*magnitude > max + 1) return {};
  if (*magnitude == max + 1) return std::numeric_limits<std::int64_t>::min();
  return -static_cast<std::int64_t>(*magnitude);
}

std::optional<std::uint64_t> parse_uint64(std::string_view digits) {
  const Decimal decimal = take_apart(digits);
  if (decimal.negative && !decimal.is_zero()) return {};
  return whole_magnitude(decimal);
}

std::optional<double> parse_double(std::string_view digits) {
  // Both are exact doubles, so the quotient is rounded once. Zero may have a sign to keep.
  constexpr std::int64_t exact_bound = std::int64_t{1} << 53;
  ShortDecimal number;
  if (read_short(digits, number) && number.mantissa != 0 &&
      std::abs(number.mantissa) < exact_bound) {
    return static_cast<double>(number.mantissa) / static_cast<double>(powers_of_ten[number.places]);
  }
  double value = 0;
#if defined(__cpp_lib_to_chars)
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    const Decimal decimal = take_apart(digits);
    if (decimal.magnitude() > 0) return {};
    return decimal.negative ? -0.0 : 0.0;
  }
#else
  // musl's strtod: correctly rounded, without locale. It wants a terminated string.
  value = std::strtod(std::string(digits).c_str(), nullptr);
#endif
  if (!std::isfinite(value)) return {};
  return value;
}

int compare_digits(std::string_view left_text, std::string_view right_text) {
  ShortDecimal left_short;
  ShortDecimal right_short;
  if (read_short(left_text, left_short) && read_short(right_text, right_short)) {
    if (const auto order = compare_short(left_short, right_short)) return *order;
  }
  const Decimal left = take_apart(left_text);
  const Decimal right = take_apart(right_text);
  const int left_sign = left.is_zero() ? 0 : left.negative ? -1 : 1;
  const int right_sign = right.is_zero() ? 0 : right.negative ? -1 : 1;
  if (left_sign != right_sign) return left_sign < right_sign ? -1 : 1;
  return left_sign * compare_magnitudes(left, right);
}

NumberText::NumberText(double value) {
  constexpr double whole_bound = 9007199254740992.0;  // 2^53
  if (value > -whole_bound && value < whole_bound && value == std::floor(value)) {
    *this = NumberText(static_cast<std::int64_t>(value));
  } else {
    size_ = nlohmann_write_double(value, chars_);
  }
}

NumberText::NumberText(std::int64_t value) {
  const auto result = std::to_chars(chars_.data(), chars_.data() + chars_.size(), value);
  size_ = static_cast<std::size_t>(result.ptr - chars_.data());
}

std::string format_double(double value) {
  return std::string(NumberText(value).view());
}

std::string format_int64(std::int64_t value) {
  return std::string(NumberText(value).view());
}

}  // namespace fieldcall::json
