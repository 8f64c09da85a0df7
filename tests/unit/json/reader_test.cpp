#include "json/reader.hpp"

#include <gtest/gtest.h>

#include "json/writer.hpp"

namespace fieldcall::json {
namespace {

// The value written again, or "code@offset message".
std::string read_back(std::string_view text, const ReadLimits& limits = {}) {
  Arena arena;
  const auto value = read(text, arena, limits);
  if (value) return to_text(*value);
  return value.error().code + "@" + std::to_string(value.error().offset) + " " +
         value.error().message;
}

std::string fix_for(std::string_view text) {
  Arena arena;
  return read(text, arena).error().fix;
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Reader, ReadsEveryKindOfValue) {
  for (const std::string_view text :
       {"null", "true", "false", "0", "-1.50e+10", "\"\"", "\"text\"", "[]", "{}",
        R"([1,[2,[]],{"a":{}}])", R"({"a":1,"b":[true,null],"c":{"d":"e"}})"}) {
    EXPECT_EQ(read_back(text), text);
  }
}

TEST(Reader, SkipsSpaceAndByteOrderMark) {
  EXPECT_EQ(read_back("\xEF\xBB\xBF \t\r\n[ 1 , { \"a\" : 2 } ] \n"), R"([1,{"a":2}])");
  EXPECT_EQ(read_back("[ ]"), "[]");
  EXPECT_EQ(read_back("{ \n}"), "{}");
  EXPECT_EQ(read_back("\xEF\xBB\xBF"), "json_syntax@3 expected a value, but the text ends");
  EXPECT_EQ(read_back("\xEF\xBB{}"), "json_syntax@0 expected a value");
}

TEST(Reader, StringsWithoutEscapesAreViewsIntoTheText) {
  const std::string_view text = R"({"key":"a string of the text","other":"an\n escape"})";
  Arena arena;
  const auto root = read(text, arena);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->members()[0].key.data(), text.data() + 2);
  EXPECT_EQ(root->members()[0].value.as_string().data(), text.data() + 8);
  EXPECT_EQ(root->members()[1].value.as_string(), "an\n escape");
}

TEST(Reader, KeepsTheDigitsOfNumbers) {
  EXPECT_EQ(read_back("[1.000,1E400,-0,123456789012345678901234567890]"),
            "[1.000,1E400,-0,123456789012345678901234567890]");
}

TEST(ReaderErrors, SayWhatWasExpectedAndWhere) {
  EXPECT_EQ(read_back(""), "json_syntax@0 expected a value, but the text ends");
  EXPECT_EQ(read_back("[1 2]"),
            R"(json_syntax@3 expected "," or "]" after an array item, found "2")");
  EXPECT_EQ(read_back("[1"),
            R"(json_syntax@2 expected "," or "]" after an array item, but the text ends)");
  EXPECT_EQ(read_back("[1,]"), R"(json_syntax@3 expected a value, found "]")");
  EXPECT_EQ(read_back("{\"a\":1]"),
            R"(json_syntax@6 expected "," or "}" after an object member, found "]")");
  EXPECT_EQ(read_back("{a:1}"),
            R"(json_syntax@1 expected a key in double quotes or "}", found "a")");
  EXPECT_EQ(read_back("{\"a\":1,}"),
            R"(json_syntax@7 expected a key in double quotes after ",", found "}")");
  EXPECT_EQ(read_back("{\"a\" 1}"), R"(json_syntax@5 expected ":" after a key, found "1")");
  EXPECT_EQ(read_back("{\"a\""), R"(json_syntax@4 expected ":" after a key, but the text ends)");
  EXPECT_EQ(read_back("{\"a\":}"), R"(json_syntax@5 expected a value, found "}")");
  EXPECT_EQ(read_back("1 \"x\""),
            R"(json_syntax@2 expected the end of the text after the value, found '"')");
  EXPECT_EQ(read_back("nul"), R"(json_syntax@0 expected a value, found "n")");
  EXPECT_EQ(read_back("trap"), R"(json_syntax@0 expected a value, found "t")");
  EXPECT_EQ(read_back("fals"), R"(json_syntax@0 expected a value, found "f")");
  EXPECT_EQ(read_back("truex"),
            R"(json_syntax@4 expected the end of the text after the value, found "x")");
}

TEST(ReaderErrors, NameWhatIsWrongWithANumber) {
  EXPECT_EQ(read_back("[01]"), "json_syntax@2 a number must not begin with 0");
  EXPECT_EQ(read_back("[-]"), R"(json_syntax@2 expected a digit after "-", found "]")");
  EXPECT_EQ(read_back("[1.]"), R"(json_syntax@3 expected a digit after ".", found "]")");
  EXPECT_EQ(read_back("[1e]"), R"(json_syntax@3 expected a digit in the exponent, found "]")");
  EXPECT_EQ(read_back("1E+"), "json_syntax@3 expected a digit in the exponent, but the text ends");
  EXPECT_EQ(read_back("1e-x"), R"(json_syntax@3 expected a digit in the exponent, found "x")");
  EXPECT_EQ(read_back("+1"), R"(json_syntax@0 expected a value, found "+")");
  EXPECT_EQ(read_back(".5"), R"(json_syntax@0 expected a value, found ".")");
}

