// When `scheduled` fires: a cron text and a time zone in, the next instant out. Pure functions; the
// host keeps the timers.
//
// Cron has five fields, separated by spaces or tabs: minute (0-59), hour (0-23), day of month
// (1-31), month (1-12 or JAN-DEC), day of week (0-7 or SUN-SAT, 0 and 7 are Sunday). A field is a
// list, by commas, of `*`, `n`, `a-b`, each with an optional step: `*/n`, `a-b/n`, and `a/n` from a
// to the end. `?` is `*` in the two day fields. Names are read in any case, a range may end on SUN.
// Also @hourly, @daily (@midnight), @weekly, @monthly, @yearly (@annually). When both day fields
// are restricted (anything but a bare `*` or `?`), a day that fits either one counts.
//
// Where clocks change (the zone's offset jumps):
//   * a time that is skipped fires at the end of the gap, once for all that fall into it; but a
//     whole date that a zone skipped (Samoa, 30 December 2011) is no date and has no runs;
//   * a time that comes twice fires at the first;
//   * a schedule whose hour is a wildcard (`*`, `*/n`, or all 24) follows the clock itself and so
//     elapsed time: it fires whenever local time fits, in both hours of an overlap, not in a gap.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/result.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall {

class Field;

namespace policy {
struct Cron;
}

// The port to a time zone database: natively the system's, in a browser Intl's.
class TimeZones {
 public:
  TimeZones() = default;
  TimeZones(const TimeZones&) = delete;
  TimeZones& operator=(const TimeZones&) = delete;
  virtual ~TimeZones() = default;

  // Seconds to add to UTC to get the local time of `zone` (an IANA name) at `instant`, above
  // -86400 and under 86400; nothing if there is no such zone. Must be the same whenever it is
  // asked, and change at most once in three days, as all zones of the tz database do.
  [[nodiscard]] virtual std::optional<std::int32_t> offset_s(std::string_view zone,
                                                             Instant instant) const = 0;
};

// Knows UTC, Etc/UTC and no other zone.
class UtcOnly final : public TimeZones {
 public:
  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view zone,
                                                     Instant instant) const override;
};

// A schedule that can be followed. Immutable, cheap to copy, shareable between threads.
class Schedule {
 public:
  // Errors: "invalid_cron" (the text cannot be read; offset into `cron`) and "invalid_timezone"
  // (not the form of an IANA name; whether the zone exists is not known here).
  static Result<Schedule> read(std::string_view cron, std::string_view timezone = "UTC");

  [[nodiscard]] const std::string& cron() const { return cron_text_; }
  [[nodiscard]] const std::string& timezone() const { return timezone_; }
  // False for dates that never come, such as 30 February. A field cannot have such a schedule.
  [[nodiscard]] bool ever_fires() const;
  [[nodiscard]] const policy::Cron& compiled() const { return *cron_; }

 private:
  Schedule(std::string_view cron, std::string_view timezone,
           std::shared_ptr<const policy::Cron> compiled);

  std::string cron_text_;
  std::string timezone_;
  std::shared_ptr<const policy::Cron> cron_;
};

// The first time after `after` (exclusive), or nothing: never within nine years. UTC needs no zone
// data. Errors: "unknown_timezone", "unusable_timezone" (`zones` breaks its contract),
// "instant_out_of_range" (`after` is not in the years 1 to 9999).
Result<std::optional<Instant>> next_run(const Schedule& schedule, Instant after,
                                        const TimeZones& zones);

// The field's schedule, if it has one.
std::optional<Schedule> field_schedule(const Field& field);

// Whose run it is. Empty members count as such.
struct SpreadKey {
  std::string_view tenant;
  std::string_view case_id;
  std::string_view field_key;
};

// How long after its time a run should start, so that a thousand fields at 06:00 do not call in the
// same second: from 0 up to but not including 60 s, evenly over keys, always the same for one key.
// Less than the time to any next run, so no run is overtaken.
Millis schedule_spread(const SpreadKey& key);

struct NextRunsOptions {
  Instant after{};
  std::int32_t count = 1;  // 1 to 1000
  std::string_view tenant = {};
  std::string_view case_id = {};
};

// {"field", "cron", "timezone", "after", "spread_ms", "runs": [{"at", "local"}]}: the next times in
// UTC and in the zone. Fewer than `count`, also none, if there are no more. Errors: those of
// next_run, "missing_schedule" and "invalid_count".
Result<std::string> next_runs_json(const Field& field, const NextRunsOptions& options,
                                   const TimeZones& zones);

}  // namespace fieldcall
