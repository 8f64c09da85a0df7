#include "http/punycode.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

TEST(LabelToAscii, SpellsUnicodeLabels) {
  EXPECT_EQ(label_to_ascii("b\u00fccher"), "xn--bcher-kva");
  EXPECT_EQ(label_to_ascii("B\u00dcCHER"), "xn--bcher-kva");
  EXPECT_EQ(label_to_ascii("\u00df"), "xn--zca");
  EXPECT_EQ(label_to_ascii("m\u00fcnchen-ost"), "xn--mnchen-ost-9db");
  // RFC 3492, 7.1 (A), (B), (D), (I)
  EXPECT_EQ(label_to_ascii("\u0644\u064a\u0647\u0645\u0627\u0628\u062a\u0643\u0644\u0645\u0648"
                           "\u0634\u0639\u0631\u0628\u064a\u061f"),
            std::nullopt);  // the question mark is no letter
  EXPECT_EQ(label_to_ascii("\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587"),
            "xn--ihqwcrb4cv8a8dqg056pqjye");
  EXPECT_EQ(label_to_ascii("Pro\u010dprost\u011bnemluv\u00ed\u010desky"),
            "xn--proprostnemluvesky-uyb24dma41a");
  EXPECT_EQ(label_to_ascii("\u043f\u043e\u0447\u0435\u043c\u0443\u0436\u0435\u043e\u043d\u0438"
                           "\u043d\u0435\u0433\u043e\u0432\u043e\u0440\u044f\u0442\u043f\u043e"
                           "\u0440\u0443\u0441\u0441\u043a\u0438"),
            "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l");
}

TEST(LabelToAscii, LowersTheCaseOfTheScriptsItKnows) {
  EXPECT_EQ(label_to_ascii("\u010d"), label_to_ascii("\u010c"));  // Latin Extended-A, even
  EXPECT_EQ(label_to_ascii("\u017e"), label_to_ascii("\u017d"));  // Latin Extended-A, odd
  EXPECT_EQ(label_to_ascii("\u03c9"), label_to_ascii("\u03a9"));
  EXPECT_EQ(label_to_ascii("\u0436"), label_to_ascii("\u0416"));
  EXPECT_EQ(label_to_ascii("\u0451"), label_to_ascii("\u0401"));
}

TEST(LabelToAscii, LeavesAsciiAlone) {
  EXPECT_EQ(label_to_ascii("Example-1"), "example-1");
  EXPECT_EQ(label_to_ascii(""), "");
}

TEST(LabelToAscii, SuggestsNothingWhereAMappingIsNeeded) {
  EXPECT_EQ(label_to_ascii("\u2460\u2461"), std::nullopt);        // circled digits
  EXPECT_EQ(label_to_ascii("\uff4c\uff4f\uff43"), std::nullopt);  // full width
  EXPECT_EQ(label_to_ascii("u\u0308"), std::nullopt);             // combining mark
  EXPECT_EQ(label_to_ascii("\u0130"), std::nullopt);              // dotted capital I
  EXPECT_EQ(label_to_ascii("\u212aey"), std::nullopt);            // Kelvin sign
  EXPECT_EQ(label_to_ascii("a\u00d7"), std::nullopt);             // multiplication sign
  EXPECT_EQ(label_to_ascii("a b\u00fc"), std::nullopt);
  EXPECT_EQ(label_to_ascii("\xc3"), std::nullopt);
  EXPECT_EQ(label_to_ascii("XN--bcher-kva"), std::nullopt);
}

TEST(LabelToAscii, KeepsToTheLengthOfALabel) {
  EXPECT_EQ(label_to_ascii(std::string(63, 'a')), std::string(63, 'a'));
  EXPECT_EQ(label_to_ascii(std::string(64, 'a')), std::nullopt);
  EXPECT_EQ(label_to_ascii(std::string(60, 'a') + "\u00fc"), std::nullopt);
  std::string far;
  for (int i = 0; i < 63; ++i) far += "\ud7a3";
  EXPECT_EQ(label_to_ascii(far), std::nullopt);
}

}  // namespace
}  // namespace fieldcall::http
