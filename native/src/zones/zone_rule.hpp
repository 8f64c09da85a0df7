// What a zone does from the end of its table of changes on: the rule at the end of its file.
//
// A compiled zone lists its changes up to some year (2037 in Debian) and ends in a line for all
// later ones, which the date library does not read. Source: RFC 8536, 3.3 (footer); POSIX, TZ.
//
//   CET-1CEST,M3.5.0,M10.5.0/3     std offset dst [offset] , start [/time] , end [/time]
//   <+0530>-5:30                   no daylight saving time
//
// Dates are read in the form M month.week.weekday, the one that zones use.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::native {

class ZoneRule {
 public:
  // Nothing for what is not of the form above.
  static std::optional<ZoneRule> parse(std::string_view text);

  // What to add to UTC to get local time.
  [[nodiscard]] std::chrono::seconds offset(std::chrono::sys_seconds at) const;

 private:
  friend class ZoneRuleParser;

  struct Date {
    std::uint32_t month = 1;
    std::uint32_t week = 1;     // 5 = the last one
    std::uint32_t weekday = 0;  // from Sunday
    std::chrono::seconds time = std::chrono::hours{2};
  };
  static std::chrono::sys_seconds day_of(const Date& date, std::chrono::year year);

  std::chrono::seconds standard_{};
  std::chrono::seconds daylight_{};
  bool has_daylight_ = false;
  Date start_;
  Date end_;
};

// The rule of /usr/share/zoneinfo/`zone`; nothing if there is none that can be read. `zone` must be
// a name that the database has.
std::optional<ZoneRule> read_zone_rule(std::string_view zone);

}  // namespace fieldcall::native
