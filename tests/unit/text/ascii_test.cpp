#include "text/ascii.hpp"

#include <gtest/gtest.h>

namespace fieldcall::text {
namespace {

TEST(Ascii, ClassesHoldForEveryByte) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool digit = byte >= 48 && byte <= 57;
    const bool upper = byte >= 65 && byte <= 90;
    const bool lower = byte >= 97 && byte <= 122;
    EXPECT_EQ(is_digit(c), digit) << byte;
    EXPECT_EQ(is_upper(c), upper) << byte;
    EXPECT_EQ(is_lower(c), lower) << byte;
    EXPECT_EQ(is_alpha(c), upper || lower) << byte;
    EXPECT_EQ(is_alnum(c), upper || lower || digit) << byte;
    EXPECT_EQ(to_lower(c), upper ? static_cast<char>(byte + 32) : c) << byte;
  }
}

TEST(Ascii, HexValueKnowsBothCases) {
  EXPECT_EQ(hex_value('0'), 0);
  EXPECT_EQ(hex_value('9'), 9);
  EXPECT_EQ(hex_value('a'), 10);
  EXPECT_EQ(hex_value('F'), 15);
  EXPECT_EQ(hex_value('g'), -1);
  EXPECT_EQ(hex_value('@'), -1);
  EXPECT_EQ(hex_value('\xC1'), -1);
}

TEST(Ascii, CaseIsIgnoredForLettersOnly) {
  EXPECT_EQ(to_lower("Content-TYPE \xC3\x84"), "content-type \xC3\x84");
  EXPECT_TRUE(equals_ignoring_case("ETag", "etag"));
  EXPECT_FALSE(equals_ignoring_case("ETag", "etags"));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));
  EXPECT_TRUE(equals_ignoring_case("", ""));
}

TEST(Ascii, TrimOwsTakesSpaceAndTabOnly) {
  EXPECT_EQ(trim_ows(" \t a b\t "), "a b");
  EXPECT_EQ(trim_ows(" \t"), "");
  EXPECT_EQ(trim_ows(""), "");
  EXPECT_EQ(trim_ows("\na"), "\na");
}

}  // namespace
}  // namespace fieldcall::text
