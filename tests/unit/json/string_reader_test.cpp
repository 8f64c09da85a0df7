#include "json/string_reader.hpp"

#include <gtest/gtest.h>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "text/utf8.hpp"

namespace fieldcall::json {
namespace {

// The string written again, or "code@offset message".
std::string read_back(std::string_view text) {
  Arena arena;
  const auto value = read(text, arena);
  if (value) return to_text(*value);
  return value.error().code + "@" + std::to_string(value.error().offset) + " " +
         value.error().message;
}

TEST(StringReader, DecodesEscapes) {
  Arena arena;
  const auto root =
      read(R"(["\"\\\/\b\f\n\r\t","\u0041\u00e9\u20AC\ud83d\uDE00","x\u0000y","\ufeff"])", arena);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->items()[0].as_string(), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(root->items()[1].as_string(), "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  EXPECT_EQ(root->items()[2].as_string(), std::string_view("x\0y", 3));
  EXPECT_EQ(root->items()[3].as_string(), "\xEF\xBB\xBF");
}

std::string escaped(char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += digits[(unit >> shift) & 15U];
  return text;
}

TEST(StringReader, DecodesEveryKindOfCodePoint) {
  // A prime step visits all planes; U+1D800 to U+1DFFF look like surrogates in their low bits.
  for (char32_t code_point = 0; code_point <= 0x10FFFF; code_point += 61) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text = "\"";
    if (code_point < 0x10000) {
      text += escaped(code_point);
    } else {
      text += escaped(0xD800 + ((code_point - 0x10000) >> 10U));
      text += escaped(0xDC00 + ((code_point - 0x10000) & 0x3FFU));
    }
    text += '"';
    std::string expected;
    text::append_utf8(code_point, expected);
    Arena arena;
    const auto value = read(text, arena);
    ASSERT_TRUE(value) << text << ": " << value.error().message;
    ASSERT_EQ(value->as_string(), expected) << text;
  }
}

TEST(StringReader, FindsSpecialCharactersAtEveryPlace) {
  for (std::size_t length = 0; length < 30; ++length) {
    const std::string plain(length, 'x');
    const std::string rest(12, 'y');
    EXPECT_EQ(read_back("\"" + plain + "\\u0041" + rest + "\""), "\"" + plain + "A" + rest + "\"");
    EXPECT_EQ(read_back("\"" + plain + "\xC3\xA9" + rest + "\""),
              "\"" + plain + "\xC3\xA9" + rest + "\"");
    EXPECT_TRUE(
        read_back("\"" + plain + "\x1F" + rest + "\"")
            .starts_with("json_syntax@" + std::to_string(length + 1) + " a string contains"));
    EXPECT_TRUE(read_back("\"" + plain + "\x80" + rest + "\"")
                    .starts_with("json_utf8@" + std::to_string(length + 1)));
  }
}

TEST(StringReader, NamesWhatIsWrong) {
  EXPECT_EQ(read_back("\"abc"), "json_syntax@4 the text ends inside a string");
  EXPECT_EQ(read_back("\"a\\"), "json_syntax@3 the text ends inside a string");
  EXPECT_EQ(read_back("\"a\\n"), "json_syntax@4 the text ends inside a string");
  EXPECT_EQ(read_back("\"a\nb\""), "json_syntax@2 a string contains a control character");
  EXPECT_EQ(read_back("\"a\\xb\""),
            "json_syntax@2 a string contains an escape that JSON does not have");
  EXPECT_EQ(read_back("\"a\\u12g4\""),
            "json_syntax@2 \\u must be followed by four hexadecimal digits");
  EXPECT_EQ(read_back("\"\\u12"), "json_syntax@1 \\u must be followed by four hexadecimal digits");
  EXPECT_EQ(read_back("\"\\ud83d\\u12\""),
            "json_syntax@1 \\u must be followed by four hexadecimal digits");
  EXPECT_EQ(read_back("\"ab\xC3\""), "json_utf8@3 a string is not valid UTF-8");
  EXPECT_EQ(read_back("{\"\xFF\":1}"), "json_utf8@2 a string is not valid UTF-8");
}

TEST(StringReader, HalfASurrogatePairIsNoText) {
  const std::string message =
      "json_utf8@2 a \\u escape is half of a surrogate pair without the other half";
  for (const std::string_view text :
       {R"("x\ud83d")", R"("x\ude00")", R"("x\ud83d\ud83d")", R"("x\ud83d\u0041")", R"("x\ud83dy")",
        R"("x\ud83d\n")", R"("x\ude00\ud83d")"}) {
    EXPECT_EQ(read_back(text), message) << text;
  }
}

}  // namespace
}  // namespace fieldcall::json
