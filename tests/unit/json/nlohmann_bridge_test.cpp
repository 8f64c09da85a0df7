#include "json/nlohmann_bridge.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace fieldcall::json {
namespace {

std::string double_text(double value) {
  std::array<char, double_chars_max> chars{};
  return std::string(chars.data(), nlohmann_write_double(value, chars));
}

TEST(NlohmannBridge, WritesTheShortestText) {
  EXPECT_EQ(double_text(0.1), "0.1");
  EXPECT_EQ(double_text(100.0), "100.0");
  EXPECT_EQ(double_text(1e300), "1e+300");
  EXPECT_EQ(double_text(5e-324), "5e-324");
}

}  // namespace
}  // namespace fieldcall::json
