#include "fieldcall/schedule.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "support/cron_reference.hpp"

namespace fieldcall {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

// Changes of one zone, by hand: no database is needed here.
class TestZones final : public TimeZones {
 public:
  struct Change {
    Instant at;
    seconds offset;
  };
  TestZones(seconds first, std::vector<Change> changes)
      : first_(first), changes_(std::move(changes)) {}

  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view zone,
                                                     Instant instant) const override {
    ++asked_count;
    if (zone != "Test/Zone") return std::nullopt;
    seconds offset = first_;
    for (const Change& change : changes_) {
      if (instant >= change.at) offset = change.offset;
    }
    return static_cast<std::int32_t>(offset.count());
  }

  mutable int asked_count = 0;

 private:
  seconds first_;
  std::vector<Change> changes_;
};

Instant utc(int y, int m, int d, int hour = 0, int minute = 0) {
  return Instant{sys_days{year{y} / m / d}} + hours{hour} + minutes{minute};
}

// Brussels in 2025.
TestZones brussels() {
  return {hours{1}, {{utc(2025, 3, 30, 1), hours{2}}, {utc(2025, 10, 26, 1), hours{1}}}};
}

std::vector<std::string> runs(const std::string& cron, Instant after, int count,
                              const TimeZones& zones) {
  const auto schedule = Schedule::read(cron, "Test/Zone");
  EXPECT_TRUE(schedule.ok()) << cron;
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) {
    const auto run = next_run(*schedule, after, zones);
    EXPECT_TRUE(run.ok());
    if (!run || !*run) break;
    EXPECT_GT(**run, after);
    after = **run;
    texts.push_back(format_instant(after).substr(5, 11));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(NextRun, SkippedTimesFireAtTheEndOfTheGap) {
  const TestZones zones = brussels();
  const Instant evening = utc(2025, 3, 29, 20);
  EXPECT_EQ(runs("30 2 * * *", evening, 3, zones),
            (Texts{"03-30T01:00", "03-31T00:30", "04-01T00:30"}));
  // All that fall into it together, and with the end itself.
  EXPECT_EQ(runs("*/20 2 * * *", evening, 2, zones), (Texts{"03-30T01:00", "03-31T00:00"}));
  EXPECT_EQ(runs("0,59 2,3 * * *", evening, 3, zones),
            (Texts{"03-30T01:00", "03-30T01:59", "03-31T00:00"}));
  EXPECT_EQ(runs("23 0-20/2 * * *", evening, 4, zones),
            (Texts{"03-29T23:23", "03-30T01:00", "03-30T02:23", "03-30T04:23"}));
  // Seconds before the end of the gap it is still to come, at the end it is over.
  EXPECT_EQ(runs("30 2 * * *", utc(2025, 3, 30, 1) - Millis{1}, 1, zones), (Texts{"03-30T01:00"}));
  EXPECT_EQ(runs("30 2 * * *", utc(2025, 3, 30, 1), 1, zones), (Texts{"03-31T00:30"}));
}

TEST(NextRun, RepeatedTimesFireAtTheFirst) {
  const TestZones zones = brussels();
  const Instant evening = utc(2025, 10, 25, 20);
  EXPECT_EQ(runs("30 2 * * *", evening, 2, zones), (Texts{"10-26T00:30", "10-27T01:30"}));
  EXPECT_EQ(runs("*/30 2 * * *", evening, 3, zones),
            (Texts{"10-26T00:00", "10-26T00:30", "10-27T01:00"}));
  // Asked during the second pass, also after its end.
  EXPECT_EQ(runs("30 2 * * *", utc(2025, 10, 26, 1), 1, zones), (Texts{"10-27T01:30"}));
  EXPECT_EQ(runs("30 2 * * *", utc(2025, 10, 26, 1, 10), 1, zones), (Texts{"10-27T01:30"}));
  EXPECT_EQ(runs("30 2 * * *", utc(2025, 10, 26, 5), 1, zones), (Texts{"10-27T01:30"}));
  EXPECT_EQ(runs("0 3 * * *", evening, 1, zones), (Texts{"10-26T02:00"}));
}

TEST(NextRun, WildcardHoursFollowElapsedTime) {
  const TestZones zones = brussels();
  EXPECT_EQ(runs("*/30 * * * *", utc(2025, 3, 30, 0, 20), 4, zones),
            (Texts{"03-30T00:30", "03-30T01:00", "03-30T01:30", "03-30T02:00"}));
  EXPECT_EQ(runs("*/30 * * * *", utc(2025, 10, 26, 0, 20), 4, zones),
            (Texts{"10-26T00:30", "10-26T01:00", "10-26T01:30", "10-26T02:00"}));
  EXPECT_EQ(runs("30 0-23 * * *", utc(2025, 3, 30, 0), 2, zones),
            (Texts{"03-30T00:30", "03-30T01:30"}));
  EXPECT_EQ(runs("0 */2 * * *", utc(2025, 10, 25, 21), 4, zones),
            (Texts{"10-25T22:00", "10-26T00:00", "10-26T01:00", "10-26T03:00"}));
  EXPECT_EQ(runs("0 */2 * * *", utc(2025, 3, 29, 22), 2, zones),
            (Texts{"03-29T23:00", "03-30T02:00"}));
  EXPECT_EQ(runs("0 * 30 3 *", utc(2025, 1, 1), 1, zones), (Texts{"03-29T23:00"}));
}

TEST(NextRun, ADateThatAZoneSkippedHasNoRuns) {
  // Samoa went over the date line: 30 December 2011 is missing.
  const TestZones samoa{-hours{10}, {{utc(2011, 12, 30, 10), hours{14}}}};
  const Instant before = utc(2011, 12, 29, 12);
  EXPECT_EQ(runs("0 12 * * *", before, 3, samoa),
            (Texts{"12-29T22:00", "12-30T22:00", "12-31T22:00"}));
  EXPECT_EQ(runs("0 0 30 12 *", before, 1, samoa), (Texts{"12-29T10:00"}));
  EXPECT_EQ(runs("0 0 31 12 *", before, 1, samoa), (Texts{"12-30T10:00"}));
  EXPECT_EQ(runs("0 * 30 12 *", before, 1, samoa), (Texts{"12-29T10:00"}));  // of 2012
}

TEST(NextRun, RareDatesAreFoundWithFewQuestions) {
  const TestZones zones = brussels();
  EXPECT_EQ(runs("0 * 29 2 *", utc(2025, 1, 1), 1, zones), (Texts{"02-28T23:00"}));
  EXPECT_LT(zones.asked_count, 40);
  zones.asked_count = 0;
  EXPECT_EQ(runs("0 6 29 2 *", utc(2025, 1, 1), 2, zones), (Texts{"02-29T05:00", "02-29T05:00"}));
  EXPECT_LT(zones.asked_count, 40);
}

TEST(NextRun, ImpossibleDatesAreNever) {
  for (const std::string cron : {"0 0 30 2 *", "0 * 31 4 *"}) {
    const auto schedule = Schedule::read(cron);
    ASSERT_TRUE(schedule.ok());
    EXPECT_FALSE(schedule->ever_fires());
    const auto run = next_run(*schedule, utc(2026, 1, 1), UtcOnly{});
    ASSERT_TRUE(run.ok());
    EXPECT_EQ(*run, std::nullopt);
  }
}

TEST(NextRun, UtcNeedsNoZones) {
  const TestZones zones = brussels();
  for (const std::string zone : {"UTC", "Etc/UTC"}) {
    const auto run = next_run(*Schedule::read("0 6 * * *", zone), utc(2026, 1, 1), zones);
    ASSERT_TRUE(run.ok());
    EXPECT_EQ(*run, utc(2026, 1, 1, 6));
    EXPECT_EQ(zones.asked_count, 0);
  }
}

TEST(NextRun, ErrorsOfZonesAndClocks) {
  const auto error = [](std::string_view zone, Instant after, const TimeZones& zones) {
    const auto run = next_run(*Schedule::read("0 6 * * *", zone), after, zones);
    return run ? std::string("none") : run.error().code + "; " + run.error().fix;
  };
  EXPECT_EQ(error("Europe/Brussel", utc(2026, 1, 1), UtcOnly{}).find("unknown_timezone; write an"),
            0U);
  EXPECT_EQ(error("utc", utc(2026, 1, 1), UtcOnly{}), "unknown_timezone; did you mean \"UTC\"?");
  EXPECT_EQ(error("test/zone", utc(2026, 1, 1), brussels()),
            "unknown_timezone; did you mean \"Test/Zone\"?");
  for (const seconds offset : {seconds{days{1}}, seconds{-days{1}}}) {
    const TestZones day_off{offset, {}};
    EXPECT_EQ(error("Test/Zone", utc(2026, 1, 1), day_off).find("unusable_timezone"), 0U);
  }
  EXPECT_EQ(error("UTC", utc(0, 12, 31), UtcOnly{}).find("instant_out_of_range"), 0U);
  EXPECT_EQ(error("UTC", utc(1, 1, 1), UtcOnly{}), "none");
  EXPECT_EQ(error("UTC", utc(9999, 12, 31), UtcOnly{}), "none");
  EXPECT_EQ(error("UTC", utc(10'000, 1, 1), UtcOnly{}).find("instant_out_of_range"), 0U);
  EXPECT_EQ(error("UTC", Instant::max(), UtcOnly{}).find("instant_out_of_range"), 0U);
  EXPECT_EQ(error("UTC", Instant::min(), UtcOnly{}).find("instant_out_of_range"), 0U);
}

// A zone that breaks its contract.
class RestlessZones final : public TimeZones {
 public:
  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view /*zone*/,
                                                     Instant instant) const override {
    const auto second = std::chrono::floor<seconds>(instant).time_since_epoch().count();
    return static_cast<std::int32_t>(second * 7919 % 80'000);
  }
};

TEST(NextRun, EndsWithAnyZone) {
  for (const std::string cron : {"0 6 1 1 *", "0 * 1 1 *", "*/5 * * * *", "30 2 29 2 *"}) {
    const auto run = next_run(*Schedule::read(cron, "Test/Zone"), utc(2026, 1, 2), RestlessZones{});
    if (run) {
      EXPECT_GT(run->value_or(Instant::max()), utc(2026, 1, 2)) << cron;
    } else {
      EXPECT_EQ(run.error().code, "unusable_timezone") << cron;
    }
  }
}

TEST(NextRun, EqualsASearchMinuteByMinute) {
  const TestZones zones = brussels();
  const auto offset_at = [&zones](Instant at) {
    return seconds{zones.offset_s("Test/Zone", at).value()};
  };
  int checked = 0;
  for (const std::string cron : {"30 2 * * *", "*/7 1-3 * * *", "15,45 * * * *", "0 0 * * 1-5",
                                 "59 2 30 3 ?", "5 */3 26 10 *", "10-20 2,3 */2 * SUN"}) {
    const test::CronReference reference(cron);
    for (const Instant around : {utc(2025, 3, 29, 21), utc(2025, 10, 25, 21)}) {
      for (int i = 0; i < 48; ++i) {
        const Instant after = around + minutes{11 * i};
        const Instant until = after + days{3};
        const auto run = next_run(*Schedule::read(cron, "Test/Zone"), after, zones);
        ASSERT_TRUE(run.ok());
        const auto expected = reference.next(after, until, offset_at);
        const bool is_near = *run && **run <= until;
        EXPECT_EQ(is_near ? *run : std::nullopt, expected) << cron << format_instant(after);
        ++checked;
      }
    }
  }
  EXPECT_EQ(checked, 7 * 2 * 48);
}

TEST(Schedule, KeepsItsTextsAndRefusesBadOnes) {
  const auto schedule = Schedule::read("0 6 * * *", "Europe/Brussels");
  ASSERT_TRUE(schedule.ok());
  EXPECT_EQ(schedule->cron(), "0 6 * * *");
  EXPECT_EQ(schedule->timezone(), "Europe/Brussels");
  EXPECT_EQ(Schedule::read("0 6 * *", "UTC").error().code, "invalid_cron");
  for (const std::string zone :
       {"", "+02:00", "UTC+2:00", "../etc/passwd", "/etc/passwd", "Europe/", "Europe//Brussels",
        "Europe/../x", "Europe Brussels", "Br\xc3\xbcssel", "1/2"}) {
    const auto refused = Schedule::read("0 6 * * *", zone);
    ASSERT_FALSE(refused.ok()) << zone;
    EXPECT_EQ(refused.error().code, "invalid_timezone");
    EXPECT_NE(refused.error().fix.find("Europe/Brussels"), std::string::npos);
  }
  for (const std::string zone : {"UTC", "EST5EDT", "Etc/GMT+2", "America/Argentina/ComodRivadavia",
                                 "America/Port-au-Prince", "Africa/El_Aaiun"}) {
    EXPECT_TRUE(Schedule::read("0 6 * * *", zone).ok()) << zone;
  }
  EXPECT_TRUE(Schedule::read("0 6 * * *", std::string(limits::timezone_bytes_max, 'A')).ok());
  EXPECT_FALSE(Schedule::read("0 6 * * *", std::string(limits::timezone_bytes_max + 1, 'A')).ok());
}

TEST(ScheduleSpread, IsEvenBoundedAndTheSameEachTime) {
  constexpr int keys = 6000;
  constexpr int parts = 6;
  std::vector<int> counts(parts);
  std::set<std::int64_t> seen;
  for (int i = 0; i < keys; ++i) {
    const std::string key = "field_" + std::to_string(i);
    const Millis spread = schedule_spread({"tenant", "case", key});
    ASSERT_GE(spread.count(), 0);
    ASSERT_LT(spread, limits::schedule_spread_max);
    EXPECT_EQ(spread, schedule_spread({"tenant", "case", key}));
    counts[static_cast<std::size_t>(spread / (limits::schedule_spread_max / parts))] += 1;
    seen.insert(spread.count());
  }
  for (const int count : counts) EXPECT_NEAR(count, keys / parts, keys / parts / 10);
  EXPECT_GT(seen.size(), 5500U);
}

TEST(ScheduleSpread, DependsOnAllThreeKeys) {
  const Millis spread = schedule_spread({"a", "b", "c"});
  EXPECT_NE(spread, schedule_spread({"x", "b", "c"}));
  EXPECT_NE(spread, schedule_spread({"a", "x", "c"}));
  EXPECT_NE(spread, schedule_spread({"a", "b", "x"}));
  EXPECT_NE(schedule_spread({"ab", "c", ""}), schedule_spread({"a", "bc", ""}));
  EXPECT_EQ(schedule_spread({"acme", "case-1", "score"}).count(), 55'331);  // the same on every platform
}

}  // namespace
}  // namespace fieldcall
