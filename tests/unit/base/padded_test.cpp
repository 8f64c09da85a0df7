#include "base/padded.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace fieldcall::base {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = "at ";
  append_padded(number, width, text);
  return text;
}

TEST(Padded, ZerosComeBeforeTheDigits) {
  EXPECT_EQ(padded(7, 2), "at 07");
  EXPECT_EQ(padded(0, 3), "at 000");
  EXPECT_EQ(padded(12, 2), "at 12");
}

TEST(Padded, TheSignIsOneOfTheCharacters) {
  EXPECT_EQ(padded(-7, 4), "at -007");
}

TEST(Padded, ALongerNumberIsWhole) {
  EXPECT_EQ(padded(12345, 4), "at 12345");
  EXPECT_EQ(padded(std::numeric_limits<std::int64_t>::min(), 2), "at -9223372036854775808");
}

}  // namespace
}  // namespace fieldcall::base
