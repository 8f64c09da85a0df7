#include "http/status_set.hpp"

#include <gtest/gtest.h>

#include "json/reader.hpp"

namespace fieldcall::http {
namespace {

// "first-last" of each range, or the error's code.
std::string read(std::string_view text) {
  json::Arena arena;
  const auto value = json::read(text, arena);
  if (!value) return "no JSON";
  const auto set = read_status_set(*value);
  if (!set) return set.error().code;
  std::string ranges;
  for (const StatusRange& range : set->ranges) {
    ranges += std::to_string(range.first) + "-" + std::to_string(range.last) + " ";
  }
  return ranges;
}

TEST(ReadStatusSet, ReadsNumbersTextsAndArrays) {
  EXPECT_EQ(read("404"), "404-404 ");
  EXPECT_EQ(read("\"404\""), "404-404 ");
  EXPECT_EQ(read("\"500-599\""), "500-599 ");
  EXPECT_EQ(read("\" 500 - 599 \""), "500-599 ");
  EXPECT_EQ(read("[429, \"500-599\", \"404\"]"), "429-429 500-599 404-404 ");
  EXPECT_EQ(read("[]"), "");
}

TEST(ReadStatusSet, RefusesWhatIsNoStatus) {
  for (const std::string_view text :
       {"99", "600", "1000", "-404", "404.0", "4e2", "\"\"", "\"-\"", "\"4xx\"", "\"500-\"",
        "\"599-500\"", "\"100-200-300\"", "null", "true", "{}", "[[404]]", "[404, null]",
        "\"0404\"", "\"+404\""}) {
    EXPECT_EQ(read(text), "invalid_status_set") << text;
  }
}

TEST(StatusSet, ContainsItsEnds) {
  const StatusSet set{{{404, 404}, {500, 599}}};
  EXPECT_TRUE(set.contains(404));
  EXPECT_TRUE(set.contains(500));
  EXPECT_TRUE(set.contains(599));
  EXPECT_FALSE(set.contains(405));
  EXPECT_FALSE(set.contains(499));
  EXPECT_FALSE(StatusSet{}.contains(200));
}

}  // namespace
}  // namespace fieldcall::http
