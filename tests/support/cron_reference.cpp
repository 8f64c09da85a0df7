#include "support/cron_reference.hpp"

#include <cctype>
#include <cstdlib>
#include <map>
#include <vector>

namespace fieldcall::test {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& separators) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (separators.find(c) != std::string::npos) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

int number_of(const std::string& word) {
  static const std::map<std::string, int> names{
      {"JAN", 1}, {"FEB", 2}, {"MAR", 3},  {"APR", 4},  {"MAY", 5},  {"JUN", 6}, {"JUL", 7},
      {"AUG", 8}, {"SEP", 9}, {"OCT", 10}, {"NOV", 11}, {"DEC", 12}, {"SUN", 0}, {"MON", 1},
      {"TUE", 2}, {"WED", 3}, {"THU", 4},  {"FRI", 5},  {"SAT", 6}};
  std::string upper;
  for (const char c : word) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const auto name = names.find(upper);
  return name != names.end() ? name->second : std::atoi(word.c_str());
}

bool item_holds(const std::string& item, int number, int min, int max) {
  const std::vector<std::string> parts = split(item, "/");
  const int step = parts.size() > 1 ? std::atoi(parts[1].c_str()) : 1;
  const std::vector<std::string> ends = split(parts[0], "-");
  int first = min;
  int last = max;
  if (parts[0] != "*" && parts[0] != "?") {
    first = number_of(ends[0]);
    last = first;
    if (ends.size() > 1) {
      last = number_of(ends[1]);
      if (last == 0 && first > 0 && max == 6) last = 7;  // FRI-SUN
    } else if (parts.size() > 1) {
      last = first > max ? first : max;
    }
  }
  return number >= first && number <= last && (number - first) % step == 0;
}

std::set<int> numbers_of(const std::string& field, int min, int max) {
  std::set<int> numbers;
  for (const std::string& item : split(field, ",")) {
    for (int number = min; number <= max + (max == 6 ? 1 : 0); ++number) {
      if (item_holds(item, number, min, max)) numbers.insert(number == 7 && max == 6 ? 0 : number);
    }
  }
  return numbers;
}

std::string plain(std::string_view expression) {
  std::string text(expression);
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::size_t start = text.find('@');
  if (start == std::string::npos) return std::string(expression);
  switch (text[start + 1]) {
    case 'h':
      return "0 * * * *";
    case 'w':
      return "0 0 * * 0";
    case 'd':
      return "0 0 * * *";
    case 'm':
      return text[start + 2] == 'i' ? "0 0 * * *" : "0 0 1 * *";
    default:
      return "0 0 1 1 *";
  }
}

std::int64_t reading(Instant instant, const OffsetAt& offset_at) {
  return std::chrono::floor<std::chrono::minutes>(instant + offset_at(instant))
      .time_since_epoch()
      .count();
}

}  // namespace

CronReference::CronReference(std::string_view expression) {
  std::vector<std::string> fields;
  for (const std::string& word : split(plain(expression), " \t\r\n")) {
    if (!word.empty()) fields.push_back(word);
  }
  constexpr std::array<std::array<int, 2>, 5> ranges{{{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}}};
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    numbers_[i] = numbers_of(fields[i], ranges[i][0], ranges[i][1]);
  }
  const auto is_bare = [&fields](std::size_t i) { return fields[i] == "*" || fields[i] == "?"; };
  either_day_ = !is_bare(2) && !is_bare(4);
  follows_clock_ = fields[1].find('*') != std::string::npos || numbers_[1].size() == 24;
}

bool CronReference::fits(std::int64_t local_minute) const {
  const std::chrono::sys_time<std::chrono::minutes> minute{std::chrono::minutes{local_minute}};
  const auto day = std::chrono::floor<std::chrono::days>(minute);
  const std::chrono::year_month_day date{day};
  const auto in_day = static_cast<int>((minute - day).count());
  const auto holds = [this](std::size_t i, int number) { return numbers_[i].count(number) == 1; };
  const bool date_fits = holds(2, static_cast<int>(static_cast<unsigned>(date.day())));
  const bool weekday_fits = holds(4, static_cast<int>(std::chrono::weekday{day}.c_encoding()));
  return holds(0, in_day % 60) && holds(1, in_day / 60) &&
         holds(3, static_cast<int>(static_cast<unsigned>(date.month()))) &&
         (either_day_ ? date_fits || weekday_fits : date_fits && weekday_fits);
}

// Whether the clock, which had shown `latest` at most, now reaches or passes a time that fits.
bool CronReference::reaches(std::int64_t latest, std::int64_t reading_now) const {
  constexpr std::int64_t day = 24 * 60;
  if (reading_now - latest > day) return fits(reading_now);  // a date that was not
  for (std::int64_t minute = latest + 1; minute <= reading_now; ++minute) {
    if (fits(minute)) return true;
  }
  return false;
}

std::optional<Instant> CronReference::next(Instant after, Instant until,
                                           const OffsetAt& offset_at) const {
  using std::chrono::minutes;
  Instant now = std::chrono::floor<minutes>(after) - std::chrono::hours{49};
  std::int64_t latest = reading(now, offset_at);
  for (now += minutes{1}; now <= until; now += minutes{1}) {
    const std::int64_t shown = reading(now, offset_at);
    const bool fires = follows_clock_ ? fits(shown) : shown > latest && reaches(latest, shown);
    if (shown > latest) latest = shown;
    if (fires && now > after) return now;
  }
  return std::nullopt;
}

}  // namespace fieldcall::test
