// Cron expressions of five fields, compiled to sets of numbers; their calendar without time zones.
//
// The dialect is described in fieldcall/schedule.hpp. Source: crontab(5) for the fields, names,
// ranges, steps, @words and the rule for two restricted day fields.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "fieldcall/result.hpp"

namespace fieldcall::policy {

// A reading of a wall clock: seconds since 1970-01-01T00:00:00 of local time.
using LocalSeconds = std::chrono::local_seconds;

// Bit n of a set stands for the number n.
struct Cron {
  std::uint64_t minutes = 0;   // 0 to 59
  std::uint32_t hours = 0;     // 0 to 23
  std::uint32_t days = 0;      // 1 to 31
  std::uint32_t months = 0;    // 1 to 12
  std::uint32_t weekdays = 0;  // 0 to 6, from Sunday
  bool any_day = false;        // the day of month is a bare `*` or `?`
  bool any_weekday = false;
  bool any_hour = false;  // the hour is a wildcard: the schedule follows elapsed time

  friend bool operator==(const Cron&, const Cron&) = default;
};

// Error code "invalid_cron", with the offset of what is wrong. Dates that never come, such as 30
// February, can be read: ever_fires tells them.
Result<Cron> parse_cron(std::string_view text);

// The first whole minute after `after` that fits, as clocks without changes would show it; nothing
// if there is none within limits::schedule_horizon_days.
std::optional<LocalSeconds> next_match(const Cron& cron, LocalSeconds after);

// False if no month it names has such a day.
bool ever_fires(const Cron& cron);

}  // namespace fieldcall::policy
