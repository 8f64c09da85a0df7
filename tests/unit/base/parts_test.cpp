#include "base/parts.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace fieldcall::base {
namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) append_part(part, text);
  return text;
}

TEST(AppendPart, WritesTheLengthInBytesBefore) {
  EXPECT_EQ(joined({"ab", "", "c:1"}), "2:ab0:3:c:1");
  std::string text;
  append_part(std::numeric_limits<std::int64_t>::min(), text);
  EXPECT_EQ(text, "20:-9223372036854775808");
}

TEST(AppendPart, KeepsListsOfTextsApart) {
  EXPECT_NE(joined({"ab", "c"}), joined({"a", "bc"}));
  EXPECT_NE(joined({"", "a"}), joined({"a", ""}));
  EXPECT_NE(joined({"a", "1:b"}), joined({"a1:", "b"}));
  EXPECT_NE(joined({"a"}), joined({"a", ""}));
}

}  // namespace
}  // namespace fieldcall::base
