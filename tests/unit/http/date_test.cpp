#include "http/date.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

constexpr Instant january_2026{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

std::string read(std::string_view text, Instant now = january_2026) {
  const auto instant = parse_http_date(text, now);
  return instant ? format_instant(*instant) : "refused";
}

TEST(ParseHttpDate, ReadsAllThreeForms) {
  EXPECT_EQ(read("Sun, 06 Nov 1994 08:49:37 GMT"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read("Sunday, 06-Nov-94 08:49:37 GMT"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read("Sun Nov  6 08:49:37 1994"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read("Sun Nov 16 08:49:37 1994"), "1994-11-16T08:49:37.000Z");
  EXPECT_EQ(read("Sat, 01 Jan 0000 00:00:00 GMT"), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(read("Fri, 31 Dec 9999 23:59:59 GMT"), "9999-12-31T23:59:59.000Z");
}

TEST(ParseHttpDate, DoesNotCompareTheDayName) {
  EXPECT_EQ(read("Mon, 06 Nov 1994 08:49:37 GMT"), "1994-11-06T08:49:37.000Z");
  EXPECT_EQ(read("Xyz, 06 Nov 1994 08:49:37 GMT"), "refused");
}

TEST(ParseHttpDate, ALeapSecondIsTheNextMinute) {
  EXPECT_EQ(read("Wed, 31 Dec 2008 23:59:60 GMT"), "2009-01-01T00:00:00.000Z");
}

TEST(ParseHttpDate, TwoDigitYearsAreAtMostFiftyYearsAhead) {
  EXPECT_EQ(read("Thursday, 15-Jan-26 12:02:00 GMT"), "2026-01-15T12:02:00.000Z");
  EXPECT_EQ(read("Thursday, 15-Jan-76 12:02:00 GMT"), "2076-01-15T12:02:00.000Z");
  EXPECT_EQ(read("Thursday, 15-Jan-77 12:02:00 GMT"), "1977-01-15T12:02:00.000Z");
  EXPECT_EQ(read("Thursday, 15-Jan-99 12:02:00 GMT"), "1999-01-15T12:02:00.000Z");
  const Instant december_1999{Millis{946'000'000'000}};
  EXPECT_EQ(read("Saturday, 01-Jan-00 00:00:00 GMT", december_1999), "2000-01-01T00:00:00.000Z");
  EXPECT_EQ(read("Saturday, 01-Jan-50 00:00:00 GMT", december_1999), "1950-01-01T00:00:00.000Z");
}

TEST(ParseHttpDate, RefusesDatesThatDoNotExist) {
  for (const std::string_view text :
       {"Thu, 32 Jan 2026 12:00:00 GMT", "Thu, 00 Jan 2026 12:00:00 GMT",
        "Sun, 29 Feb 2026 12:00:00 GMT", "Sun, 31 Apr 2026 12:00:00 GMT",
        "Thu, 15 Jan 2026 24:00:00 GMT", "Thu, 15 Jan 2026 12:60:00 GMT",
        "Thu, 15 Jan 2026 12:00:61 GMT", "Sun Nov  0 08:49:37 1994"}) {
    EXPECT_EQ(read(text), "refused") << text;
  }
  EXPECT_EQ(read("Thu, 29 Feb 2024 12:00:00 GMT"), "2024-02-29T12:00:00.000Z");
}

TEST(ParseHttpDate, RefusesEveryOtherForm) {
  for (const std::string_view text : {"",
                                      "Sun",
                                      "Sun,",
                                      "sun, 06 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 nov 1994 08:49:37 GMT",
                                      "Sun, 6 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 8:49:37 GMT",
                                      "Sun, 06 Nov 94 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 08:49:37",
                                      "Sun, 06 Nov 1994 08:49:37 UTC",
                                      "Sun, 06 Nov 1994 08:49:37 gmt",
                                      "Sun, 06 Nov 1994 08:49:37 +0000",
                                      "Sun, 06 Nov 1994 08:49:37 GMT ",
                                      " Sun, 06 Nov 1994 08:49:37 GMT",
                                      "Sun,06 Nov 1994 08:49:37 GMT",
                                      "Sun, 06 Nov 1994  08:49:37 GMT",
                                      "Sun, 06-Nov-94 08:49:37 GMT",
                                      "Sunday, 06-Nov-1994 08:49:37 GMT",
                                      "Sunday, 06-Nov-94 08:49:37",
                                      "Sun Nov 6 08:49:37 1994",
                                      "Sun Nov   6 08:49:37 1994",
                                      "Sun Nov  6 08:49:37 94",
                                      "Sun Nov  6 08:49:37 1994 GMT",
                                      "Sun Nov  a 08:49:37 1994",
                                      "1994-11-06T08:49:37Z",
                                      "784111777",
                                      "Sun, 06 Nov -994 08:49:37 GMT",
                                      "Sun, 06 Nov 19941 08:49:37 GMT",
                                      "Sun, 06 Nov 1994 08:49 GMT"}) {
    EXPECT_EQ(read(text), "refused") << text;
  }
}

TEST(FormatHttpDate, WritesTheFixedForm) {
  EXPECT_EQ(format_http_date(january_2026), "Thu, 15 Jan 2026 12:00:00 GMT");
  EXPECT_EQ(format_http_date(Instant{Millis{784'111'777'999}}), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_http_date(Instant{Millis{-1}}), "Wed, 31 Dec 1969 23:59:59 GMT");
}

}  // namespace
}  // namespace fieldcall::http