TEST(ReaderErrors, AdviseWhoThinksOfAnotherLanguage) {
  EXPECT_EQ(fix_for("{'a':1}"), "write strings in double quotes");
  EXPECT_EQ(fix_for("[1, // one\n2]"), "remove the comment: JSON has none");
  EXPECT_EQ(fix_for("# yaml"), "remove the comment: JSON has none");
  EXPECT_EQ(fix_for("[True]"), "write true and false in lower case");
  EXPECT_EQ(fix_for("[None]"), "write null");
  EXPECT_EQ(fix_for("undefined"), "write null");
  EXPECT_EQ(fix_for("\"C:\\Users\""), "write a backslash as \\\\");
  EXPECT_EQ(fix_for("[1 2]"), "");
  EXPECT_EQ(fix_for("{url:1}"), "");
}

TEST(ReaderLimits, Depth) {
  EXPECT_EQ(read_back(nested(64)), nested(64));
  EXPECT_EQ(read_back(nested(65)), "json_depth@64 values are nested more than 64 levels deep");
  EXPECT_EQ(read_back("[[1]]", {.depth_max = 1}),
            "json_depth@1 values are nested more than 1 levels deep");
  EXPECT_EQ(read_back("1", {.depth_max = 0}), "1");
  EXPECT_TRUE(read_back("{}", {.depth_max = 0}).starts_with("json_depth@0"));
  // More than the fixed limit is not given.
  EXPECT_TRUE(read_back(nested(73), {.depth_max = 1000}).starts_with("json_depth@72"));
  EXPECT_TRUE(read_back(std::string(1'000'000, '[')).starts_with("json_depth@64"));
  // Depth counts what is open, not what was.
  std::string wide = "[";
  for (int index = 0; index < 100; ++index) wide += "[[]],";
  EXPECT_EQ(read_back(wide + "0]"), wide + "0]");
}

TEST(ReaderLimits, Nodes) {
  EXPECT_EQ(read_back("[1,2]", {.nodes_max = 3}), "[1,2]");
  EXPECT_EQ(read_back("[1,2,3]", {.nodes_max = 3}), "json_nodes@5 there are more than 3 values");
  EXPECT_EQ(read_back(R"({"a":{"b":1}})", {.nodes_max = 2}),
            "json_nodes@10 there are more than 2 values");
  std::string many = "[0";
  for (int index = 0; index < 100'000; ++index) many += ",0";
  EXPECT_TRUE(read_back(many + "]").starts_with("json_nodes@"));
}

TEST(ReaderLimits, NumberLength) {
  EXPECT_EQ(read_back("[12.5]", {.number_chars_max = 4}), "[12.5]");
  EXPECT_EQ(read_back("[12.55]", {.number_chars_max = 4}),
            "json_number_length@1 a number is longer than 4 characters");
  EXPECT_TRUE(read_back(std::string(1025, '1')).starts_with("json_number_length@0"));
}

TEST(ReaderLimits, KeyLength) {
  EXPECT_EQ(read_back(R"({"abcd":1})", {.key_bytes_max = 4}), R"({"abcd":1})");
  EXPECT_EQ(read_back(R"({ "abcde":1})", {.key_bytes_max = 4}),
            "json_key_length@2 a key is longer than 4 bytes");
  EXPECT_TRUE(read_back(R"({"\u0061":1})", {.key_bytes_max = 5}).starts_with("json_key_length"));
}

TEST(Reader, ManyValuesKeepTheirPlaces) {
  std::string text = "[";
  for (int index = 0; index < 5000; ++index) {
    if (index > 0) text += ',';
    text += R"({"id":)" + std::to_string(index) + R"(,"name":"n\u002d)" + std::to_string(index) +
            R"(","tags":["a",null]})";
  }
  text += "]";
  Arena arena;
  const auto root = read(text, arena);
  ASSERT_TRUE(root);
  ASSERT_EQ(root->size(), 5000U);
  for (std::size_t index = 0; index < 5000; ++index) {
    const Value& item = root->items()[index];
    ASSERT_EQ(item.find("id")->as_int64(), static_cast<std::int64_t>(index));
    ASSERT_EQ(item.find("name")->as_string(), "n-" + std::to_string(index));
    ASSERT_EQ(item.find("tags")->size(), 2U);
  }
}

TEST(PositionAt, CountsLinesAndColumns) {
  const auto position = [](std::string_view text, std::size_t offset) {
    const TextPosition found = position_at(text, offset);
    return std::to_string(found.line) + ":" + std::to_string(found.column);
  };
  EXPECT_EQ(position("", 0), "1:1");
  EXPECT_EQ(position("abc", 2), "1:3");
  EXPECT_EQ(position("a\nbc\n", 1), "1:2");
  EXPECT_EQ(position("a\nbc\n", 2), "2:1");
  EXPECT_EQ(position("a\r\nbc", 4), "2:2");
  EXPECT_EQ(position("a\nbc\n", 5), "3:1");
  EXPECT_EQ(position("a\nbc\n", 99), "3:1");
}

}  // namespace
}  // namespace fieldcall::json
