#include "http/date.hpp"

#include <array>
#include <chrono>
#include <span>

#include "base/padded.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

constexpr std::array<std::string_view, 7> day_names = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> long_day_names = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Fields {
  int year = 0;
  bool has_century = true;
  unsigned month = 0;  // 1 to 12
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// Takes exactly `count` digits off the front.
bool take_number(std::string_view& text, std::size_t count, int& number) {
  if (text.size() < count) return false;
  number = 0;
  for (const char c : text.substr(0, count)) {
    if (!text::is_digit(c)) return false;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return true;
}

// Takes one of the names off the front; `position` counts from 1.
bool take_name(std::string_view& text, std::span<const std::string_view> names,
               unsigned& position) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!text.starts_with(names[i])) continue;
    text.remove_prefix(names[i].size());
    position = static_cast<unsigned>(i + 1);
    return true;
  }
  return false;
}

// One conversion of the forms below, named as in strftime.
bool take_field(char conversion, std::string_view& text, Fields& fields) {
  unsigned day_of_week = 0;
  int day = 0;
  switch (conversion) {
    case 'a':
      return take_name(text, day_names, day_of_week);
    case 'A':
      return take_name(text, long_day_names, day_of_week);
    case 'b':
      return take_name(text, month_names, fields.month);
    case 'e':  // a single digit behind a space
      if (text.starts_with(' ')) {
        text.remove_prefix(1);
        if (!take_number(text, 1, day)) return false;
      } else if (!take_number(text, 2, day)) {
        return false;
      }
      break;
    case 'd':
      if (!take_number(text, 2, day)) return false;
      break;
    case 'Y':
      return take_number(text, 4, fields.year);
    case 'y':
      fields.has_century = false;
      return take_number(text, 2, fields.year);
    case 'H':
      return take_number(text, 2, fields.hour);
    case 'M':
      return take_number(text, 2, fields.minute);
    default:
      return take_number(text, 2, fields.second);
  }
  fields.day = static_cast<unsigned>(day);
  return true;
}

std::optional<Fields> match(std::string_view form, std::string_view text) {
  Fields fields;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '%') {
      if (!take_field(form[++i], text, fields)) return std::nullopt;
    } else if (text.starts_with(form[i])) {
      text.remove_prefix(1);
    } else {
      return std::nullopt;
    }
  }
  if (!text.empty()) return std::nullopt;
  return fields;
}

std::optional<Instant> instant_of(const Fields& fields, int year) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{fields.month},
                                         std::chrono::day{fields.day}};
  if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 60) {
    return std::nullopt;
  }
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{fields.hour} +
         std::chrono::minutes{fields.minute} + std::chrono::seconds{fields.second};
}

int year_of(Instant instant) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(instant)};
  return static_cast<int>(date.year());
}

// RFC 9110: what appears to be more than 50 years ahead is in the most recent past year with the
// same two digits. Whole years are compared.
int year_in_century(int two_digits, Instant now) {
  const int now_year = year_of(now);
  int year = now_year - now_year % 100 + 100 + two_digits;
  while (year > now_year + 50) year -= 100;
  return year;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text, Instant now) {
  for (const std::string_view form :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"}) {
    const auto fields = match(form, text);
    if (!fields) continue;
    return instant_of(*fields,
                      fields->has_century ? fields->year : year_in_century(fields->year, now));
  }
  return std::nullopt;
}

std::string format_http_date(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  const std::string_view day_name = day_names[std::chrono::weekday{day}.c_encoding()];
  const std::string_view month_name = month_names[static_cast<unsigned>(date.month()) - 1];
  std::string text(day_name);
  text += ", ";
  base::append_padded(static_cast<unsigned>(date.day()), 2, text);
  text.append(" ").append(month_name).append(" ");
  base::append_padded(static_cast<int>(date.year()), 4, text);
  text += ' ';
  base::append_padded(time.hours().count(), 2, text);
  text += ':';
  base::append_padded(time.minutes().count(), 2, text);
  text += ':';
  base::append_padded(time.seconds().count(), 2, text);
  text += " GMT";
  return text;
}

}  // namespace fieldcall::http
