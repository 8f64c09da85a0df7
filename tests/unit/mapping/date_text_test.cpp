#include "mapping/date_text.hpp"

#include <gtest/gtest.h>

namespace fieldcall::mapping {
namespace {

TEST(DateText, TakesDaysThatExist) {
  for (const char* text : {"2026-01-15", "2024-02-29", "0001-01-01", "9999-12-31", "2000-02-29"}) {
    EXPECT_TRUE(is_date(text)) << text;
  }
}

TEST(DateText, RefusesEverythingElse) {
  for (const char* text :
       {"",           "2026-02-29",  "1900-02-29",  "2026-13-01",       "2026-00-10",
        "2026-01-00", "2026-01-32",  "2026-04-31",  "20260115",         "2026-1-15",
        "15-01-2026", "15/01/2026",  "2026-01-15Z", "2026-01-15+01:00", "2026-01-15T00:00:00Z",
        "2026-W03-4", " 2026-01-15", "2026-01-1a",  "-026-01-15",       "2026/01/15"}) {
    EXPECT_FALSE(is_date(text)) << text;
  }
}

TEST(DateText, TakesTimesWithAndWithoutTheirParts) {
  for (const char* text :
       {"2026-01-15T12:00:00Z", "2026-01-15T12:00:00.5Z", "2026-01-15T12:00:00.123456789+01:00",
        "2026-01-15T23:59:60Z", "2026-01-15T00:00:00-23:59", "2026-01-15T12:00:00",
        "2026-01-15T12:00", "2026-01-15T12:00Z", "2026-01-15T12:00+05:30"}) {
    EXPECT_EQ(normal_datetime(text), text);
  }
}

TEST(DateText, WritesOtherSeparatorsAsTheStandardHasThem) {
  EXPECT_EQ(normal_datetime("2026-01-15 12:00:00"), "2026-01-15T12:00:00");
  EXPECT_EQ(normal_datetime("2026-01-15t12:00:00z"), "2026-01-15T12:00:00Z");
}

TEST(DateText, RefusesTimesThatDoNotExist) {
  for (const char* text : {"",
                           "2026-01-15",
                           "2026-01-15T",
                           "2026-01-15T24:00:00Z",
                           "2026-01-15T12:60:00Z",
                           "2026-01-15T12:00:61Z",
                           "2026-01-15T12:00:00.Z",
                           "2026-01-15T12:00:00,5Z",
                           "2026-01-15T12:00:00+0100",
                           "2026-01-15T12:00:00+24:00",
                           "2026-01-15T12:00:00+01:60",
                           "2026-01-15T12:00:00+01",
                           "2026-01-15T12:00:00ZZ",
                           "2026-01-15T12",
                           "2026-01-15T1:00:00Z",
                           "2026-02-30T12:00:00Z",
                           "2026-01-15_12:00:00Z",
                           "2026-01-15T12:00:00 Z",
                           "2026-01-15T12:00:a0Z",
                           "2026-01-15T12.00",
                           "2026-01-15T12:00:00X01:00"}) {
    EXPECT_EQ(normal_datetime(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace fieldcall::mapping
