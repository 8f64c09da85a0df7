#include "fieldcall/time.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

TEST(FormatInstant, WritesUtcWithMilliseconds) {
  EXPECT_EQ(format_instant(Instant{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_instant(Instant{Millis{1'768'478'400'007}}), "2026-01-15T12:00:00.007Z");
  EXPECT_EQ(format_instant(Instant{Millis{-1}}), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace fieldcall
