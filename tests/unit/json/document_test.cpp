#include "json/document.hpp"

#include <gtest/gtest.h>

#include "json/writer.hpp"

namespace fieldcall::json {
namespace {

TEST(Document, IsNullAtFirst) {
  const Document document;
  EXPECT_TRUE(document.root().is_null());
  EXPECT_EQ(document.text(), "");
}

TEST(Document, OwnsItsTextAlsoWhenMoved) {
  auto parsed = Document::parse("\"ab\"");  // short: inside of the string object
  ASSERT_TRUE(parsed);
  Document document = std::move(*parsed);
  const Value root = document.root();
  const Document moved = std::move(document);
  EXPECT_EQ(root.as_string(), "ab");
  EXPECT_EQ(moved.root().as_string(), "ab");
  EXPECT_EQ(moved.text(), "\"ab\"");
}

TEST(Document, ReportsErrorsAndDuplicates) {
  EXPECT_EQ(Document::parse("[").error().code, "json_syntax");
  EXPECT_EQ(Document::parse("[[]]", {.depth_max = 1}).error().code, "json_depth");
  std::vector<DuplicateKey> duplicates;
  ASSERT_TRUE(Document::parse(R"({"a":1,"a":2})", {}, &duplicates));
  ASSERT_EQ(duplicates.size(), 1U);
  EXPECT_EQ(duplicates[0].key, "a");
}

TEST(Document, ItsArenaHoldsLaterValues) {
  Document document;
  const Value value = Value::string(document.arena().copy("later"));
  EXPECT_EQ(value.as_string(), "later");
}

TEST(DeepCopy, OutlivesTheDocument) {
  Arena arena;
  Value copy;
  {
    const auto document = Document::parse(R"({"a":["b",1.50,null,true,{},[]],"c":{"d":"e\n"}})");
    ASSERT_TRUE(document);
    copy = deep_copy(document->root(), arena);
  }
  EXPECT_EQ(to_text(copy), R"({"a":["b",1.50,null,true,{},[]],"c":{"d":"e\n"}})");
}

TEST(DeepCopy, KeepsComputedNumbers) {
  Arena arena;
  const Value integer = deep_copy(Value::integer(7), arena);
  EXPECT_EQ(integer.as_int64(), 7);
  EXPECT_EQ(integer.source_digits(), "");
  EXPECT_EQ(deep_copy(Value::real(0.5), arena).as_double(), 0.5);
}

TEST(DeepCopy, OfAnyDepth) {
  Arena source;
  Value value = Value::string("core");
  for (int depth = 0; depth < 100'000; ++depth) {
    value = Value::array(source.copy(std::span<const Value>(&value, 1)));
  }
  Arena arena;
  const Value copy = deep_copy(value, arena);
  EXPECT_TRUE(copy == value);
  EXPECT_EQ(to_text(copy).size(), 200'006U);
}

}  // namespace
}  // namespace fieldcall::json
