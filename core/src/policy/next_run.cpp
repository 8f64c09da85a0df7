// The next instant of a schedule. A zone is a function from instants to offsets, and everything is
// found by asking it at instants; how is said at each step. Between two instants up to two days
// apart a zone changes at most once (the closest pair in the tz database is four days: Freetown,
// September 1939), so equal offsets at both ends mean that there is no change between.
#include <chrono>
#include <utility>

#include "fieldcall/limits.hpp"
#include "fieldcall/schedule.hpp"
#include "policy/cron.hpp"
#include "policy/timezone.hpp"

namespace fieldcall {
namespace {

using policy::LocalSeconds;
using Seconds = std::chrono::seconds;
using SysSeconds = std::chrono::sys_seconds;
using std::chrono::days;

// Longer than any offset, so that local time L is surely past at UTC L + day and to come at L -
// day.
constexpr Seconds day = days{1};

// One zone, asked a bounded number of times; what is wrong with it is remembered.
class Zone {
 public:
  Zone(std::string_view name, const TimeZones& zones)
      : name_(name), zones_(policy::is_utc(name) ? utc_ : zones) {}

  // 0 once something is wrong.
  Seconds offset(SysSeconds at) {
    if (error_) return Seconds{0};
    const auto offset = zones_.offset_s(name_, at);
    if (!offset) {
      error_ = policy::find_timezone(name_, zones_);
      if (!error_) fail("it is known at some instants only");
    } else if (Seconds{*offset} <= -day || Seconds{*offset} >= day) {
      fail("its offset is a day or more");
    } else if (++steps_ > limits::schedule_steps_max) {
      fail("it changes its offset too often");
    } else {
      return Seconds{*offset};
    }
    return Seconds{0};
  }

  // The first instant in (from, to] whose offset is not `before`, the one at `from`. Precondition:
  // it is not the one at `to` either.
  SysSeconds change(SysSeconds from, SysSeconds to, Seconds before) {
    while (to - from > Seconds{1}) {
      const SysSeconds middle = from + (to - from) / 2;
      (offset(middle) == before ? from : to) = middle;
    }
    return to;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void fail(const std::string& why) {
    error_ = Error{"unusable_timezone", "time zone \"" + std::string(name_) + "\": " + why,
                   "check what the host says about time zones", 0};
  }

  UtcOnly utc_;
  std::string_view name_;
  const TimeZones& zones_;
  std::int32_t steps_ = 0;
  std::optional<Error> error_;
};

SysSeconds at_offset(LocalSeconds local, Seconds offset) {
  return SysSeconds{local.time_since_epoch()} - offset;
}

using Found = std::optional<SysSeconds>;

// ---- hours that are named: each time once, when the clock first reaches or passes it ----

// The latest local time that clocks have shown up to `at`: in the second pass of an overlap that is
// the end of the first.
LocalSeconds latest_reading(Zone& zone, SysSeconds at) {
  const Seconds now = zone.offset(at);
  const Seconds before = zone.offset(at - day);
  LocalSeconds latest = LocalSeconds{(at + now).time_since_epoch()};
  if (before > now) {
    const SysSeconds last = zone.change(at - day, at, before) - Seconds{1};
    latest = std::max(latest, LocalSeconds{(last + before).time_since_epoch()});
  }
  return latest;
}

// What becomes of a local time.
struct Passing {
  SysSeconds at;  // when the clock first reaches or passes it
  std::optional<LocalSeconds>
      skipped_up_to;  // the whole date was skipped: the clock's next reading
};

Passing passing_of(Zone& zone, LocalSeconds local) {
  const SysSeconds from = at_offset(local, day);
  const SysSeconds to = at_offset(local, -day);
  const Seconds before = zone.offset(from);
  const Seconds after = zone.offset(to);
  for (const Seconds offset : {before, after}) {  // the earlier one first: the first of an overlap
    const SysSeconds at = at_offset(local, offset);
    if (zone.offset(at) == offset) return {at, std::nullopt};
  }
  if (before == after) return {at_offset(local, before), std::nullopt};
  const SysSeconds end_of_gap = zone.change(from, to, before);
  if (after - before < day) return {end_of_gap, std::nullopt};
  return {end_of_gap, LocalSeconds{(end_of_gap + after).time_since_epoch()}};
}

Found next_named(Zone& zone, const policy::Cron& cron, SysSeconds after) {
  LocalSeconds from = latest_reading(zone, after);
  while (!zone.error()) {
    const auto local = policy::next_match(cron, from);
    if (!local) return std::nullopt;
    const Passing passing = passing_of(zone, *local);
    if (passing.skipped_up_to) {
      from = std::max(*local, *passing.skipped_up_to - Seconds{1});
    } else if (passing.at > after) {
      return passing.at;
    } else {
      from = *local;
    }
  }
  return std::nullopt;
}

// ---- wildcard hours: whenever local time fits ----

Found next_elapsed(Zone& zone, const policy::Cron& cron, SysSeconds after) {
  // The walk goes on from `at`, of which nothing up to `at` is left, under `offset`.
  SysSeconds at = after;
  Seconds offset = zone.offset(at);
  while (!zone.error()) {
    const auto local = policy::next_match(cron, LocalSeconds{(at + offset).time_since_epoch()});
    if (!local) return std::nullopt;
    const SysSeconds fit = at_offset(*local, offset);
    // A change moves readings by less than two days. So two days behind `after` no earlier reading
    // can come again, and none nearer than two days before `fit` can be it.
    if (at - after >= 2 * day && fit - at > 4 * day) {
      at = fit - 2 * day;
      offset = zone.offset(at);
      continue;
    }
    const SysSeconds next = std::min(fit, at + day);
    if (zone.offset(next) == offset) {
      if (next == fit) return fit;
      at = next;
    } else {
      const SysSeconds change = zone.change(at, next, offset);
      offset = zone.offset(change);
      at = change - Seconds{1};  // the reading at the change itself may fit
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<Instant>> next_run(const Schedule& schedule, Instant after,
                                        const TimeZones& zones) {
  using std::chrono::sys_days;
  using std::chrono::year;
  constexpr sys_days first = year{1} / 1 / 1;
  constexpr sys_days last = year{9999} / 12 / 31;
  if (after < first || after >= last + days{1}) {
    return Error{"instant_out_of_range", "schedules are followed in the years 1 to 9999",
                 "check the host's clock", 0};
  }
  Zone zone(schedule.timezone(), zones);
  const SysSeconds second = std::chrono::floor<Seconds>(after);
  const policy::Cron& cron = schedule.compiled();
  const Found found =
      cron.any_hour ? next_elapsed(zone, cron, second) : next_named(zone, cron, second);
  if (zone.error()) return *zone.error();
  if (!found) return std::optional<Instant>{};
  return std::optional<Instant>{*found};
}

}  // namespace fieldcall
