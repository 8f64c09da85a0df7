// The system's zones, and the rules at the end of their files.
#include "fieldcall/native/time_zones.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "zones/zone_rule.hpp"

namespace fieldcall::native {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

std::optional<std::int32_t> offset(std::string_view zone, sys_seconds at) {
  return SystemTimeZones{}.offset_s(zone, at);
}

TEST(SystemTimeZones, KnowsOffsetsAndChanges) {
  const sys_seconds change = sys_days{year{2025} / 3 / 30} + hours{1};
  EXPECT_EQ(offset("Europe/Brussels", change - seconds{1}), 3600);
  EXPECT_EQ(offset("Europe/Brussels", change), 7200);
  EXPECT_EQ(offset("Asia/Kathmandu", change), 20'700);
  EXPECT_EQ(offset("Etc/UTC", change), 0);
}

TEST(SystemTimeZones, UnknownNamesAreNothing) {
  const sys_seconds now = sys_days{year{2026} / 1 / 1};
  for (const char* name : {"Europe/Brussel", "europe/brussels", "localtime", "", "posixrules",
                           "zone.tab", "../../../etc/passwd", "right/Europe/Brussels"}) {
    EXPECT_EQ(offset(name, now), std::nullopt) << name;
  }
}

TEST(SystemTimeZones, FollowsTheRuleAfterTheTables) {
  EXPECT_EQ(offset("Europe/Brussels", sys_days{year{2045} / 7 / 1}), 7200);
  EXPECT_EQ(offset("Europe/Brussels", sys_days{year{2045} / 12 / 1}), 3600);
  EXPECT_EQ(offset("Australia/Sydney", sys_days{year{2045} / 1 / 1}), 39'600);
  EXPECT_EQ(offset("Australia/Sydney", sys_days{year{2045} / 7 / 1}), 36'000);
  EXPECT_EQ(offset("Asia/Kolkata", sys_days{year{2045} / 7 / 1}), 19'800);
}

TEST(ZoneRule, ChangesAtItsTimes) {
  const auto rule = ZoneRule::parse("CET-1CEST,M3.5.0,M10.5.0/3");
  ASSERT_TRUE(rule);
  const sys_seconds spring = sys_days{year{2040} / 3 / 25} + hours{1};
  const sys_seconds autumn = sys_days{year{2040} / 10 / 28} + hours{1};
  EXPECT_EQ(rule->offset(spring - seconds{1}), hours{1});
  EXPECT_EQ(rule->offset(spring), hours{2});
  EXPECT_EQ(rule->offset(autumn - seconds{1}), hours{2});
  EXPECT_EQ(rule->offset(autumn), hours{1});
}

TEST(ZoneRule, ReadsTheFormsZonesUse) {
  EXPECT_EQ(ZoneRule::parse("<+0530>-5:30")->offset({}), hours{5} + minutes{30});
  EXPECT_EQ(ZoneRule::parse("UTC0")->offset({}), seconds{0});
  EXPECT_EQ(ZoneRule::parse("XYZ+1:02:03")->offset({}), -(hours{1} + minutes{2} + seconds{3}));
  // Dublin: its winter time is the exception, an hour back.
  const auto dublin = ZoneRule::parse("IST-1GMT0,M10.5.0,M3.5.0/1");
  EXPECT_EQ(dublin->offset(sys_days{year{2040} / 7 / 1}), hours{1});
  EXPECT_EQ(dublin->offset(sys_days{year{2040} / 1 / 1}), hours{0});
  // Nuuk: hours before the day.
  const auto nuuk = ZoneRule::parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  const sys_seconds change = sys_days{year{2040} / 3 / 25} + hours{1};
  EXPECT_EQ(nuuk->offset(change - seconds{1}), -hours{2});
  EXPECT_EQ(nuuk->offset(change), -hours{1});
}

TEST(ZoneRule, RefusesOtherTexts) {
  for (const char* text :
       {"", "CET", "-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,J60,J300",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "<CET-1", "CET-200", "CET-1:60", "CET-1CEST,M3.5.0/,M10.5.0",
        "CET-1CEST,M0.1.0,M1.1.0", "CET-1CEST,M1.0.0,M1.1.0"}) {
    EXPECT_FALSE(ZoneRule::parse(text)) << text;
  }
}

}  // namespace
}  // namespace fieldcall::native
