// Number text: exact conversions without locale, and decimal arithmetic on digits.
//
// Reading is correctly rounded (from_chars natively, strtod of musl in WebAssembly); writing is
// nlohmann/json's shortest form, so that the same double has the same text everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::json {

// Bytes of the JSON number at the start of `text`; 0 if there is none.
std::size_t number_prefix(std::string_view text);
inline bool is_number_text(std::string_view text) {
  return !text.empty() && number_prefix(text) == text.size();
}

// These take text of the JSON number grammar. Exponents may be of any size ("1e999999999999").
std::optional<std::int64_t> parse_int64(std::string_view digits);  // "7.0" -> 7, "7.5" -> nothing
std::optional<std::uint64_t> parse_uint64(std::string_view digits);
std::optional<double> parse_double(std::string_view digits);        // nothing on overflow
int compare_digits(std::string_view left, std::string_view right);  // exact, any length

// Shortest text that reads back as the same double: "0.1", "1e+300". Whole numbers below 2^53 are
// written as integers: "100", and minus zero as "0". `value` is finite.
std::string format_double(double value);
std::string format_int64(std::int64_t value);

// The same texts without asking for memory.
class NumberText {
 public:
  explicit NumberText(double value);
  explicit NumberText(std::int64_t value);
  [[nodiscard]] std::string_view view() const { return {chars_.data(), size_}; }

 private:
  std::array<char, 32> chars_;
  std::size_t size_ = 0;
};

}  // namespace fieldcall::json
