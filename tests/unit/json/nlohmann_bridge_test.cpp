#include "json/nlohmann_bridge.hpp"

#include <gtest/gtest.h>

namespace fieldcall::json {
namespace {

TEST(NlohmannBridge, WritesTheShortestText) {
  EXPECT_EQ(nlohmann_double_text(0.1), "0.1");
  EXPECT_EQ(nlohmann_double_text(100.0), "100.0");
  EXPECT_EQ(nlohmann_double_text(1e300), "1e+300");
  EXPECT_EQ(nlohmann_double_text(5e-324), "5e-324");
}

}  // namespace
}  // namespace fieldcall::json
