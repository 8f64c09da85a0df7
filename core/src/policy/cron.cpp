#include "policy/cron.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "fieldcall/limits.hpp"
#include "policy/cron_field.hpp"
#include "text/ascii.hpp"
#include "text/suggest.hpp"

namespace fieldcall::policy {
namespace {

using std::string_view;

constexpr std::array<string_view, 12> month_names{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<string_view, 7> weekday_names{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

constexpr std::size_t fields_count = 5;
constexpr std::array<CronFieldRule, fields_count> field_rules{{
    {.noun = "minute", .max = 59},
    {.noun = "hour", .max = 23},
    {.noun = "day of month", .min = 1, .max = 31, .is_day = true},
    {.noun = "month", .min = 1, .max = 12, .names = month_names},
    {.noun = "day of week", .max = 6, .names = weekday_names, .is_day = true, .wraps = true},
}};

constexpr std::array<std::pair<string_view, string_view>, 7> nicknames{{
    {"@hourly", "0 * * * *"},
    {"@daily", "0 0 * * *"},
    {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"},
    {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"},
}};

constexpr string_view spaces = " \t\r\n";

struct Word {
  string_view text;
  std::uint32_t offset = 0;
};

std::vector<Word> words_of(string_view text) {
  std::vector<Word> words;
  std::size_t start = text.find_first_not_of(spaces);
  while (start != string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(spaces, start), text.size());
    words.push_back({text.substr(start, end - start), static_cast<std::uint32_t>(start)});
    start = text.find_first_not_of(spaces, end);
  }
  return words;
}

Error cron_error(std::string message, std::string fix, std::uint32_t offset = 0) {
  return {"invalid_cron", std::move(message), std::move(fix), offset};
}

Error wrong_count(const std::vector<Word>& words) {
  const std::size_t count = words.size();
  const std::string message = "a cron expression has five fields, this one has " +
                              (count == 0 ? std::string("none") : std::to_string(count));
  if (count == 6) {
    return cron_error(message, "leave the seconds out: a schedule is exact to the minute",
                      words.back().offset);
  }
  if (count > 6) return cron_error(message, "leave seconds and years out", words[5].offset);
  return cron_error(message,
                    "write minute, hour, day of month, month and day of week: \"0 6 * * *\"",
                    count == 0 ? 0 : words.back().offset);
}

Result<Cron> parse_nickname(const std::vector<Word>& words) {
  const Word& word = words.front();
  if (words.size() > 1) {
    return cron_error(std::string(word.text) + " stands alone", "remove what follows it",
                      words[1].offset);
  }
  std::array<string_view, nicknames.size()> known;
  for (std::size_t i = 0; i < nicknames.size(); ++i) {
    known[i] = nicknames[i].first;
    if (text::equals_ignoring_case(word.text, known[i])) return parse_cron(nicknames[i].second);
  }
  const std::string near = text::did_you_mean(word.text, known);
  return cron_error(
      "there is no schedule \"" + std::string(word.text) + "\"",
      near.empty() ? "write @hourly, @daily, @weekly, @monthly, @yearly or five fields" : near,
      word.offset);
}

// ---- the calendar ----

bool has(std::uint64_t numbers, std::uint32_t number) {
  return ((numbers >> number) & 1U) != 0;
}

bool fits_day(const Cron& cron, std::chrono::local_days day) {
  const std::chrono::year_month_day date{day};
  if (!has(cron.months, static_cast<unsigned>(date.month()))) return false;
  const bool fits_date = has(cron.days, static_cast<unsigned>(date.day()));
  const bool fits_weekday = has(cron.weekdays, std::chrono::weekday{day}.c_encoding());
  // A bare `*` is no restriction; of two restrictions one suffices.
  if (cron.any_day || cron.any_weekday) return fits_date && fits_weekday;
  return fits_date || fits_weekday;
}

// std::chrono::minutes may have 32 bits, too few for the year 9999.
using Minutes = std::chrono::duration<std::int64_t, std::ratio<60>>;

// The first minute of a day, from `minute` (0 to 1439) on, that fits.
std::optional<Minutes> minute_of_day(const Cron& cron, std::int64_t minute) {
  for (auto hour = static_cast<std::uint32_t>(minute / 60); hour < 24; ++hour) {
    const bool is_first = hour == static_cast<std::uint32_t>(minute / 60);
    if (!has(cron.hours, hour)) continue;
    for (auto m = is_first ? static_cast<std::uint32_t>(minute % 60) : 0U; m < 60; ++m) {
      if (has(cron.minutes, m)) return Minutes{hour * 60 + m};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Cron> parse_cron(string_view text) {
  if (text.size() > limits::cron_bytes_max) {
    return cron_error("a cron expression has at most " + std::to_string(limits::cron_bytes_max) +
                          " characters, this one has " + std::to_string(text.size()),
                      "write ranges and steps instead of lists", limits::cron_bytes_max);
  }
  const std::vector<Word> words = words_of(text);
  if (!words.empty() && words.front().text.starts_with('@')) return parse_nickname(words);
  if (words.size() != fields_count) return wrong_count(words);
  std::array<CronField, fields_count> fields;
  for (std::size_t i = 0; i < fields_count; ++i) {
    auto field = parse_cron_field(words[i].text, words[i].offset, field_rules[i]);
    if (!field) return field.error();
    fields[i] = *field;
  }
  constexpr std::uint64_t all_hours = (1U << 24U) - 1;
  return Cron{.minutes = fields[0].numbers,
              .hours = static_cast<std::uint32_t>(fields[1].numbers),
              .days = static_cast<std::uint32_t>(fields[2].numbers),
              .months = static_cast<std::uint32_t>(fields[3].numbers),
              .weekdays = static_cast<std::uint32_t>(fields[4].numbers),
              .any_day = fields[2].is_bare,
              .any_weekday = fields[4].is_bare,
              .any_hour = fields[1].has_star || fields[1].numbers == all_hours};
}

std::optional<LocalSeconds> next_match(const Cron& cron, LocalSeconds after) {
  using std::chrono::days;
  const auto start = std::chrono::floor<Minutes>(after) + Minutes{1};
  auto day = std::chrono::floor<days>(start);
  std::int64_t minute = (start - day).count();
  const auto horizon = day + days{limits::schedule_horizon_days};
  for (; day <= horizon; day += days{1}, minute = 0) {
    if (!fits_day(cron, day)) continue;
    if (const auto found = minute_of_day(cron, minute)) return day + *found;
  }
  return std::nullopt;
}

bool ever_fires(const Cron& cron) {
  return next_match(cron, LocalSeconds{}).has_value();
}

}  // namespace fieldcall::policy
