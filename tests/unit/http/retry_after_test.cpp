#include "http/retry_after.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

constexpr Instant now{Millis{1'768'478'400'500}};  // 2026-01-15T12:00:00.500Z
constexpr std::int64_t longest_ms = 2'147'483'648'000;

std::int64_t wait_ms(std::string_view value) {
  const auto wait = parse_retry_after(value, now);
  return wait ? wait->count() : -1;
}

TEST(ParseRetryAfter, ReadsSeconds) {
  EXPECT_EQ(wait_ms("0"), 0);
  EXPECT_EQ(wait_ms("007"), 7000);
  EXPECT_EQ(wait_ms(" \t120 "), 120'000);
}

TEST(ParseRetryAfter, ReadsDates) {
  EXPECT_EQ(wait_ms("Thu, 15 Jan 2026 12:02:00 GMT"), 119'500);
  EXPECT_EQ(wait_ms("Thursday, 15-Jan-26 12:02:00 GMT"), 119'500);
  EXPECT_EQ(wait_ms("Thu Jan 15 12:02:00 2026"), 119'500);
}

TEST(ParseRetryAfter, APastDateIsNow) {
  EXPECT_EQ(wait_ms("Thu, 15 Jan 2026 12:00:00 GMT"), 0);
  EXPECT_EQ(wait_ms("Fri, 31 Dec 1999 23:59:59 GMT"), 0);
}

TEST(ParseRetryAfter, DoesNotOverflow) {
  EXPECT_EQ(wait_ms("2147483648"), longest_ms);
  EXPECT_EQ(wait_ms("2147483647"), longest_ms - 1000);
  EXPECT_EQ(wait_ms("18446744073709551617"), longest_ms);
  EXPECT_EQ(wait_ms(std::string(10'000, '9')), longest_ms);
  EXPECT_EQ(wait_ms("Fri, 31 Dec 9999 23:59:59 GMT"), longest_ms);
}

TEST(ParseRetryAfter, IgnoresEverythingElse) {
  for (const std::string_view value :
       {"", " ", "-1", "+5", "1.5", "1e3", "soon", "120s", "0x10", "1,2", "120, 60", "\"120\"",
        "120;q=1", "1 2", "\xd9\xa1", "Thu, 15 Jan 2026 12:02:00 PST", "2026-01-15T12:02:00Z"}) {
    EXPECT_EQ(wait_ms(value), -1) << value;
  }
}

}  // namespace
}  // namespace fieldcall::http
