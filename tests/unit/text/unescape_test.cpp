#include "text/unescape.hpp"

#include <gtest/gtest.h>

namespace fieldcall::text {
namespace {

std::string unescaped(std::string_view text, Escapes escapes) {
  UnescapedText out("");
  if (!UnescapedText(text).unescape(escapes, out)) return "(none)";
  return std::string(out.bytes());
}

TEST(UnescapedText, DecodesPercent) {
  EXPECT_EQ(unescaped("a%2Fb%2fc", Escapes::percent), "a/b/c");
  EXPECT_EQ(unescaped("%c3%A9%", Escapes::percent), "\xc3\xa9%");
  EXPECT_EQ(unescaped("100% %4", Escapes::percent), "(none)");
  EXPECT_EQ(unescaped("%zz%41", Escapes::percent), "%zzA");
  EXPECT_EQ(unescaped("plain", Escapes::percent), "(none)");
}

TEST(UnescapedText, DecodesJson) {
  EXPECT_EQ(unescaped(R"(\"\\\/\b\f\n\r\t)", Escapes::json), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(unescaped(R"(\u00e9\u00E9\u0041)", Escapes::json),
            "\xc3\xa9\xc3\xa9"
            "A");
  EXPECT_EQ(unescaped(R"(\ud83d\ude00)", Escapes::json), "\xf0\x9f\x98\x80");
  EXPECT_EQ(unescaped(R"(\ud83d\u0041)", Escapes::json),
            "\xef\xbf\xbd"
            "A");
  EXPECT_EQ(unescaped(R"(\ude00)", Escapes::json), "\xef\xbf\xbd");
  EXPECT_EQ(unescaped(R"(\x \u12 \)", Escapes::json), "(none)");
  EXPECT_EQ(unescaped("\\u12g4\\u004", Escapes::json), "(none)");
  EXPECT_EQ(unescaped(R"(\ud83d\u12)", Escapes::json), "\xef\xbf\xbd\\u12");
}

TEST(UnescapedText, DecodesHtml) {
  EXPECT_EQ(unescaped("&lt;&gt;&quot;&amp;&apos;&#39;&#x27;&#X27;", Escapes::html), "<>\"&''''");
  EXPECT_EQ(unescaped("&#233;", Escapes::html), "\xc3\xa9");
  EXPECT_EQ(unescaped("&nbsp; &# &#; &#x; &#12 a&b &#x110000000;", Escapes::html), "(none)");
  EXPECT_EQ(unescaped("&#x110000;", Escapes::html), "\xef\xbf\xbd");
}

TEST(UnescapedText, KnowsWhereItsBytesCameFrom) {
  const UnescapedText source("a%5cu00e9b");
  UnescapedText percent("");
  ASSERT_TRUE(source.unescape(Escapes::percent, percent));
  EXPECT_EQ(percent.bytes(), "a\\u00e9b");
  UnescapedText json("");
  ASSERT_TRUE(percent.unescape(Escapes::json, json));
  EXPECT_EQ(json.bytes(),
            "a\xc3\xa9"
            "b");
  EXPECT_EQ(json.origin(0).begin, 0U);
  EXPECT_EQ(json.origin(0).end, 1U);
  EXPECT_EQ(json.origin(1).begin, 1U);
  EXPECT_EQ(json.origin(2).end, 9U);
  EXPECT_EQ(json.origin(3).begin, 9U);
}

}  // namespace
}  // namespace fieldcall::text
