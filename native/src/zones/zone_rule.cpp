#include "zones/zone_rule.hpp"

#include <fstream>

namespace fieldcall::native {

using std::chrono::seconds;

// Reads a rule from left to right; each function takes its part off the front and says whether it
// was there.
class ZoneRuleParser {
 public:
  explicit ZoneRuleParser(std::string_view text) : text_(text) {}

  bool parse(ZoneRule& rule) {
    if (!name() || !time(rule.standard_)) return false;
    rule.standard_ = -rule.standard_;  // POSIX counts westward
    if (text_.empty()) return true;
    rule.has_daylight_ = true;
    rule.daylight_ = rule.standard_ + std::chrono::hours{1};
    if (!name()) return false;
    if (!text_.starts_with(',')) {
      if (!time(rule.daylight_)) return false;
      rule.daylight_ = -rule.daylight_;
    }
    return date(rule.start_) && date(rule.end_) && text_.empty();
  }

 private:
  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  // Letters, or anything in angle brackets.
  bool name() {
    if (take('<')) {
      const std::size_t end = text_.find('>');
      if (end == std::string_view::npos) return false;
      text_.remove_prefix(end + 1);
      return true;
    }
    std::size_t count = 0;
    while (count < text_.size() && ((text_[count] >= 'A' && text_[count] <= 'Z') ||
                                    (text_[count] >= 'a' && text_[count] <= 'z'))) {
      ++count;
    }
    text_.remove_prefix(count);
    return count > 0;
  }

  bool number(std::uint32_t max, std::uint32_t& value) {
    std::size_t count = 0;
    value = 0;
    while (count < text_.size() && count < 3 && text_[count] >= '0' && text_[count] <= '9') {
      value = value * 10 + static_cast<std::uint32_t>(text_[count++] - '0');
    }
    text_.remove_prefix(count);
    return count > 0 && value <= max;
  }

  // [+-]hours[:minutes[:seconds]]; up to a week either way.
  bool time(seconds& value) {
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    std::uint32_t hours = 0;
    std::uint32_t minutes = 0;
    std::uint32_t rest = 0;
    if (!number(167, hours)) return false;
    if (take(':') && !number(59, minutes)) return false;
    if (take(':') && !number(59, rest)) return false;
    value = std::chrono::hours{hours} + std::chrono::minutes{minutes} + seconds{rest};
    if (is_negative) value = -value;
    return true;
  }

  bool date(ZoneRule::Date& date) {
    if (!take(',') || !take('M') || !number(12, date.month) || date.month < 1) return false;
    if (!take('.') || !number(5, date.week) || date.week < 1) return false;
    if (!take('.') || !number(6, date.weekday)) return false;
    return !take('/') || time(date.time);
  }

  std::string_view text_;
};

std::optional<ZoneRule> ZoneRule::parse(std::string_view text) {
  ZoneRule rule;
  if (!ZoneRuleParser(text).parse(rule)) return std::nullopt;
  return rule;
}

std::chrono::sys_seconds ZoneRule::day_of(const Date& date, std::chrono::year year) {
  const std::chrono::month month{date.month};
  const std::chrono::weekday weekday{date.weekday};
  const std::chrono::sys_days day =
      date.week == 5 ? std::chrono::sys_days{year / month / weekday[std::chrono::last]}
                     : std::chrono::sys_days{year / month / weekday[date.week]};
  return day + date.time;
}

seconds ZoneRule::offset(std::chrono::sys_seconds at) const {
  if (!has_daylight_) return standard_;
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(at + standard_)};
  const auto start = day_of(start_, today.year()) - standard_;
  const auto end = day_of(end_, today.year()) - daylight_;
  const bool is_daylight = start < end ? start <= at && at < end : at < end || start <= at;
  return is_daylight ? daylight_ : standard_;
}

std::optional<ZoneRule> read_zone_rule(std::string_view zone) {
  // Compiled zones have up to 4 KB.
  constexpr std::size_t bytes_max = 64 * 1024;
  std::ifstream file("/usr/share/zoneinfo/" + std::string(zone), std::ios::binary);
  std::string content(bytes_max, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (!content.starts_with("TZif") || !content.ends_with('\n')) return std::nullopt;
  content.pop_back();
  const std::size_t start = content.rfind('\n');
  if (start == std::string::npos) return std::nullopt;
  return ZoneRule::parse(std::string_view{content}.substr(start + 1));
}

}  // namespace fieldcall::native
