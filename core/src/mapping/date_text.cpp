#include "mapping/date_text.hpp"

#include <algorithm>
#include <chrono>

#include "text/ascii.hpp"

namespace fieldcall::mapping {
namespace {

constexpr std::size_t date_bytes = 10;  // YYYY-MM-DD

// Takes pieces off the front of a text; every method says whether the piece was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly two digits, at most `most`.
  bool take_two_digits(int most) {
    if (rest_.size() < 2 || !text::is_digit(rest_[0]) || !text::is_digit(rest_[1])) return false;
    const int value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return value <= most;
  }

  bool take_digits() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), text::is_digit);
    const auto count = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(count);
    return count > 0;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool take_time(Scanner& scanner) {
  if (!scanner.take_two_digits(23) || !scanner.take(':') || !scanner.take_two_digits(59)) {
    return false;
  }
  if (!scanner.take(':')) return true;
  if (!scanner.take_two_digits(60)) return false;
  return !scanner.take('.') || scanner.take_digits();
}

bool take_offset(Scanner& scanner) {
  if (scanner.at_end() || scanner.take('Z') || scanner.take('z')) return true;
  if (!scanner.take('+') && !scanner.take('-')) return false;
  return scanner.take_two_digits(23) && scanner.take(':') && scanner.take_two_digits(59);
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != date_bytes || text[4] != '-' || text[7] != '-') return false;
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  for (const std::string_view digits : {year, month, day}) {
    if (!std::all_of(digits.begin(), digits.end(), text::is_digit)) return false;
  }
  return std::chrono::year_month_day{std::chrono::year{number_of(year)},
                                     std::chrono::month{static_cast<unsigned>(number_of(month))},
                                     std::chrono::day{static_cast<unsigned>(number_of(day))}}
      .ok();
}

std::optional<std::string> normal_datetime(std::string_view text) {
  if (text.size() <= date_bytes || !is_date(text.substr(0, date_bytes))) return std::nullopt;
  const char separator = text[date_bytes];
  if (separator != 'T' && separator != 't' && separator != ' ') return std::nullopt;
  Scanner scanner(text.substr(date_bytes + 1));
  if (!take_time(scanner) || !take_offset(scanner) || !scanner.at_end()) return std::nullopt;
  std::string normal(text);
  normal[date_bytes] = 'T';
  if (normal.back() == 'z') normal.back() = 'Z';
  return normal;
}

}  // namespace fieldcall::mapping
