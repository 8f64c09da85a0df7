#include "fieldcall/native/clock.hpp"

#include <gtest/gtest.h>

namespace fieldcall::native::test {
namespace {

TEST(AnchoredClock, CarriesWallTimeOnByTheMonotonicClock) {
  const Instant wall{Millis{1'700'000'000'000}};
  const std::chrono::steady_clock::time_point monotonic{std::chrono::seconds(100)};
  const AnchoredClock clock(wall, monotonic);
  EXPECT_EQ(clock.at(monotonic), wall);
  EXPECT_EQ(clock.at(monotonic + std::chrono::milliseconds(1500)), wall + Millis{1500});
  EXPECT_EQ(clock.at(monotonic + std::chrono::microseconds(999)), wall);
  EXPECT_EQ(clock.at(monotonic - std::chrono::microseconds(1)), wall - Millis{1});
}

TEST(AnchoredClock, NeverGoesBack) {
  const AnchoredClock clock;
  Instant last = clock.now();
  EXPECT_GT(last, Instant{Millis{1'500'000'000'000}});
  for (int i = 0; i < 1000; ++i) {
    const Instant now = clock.now();
    EXPECT_GE(now, last);
    last = now;
  }
}

}  // namespace
}  // namespace fieldcall::native::test
