#include "json/duplicate_keys.hpp"

#include <gtest/gtest.h>

#include <string>

#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall::json {
namespace {

struct Read {
  std::string text;
  std::vector<DuplicateKey> duplicates;
};

Read read_text(std::string text) {
  Read result;
  const auto document = Document::parse(std::move(text), {}, &result.duplicates);
  EXPECT_TRUE(document);
  if (document) result.text = to_text(document->root());
  return result;
}

std::string object_of(const std::vector<std::string>& keys) {
  Writer writer;
  writer.begin_object();
  std::int64_t value = 0;
  for (const std::string& key : keys) writer.key(key).integer(value++);
  writer.end_object();
  return std::move(writer).take();
}

TEST(DuplicateKeys, TheLastWinsInThePlaceOfTheFirst) {
  const Read read = read_text(R"({"a":1,"b":2,"a":3,"c":4,"a":5})");
  EXPECT_EQ(read.text, R"({"a":5,"b":2,"c":4})");
  ASSERT_EQ(read.duplicates.size(), 2U);
  EXPECT_EQ(read.duplicates[0].key, "a");
  EXPECT_EQ(read.duplicates[0].offset, 13U);
  EXPECT_EQ(read.duplicates[1].offset, 25U);
}

TEST(DuplicateKeys, AreComparedDecoded) {
  const Read read = read_text(R"({"a":1,"\u0061":2,"":3,"":4})");
  EXPECT_EQ(read.text, R"({"a":2,"":4})");
  EXPECT_EQ(read.duplicates.size(), 2U);
}

TEST(DuplicateKeys, BelongToTheirObject) {
  const Read read = read_text(R"({"a":{"a":1},"b":[{"a":1},{"a":1}]})");
  EXPECT_EQ(read.text, R"({"a":{"a":1},"b":[{"a":1},{"a":1}]})");
  EXPECT_TRUE(read.duplicates.empty());
}

TEST(DuplicateKeys, AreListedInTheOrderOfTheText) {
  // The inner object closes first, but the outer repetition stands before it.
  const Read read = read_text(R"({"a":1,"a":{"b":1,"b":2}})");
  ASSERT_EQ(read.duplicates.size(), 2U);
  EXPECT_EQ(read.duplicates[0].key, "a");
  EXPECT_EQ(read.duplicates[1].key, "b");
}

TEST(DuplicateKeys, WideObjectsFollowTheSameRule) {
  for (const std::size_t count : {2U, 31U, 32U, 33U, 34U, 500U}) {
    std::vector<std::string> keys;
    for (std::size_t index = 0; index < count; ++index) keys.push_back("k" + std::to_string(index));
    const std::string unique = object_of(keys);
    EXPECT_EQ(read_text(unique).text, unique);
    EXPECT_TRUE(read_text(unique).duplicates.empty());

    keys.emplace_back("k1");
    keys.emplace_back("k0");
    keys.emplace_back("k1");
    const Read read = read_text(object_of(keys));
    const auto last = std::to_string(count + 2);
    EXPECT_TRUE(read.text.starts_with("{\"k0\":" + std::to_string(count + 1) + ",\"k1\":" + last))
        << read.text;
    ASSERT_EQ(read.duplicates.size(), 3U);
    EXPECT_EQ(read.duplicates[0].key, "k1");
    EXPECT_EQ(read.duplicates[1].key, "k0");
    EXPECT_LT(read.duplicates[1].offset, read.duplicates[2].offset);
  }
}

TEST(DuplicateKeys, AtMostAHundredAreListed) {
  const Read read = read_text(object_of(std::vector<std::string>(1000, "same")));
  EXPECT_EQ(read.text, R"({"same":999})");
  EXPECT_EQ(read.duplicates.size(), 100U);
}

TEST(DuplicateKeys, EarlierFindingsAreForgotten) {
  std::vector<DuplicateKey> duplicates = {{"old", 1}};
  Arena arena;
  ASSERT_TRUE(read("{}", arena, {}, &duplicates));
  EXPECT_TRUE(duplicates.empty());
}

}  // namespace
}  // namespace fieldcall::json
