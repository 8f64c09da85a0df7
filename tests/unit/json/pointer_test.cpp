#include "json/pointer.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall::json {
namespace {

// The document of RFC 6901, 5, with the escapes of JSON.
constexpr std::string_view rfc_text =
    R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,)"
    R"( "k\"l": 6, " ": 7, "m~n": 8})";

std::string found(const Document& document, std::string_view pointer) {
  const Value* const value = pointer_find(document.root(), pointer);
  return value == nullptr ? "nothing" : to_text(*value);
}

// What stands in `text` at the place, as far as ten characters.
std::string at(std::string_view text, std::string_view pointer, bool at_key = false) {
  const auto offset = pointer_offset(text, pointer, at_key);
  return offset ? std::string(text.substr(*offset, 10)) : "nothing";
}

TEST(PointerJoin, EscapesTildeAndSlash) {
  EXPECT_EQ(pointer_join("", "a"), "/a");
  EXPECT_EQ(pointer_join("/a", "m~n/o"), "/a/m~0n~1o");
  EXPECT_EQ(pointer_join("/a", ""), "/a/");
  EXPECT_EQ(pointer_join("/a", std::size_t{12}), "/a/12");
}

TEST(PointerFind, FollowsTheExamplesOfTheRfc) {
  const auto document = Document::parse(std::string(rfc_text));
  ASSERT_TRUE(document);
  EXPECT_EQ(pointer_find(document->root(), ""), &document->root());
  EXPECT_EQ(found(*document, "/foo"), R"(["bar","baz"])");
  EXPECT_EQ(found(*document, "/foo/0"), R"("bar")");
  EXPECT_EQ(found(*document, "/"), "0");
  EXPECT_EQ(found(*document, "/a~1b"), "1");
  EXPECT_EQ(found(*document, "/c%d"), "2");
  EXPECT_EQ(found(*document, "/e^f"), "3");
  EXPECT_EQ(found(*document, "/g|h"), "4");
  EXPECT_EQ(found(*document, "/i\\j"), "5");
  EXPECT_EQ(found(*document, "/k\"l"), "6");
  EXPECT_EQ(found(*document, "/ "), "7");
  EXPECT_EQ(found(*document, "/m~0n"), "8");
}

TEST(PointerFind, FindsNothingWhereNothingIs) {
  const auto document = Document::parse(R"({"a":[1,{"b":"c"}]})");
  ASSERT_TRUE(document);
  for (const std::string_view pointer : {"a", "/b", "/a/2", "/a/-", "/a/01", "/a/-1", "/a/x", "/a/",
                                         "/a/99999999999999999999", "/a/1/b/0", "/a/0/x"}) {
    EXPECT_EQ(found(*document, pointer), "nothing") << pointer;
  }
}

TEST(PointerOffset, PointsAtTheValueOrItsKey) {
  const std::string_view text = "\n{ \"a\" : [ 10 , {\"b\":true, \"c\" : \"x\"} ] , \"d\":null}";
  EXPECT_EQ(at(text, ""), R"({ "a" : [ )");
  EXPECT_EQ(at(text, "/a"), R"([ 10 , {"b)");
  EXPECT_EQ(at(text, "/a", true), R"("a" : [ 10)");
  EXPECT_EQ(at(text, "/a/0"), R"(10 , {"b":)");
  EXPECT_EQ(at(text, "/a/0", true), R"(10 , {"b":)");
  EXPECT_EQ(at(text, "/a/1/c"), R"("x"} ] , ")");
  EXPECT_EQ(at(text, "/a/1/c", true), R"("c" : "x"})");
  EXPECT_EQ(at(text, "/d"), "null}");
  EXPECT_EQ(at(text, "", true), R"({ "a" : [ )");
}

TEST(PointerOffset, FindsNothingWhereNothingIs) {
  for (const std::string_view pointer : {"a", "/b", "/a/2", "/a/x", "/a/0/x", "/e/0", "/o/x"}) {
    EXPECT_EQ(at(R"({"a":[1,2],"e":[],"o":{}})", pointer), "nothing") << pointer;
  }
}

TEST(PointerOffset, UnderstandsEscapesBracketsInStringsAndByteOrderMarks) {
  const std::string text = "\xEF\xBB\xBF{\"x\":\"]}\\\"[\",\"\\u0061\\/\":[\"\\\\\",5]}";
  EXPECT_EQ(at(text, "/a~1/1"), "5]}");
  EXPECT_EQ(pointer_offset(text, ""), 3U);
}

TEST(PointerOffset, TheLastOfARepeatedKeyWins) {
  EXPECT_EQ(pointer_offset(R"({"a":1,"b":2,"a":3})", "/a"), 17U);
  EXPECT_EQ(pointer_offset(R"({"a":1,"b":2,"a":3})", "/a", true), 13U);
}

TEST(PointerOffset, StaysInsideOfBrokenText) {
  for (const std::string_view text :
       {"", "{", "[", "{\"", "{\"a", "{\"a\\", "{\"a\":", "{\"a\":[", "[1", "[,", "[]]", "}",
        "{\"a\":}", "{\"\\", "{\"a\\x\":1}", "\"\\"}) {
    for (const std::string_view pointer : {"", "/a", "/0", "/1", "/a/0"}) {
      const auto offset = pointer_offset(text, pointer);
      EXPECT_LE(offset.value_or(0), text.size()) << text << " " << pointer;
    }
  }
}

}  // namespace
}  // namespace fieldcall::json
