#include "rate_gate.hpp"

#include <gtest/gtest.h>

namespace fieldcall::server {
namespace {

TEST(RateGate, LetsABurstInAndThenOneAtATime) {
  RateGate gate(10, 3);
  EXPECT_EQ(gate.admit(0), std::nullopt);
  EXPECT_EQ(gate.admit(0), std::nullopt);
  EXPECT_EQ(gate.admit(0), std::nullopt);
  EXPECT_EQ(gate.admit(0), 1);
  EXPECT_EQ(gate.admit(99), 1);
  EXPECT_EQ(gate.admit(100), std::nullopt);
  EXPECT_EQ(gate.admit(100), 1);
}

TEST(RateGate, ForgetsABurstAfterAPause) {
  RateGate gate(1, 2);
  EXPECT_EQ(gate.admit(0), std::nullopt);
  EXPECT_EQ(gate.admit(0), std::nullopt);
  EXPECT_EQ(gate.admit(0), 1);
  EXPECT_EQ(gate.admit(10'000), std::nullopt);
  EXPECT_EQ(gate.admit(10'000), std::nullopt);
  EXPECT_EQ(gate.admit(10'000), 1);
}

TEST(RateGate, NeverLetsMoreInThanBurstAndRate) {
  RateGate gate(7, 5);
  std::int64_t admitted = 0;
  for (std::int64_t now = 0; now < 60'000; ++now) admitted += gate.admit(now) ? 0 : 1;
  EXPECT_LE(admitted, 5 + 7 * 60);
  EXPECT_GE(admitted, 7 * 60 - 1);
}

}  // namespace
}  // namespace fieldcall::server
