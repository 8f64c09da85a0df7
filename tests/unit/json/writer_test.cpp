#include "json/writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "json/document.hpp"

namespace fieldcall::json {
namespace {

std::string written(std::string_view text) {
  std::string out;
  write_string(text, out);
  return out;
}

TEST(WriteString, EscapesWhatJsonAsksForAndNothingMore) {
  EXPECT_EQ(written("a/b<c>&'\x7F"), "\"a/b<c>&'\x7F\"");
  EXPECT_EQ(written("\"\\\b\f\n\r\t"), R"("\"\\\b\f\n\r\t")");
  EXPECT_EQ(written(std::string_view("\0\x01\x1F", 3)), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(written("\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80"),
            "\"\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80\"");
  EXPECT_EQ(written(""), "\"\"");
}

TEST(WriteString, MendsInvalidUtf8) {
  EXPECT_EQ(written("a\xFF\"b\xE2\x82"), "\"a\xEF\xBF\xBD\\\"b\xEF\xBF\xBD\"");
}

TEST(Write, AppendsCompactText) {
  const auto document = Document::parse(R"({ "a" : [ 1.50, "\u00e9" , { } ], "b" : [ ] })");
  ASSERT_TRUE(document);
  std::string out = "kept ";
  write(document->root(), out);
  EXPECT_EQ(out, "kept {\"a\":[1.50,\"\xC3\xA9\",{}],\"b\":[]}");
}

TEST(Write, WritesComputedValues) {
  const std::array<Value, 4> items = {Value::integer(-3), Value::real(2.5), Value::real(1e21),
                                      Value{}};
  EXPECT_EQ(to_text(Value::array(items)), "[-3,2.5,1e+21,null]");
  EXPECT_EQ(to_text(Value::boolean(false)), "false");
}

TEST(Write, NeedsNoStackForDeepValues) {
  Arena arena;
  Value value;
  for (int depth = 0; depth < 50'000; ++depth) {
    const Member member{"a", value};
    value = Value::object(arena.copy(std::span<const Member>(&member, 1)));
    value = Value::array(arena.copy(std::span<const Value>(&value, 1)));
  }
  EXPECT_EQ(to_text(value).size(), 50'000U * 8U + 4U);
}

TEST(PrettyText, IndentsByTwo) {
  const auto document = Document::parse(R"({"a":[1,{"b":null}],"c":{},"d":[]})");
  ASSERT_TRUE(document);
  EXPECT_EQ(to_pretty_text(document->root()), R"({
  "a": [
    1,
    {
      "b": null
    }
  ],
  "c": {},
  "d": []
})");
  EXPECT_EQ(to_pretty_text(Value::integer(1)), "1");
}

TEST(Writer, WritesAStructurePieceByPiece) {
  Writer w;
  w.begin_object().key("status").string("o\"k").key("attempts").integer(-2);
  w.key("list").begin_array().null().boolean(true).boolean(false).begin_object().end_object();
  w.unsigned_integer(std::numeric_limits<std::uint64_t>::max()).end_array();
  w.key("value").value(Value::number("1.0")).key("raw").raw("[1, 2]").key("empty");
  w.begin_array().end_array().end_object();
  EXPECT_EQ(std::move(w).take(),
            R"({"status":"o\"k","attempts":-2,"list":[null,true,false,{},18446744073709551615],)"
            R"("value":1.0,"raw":[1, 2],"empty":[]})");
}

TEST(Writer, WritesAScalarAlone) {
  Writer w;
  w.string("alone");
  EXPECT_EQ(std::move(w).take(), "\"alone\"");
}

TEST(WriterDeathTest, StructuresMustMatch) {
  constexpr const char* broken = "broken invariant";
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_object().end_array(), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_array().end_object(), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.end_array(), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_array().key("a"), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_object().integer(1), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_object().key("a").key("b"), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.begin_object().key("a").end_object(), broken);
  EXPECT_DEATH_IF_SUPPORTED(Writer{}.integer(1).integer(2), broken);
  EXPECT_DEATH_IF_SUPPORTED((void)Writer{}.take(), broken);
  EXPECT_DEATH_IF_SUPPORTED((void)std::move(Writer{}.begin_array()).take(), broken);
}

}  // namespace
}  // namespace fieldcall::json
