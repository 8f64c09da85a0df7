#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace fieldcall::text {
namespace {

// The definition, as RFC 3629 gives it, without any cleverness: what encodes a scalar value.
bool is_scalar(char32_t code_point) {
  return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

TEST(Utf8, EveryScalarValueSurvives) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (!is_scalar(code_point)) continue;
    std::string text;
    append_utf8(code_point, text);
    ASSERT_TRUE(is_utf8(text)) << static_cast<std::uint32_t>(code_point);
    const Decoded decoded = decode_utf8(text);
    ASSERT_EQ(static_cast<std::uint32_t>(decoded.code_point),
              static_cast<std::uint32_t>(code_point));
    ASSERT_EQ(decoded.bytes, text.size());
  }
}

TEST(Utf8, TwoAndThreeByteSequencesAreAcceptedExactlyIfTheyEncodeAScalar) {
  std::size_t accepted = 0;
  for (int a = 0x80; a < 0x100; ++a) {
    for (int b = 0; b < 0x100; ++b) {
      std::string text{static_cast<char>(a), static_cast<char>(b)};
      if (is_utf8(text)) ++accepted;
      if (a < 0xE0) continue;
      for (int c = 0; c < 0x100; ++c) {
        text.resize(2);
        text += static_cast<char>(c);
        if (first_utf8_sequence(text).bytes == 3 && is_utf8(text)) ++accepted;
      }
    }
  }
  EXPECT_EQ(accepted, (0x800U - 0x80U) + (0x10000U - 0x800U - 0x800U));
}

TEST(Utf8, RefusesOverlongSurrogateTooLargeAndTruncated) {
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82",
        "\xF0\x9F\x98", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad.size();
    EXPECT_EQ(valid_utf8_prefix("abc\xC3\xA9" + std::string(bad) + "x"), 5U);
  }
  EXPECT_TRUE(is_utf8(""));
}

TEST(Utf8, TheValidPrefixIsFoundAtEveryDistance) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string text = std::string(length, 'a') + "\xFF" + std::string(20, 'b');
    EXPECT_EQ(valid_utf8_prefix(text), length);
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 4U);
}

TEST(Utf8, ReplacesMaximalSubparts) {
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(replace_invalid_utf8("plain \xC3\xA9"), "plain \xC3\xA9");
  // The example of the Unicode standard, table 3-8 and following.
  EXPECT_EQ(replace_invalid_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
            r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(replace_invalid_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), r + r + r + r + "A");
  EXPECT_EQ(replace_invalid_utf8("\xED\xA0\x80"), r + r + r);
  EXPECT_EQ(replace_invalid_utf8("a\xE2\x82"), "a" + r);
}

TEST(Utf8, ReadsLatin1) {
  EXPECT_EQ(latin1_to_utf8("caf\xE9\x80"), "caf\xC3\xA9\xC2\x80");
  EXPECT_EQ(latin1_to_utf8(""), "");
}

TEST(Utf8, TruncatesBetweenCodePoints) {
  const std::string text = "a\xC3\xA9\xF0\x9F\x98\x80";
  const std::vector<std::size_t> sizes = {0, 1, 1, 3, 3, 3, 3, 7, 7};
  for (std::size_t bytes_max = 0; bytes_max < sizes.size(); ++bytes_max) {
    EXPECT_EQ(truncate_utf8(text, bytes_max), text.substr(0, sizes[bytes_max])) << bytes_max;
  }
}

}  // namespace
}  // namespace fieldcall::text
