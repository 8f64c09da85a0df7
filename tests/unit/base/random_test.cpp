#include "base/random.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fieldcall::base {
namespace {

TEST(Random, FollowsThePublishedSequence) {
  // First outputs of SplitMix64 for the seed 1234567.
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(Random, UpToStaysInRangeAndReachesBothEnds) {
  Random random(7);
  std::array<int, 4> seen{};
  for (int i = 0; i < 4000; ++i) {
    const std::uint64_t value = random.up_to(3);
    ASSERT_LE(value, 3U);
    ++seen[value];
  }
  for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
  EXPECT_EQ(random.up_to(0), 0U);
}

TEST(Random, UpToTheMaximumIsTheRawSequence) {
  Random a(9);
  Random b(9);
  EXPECT_EQ(a.up_to(UINT64_MAX), b.next());
}

}  // namespace
}  // namespace fieldcall::base
