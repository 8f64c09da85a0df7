#include "mapping/case_patch.hpp"

#include <gtest/gtest.h>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

TEST(CasePatch, FindsWhatIsThere) {
  const json::Document data = parse(R"({"company":{"city":"Ghent"},"name":"x","list":[1]})");
  EXPECT_EQ(find_place(data.root(), {"company", "city"}).current->as_string(), "Ghent");
  EXPECT_EQ(find_place(data.root(), {"company", "zip"}).current, nullptr);
  EXPECT_EQ(find_place(data.root(), {"none", "zip"}).current, nullptr);
  EXPECT_FALSE(find_place(data.root(), {"none", "zip"}).is_blocked);
}

TEST(CasePatch, AValueInTheWayBlocks) {
  const json::Document data = parse(R"({"name":"x","list":[1],"nothing":null})");
  EXPECT_TRUE(find_place(data.root(), {"name", "first"}).is_blocked);
  EXPECT_TRUE(find_place(data.root(), {"list", "0"}).is_blocked);
  EXPECT_FALSE(find_place(data.root(), {"nothing", "x"}).is_blocked);
  EXPECT_FALSE(find_place(json::Value(), {"x"}).is_blocked);
}

TEST(CasePatch, EmptyIsWhatAPersonSeesAsEmpty) {
  EXPECT_TRUE(is_empty(nullptr));
  for (const char* text : {"null", "\"\"", "[]", "{}"}) {
    EXPECT_TRUE(is_empty(&parse(text).root())) << text;
  }
  for (const char* text : {"0", "false", "\" \"", "[null]", "{\"a\":null}"}) {
    const json::Document document = parse(text);
    EXPECT_FALSE(is_empty(&document.root())) << text;
  }
}

TEST(CasePatch, HoldsComparesAsJson) {
  const json::Document data = parse(R"({"a":1.0,"b":null})");
  EXPECT_TRUE(holds(find_place(data.root(), {"a"}), json::Value::integer(1)));
  EXPECT_FALSE(holds(find_place(data.root(), {"a"}), json::Value::integer(2)));
  EXPECT_TRUE(holds(find_place(data.root(), {"b"}), json::Value()));
  EXPECT_TRUE(holds(find_place(data.root(), {"c"}), json::Value()));
  EXPECT_FALSE(holds(find_place(data.root(), {"a", "b"}), json::Value::integer(1)));
}

TEST(CasePatch, OverwriteDecides) {
  const json::Document data = parse(R"({"a":"ours","b":"","c":"theirs"})");
  const json::Value ours = json::Value::string("ours");
  const Place a = find_place(data.root(), {"a"});
  const Place b = find_place(data.root(), {"b"});
  const Place c = find_place(data.root(), {"c"});
  EXPECT_TRUE(may_write(a, Overwrite::if_unchanged, &ours));
  EXPECT_FALSE(may_write(a, Overwrite::if_unchanged, nullptr));
  EXPECT_FALSE(may_write(c, Overwrite::if_unchanged, &ours));
  EXPECT_TRUE(may_write(b, Overwrite::if_unchanged, nullptr));
  EXPECT_TRUE(may_write(b, Overwrite::if_empty, nullptr));
  EXPECT_FALSE(may_write(a, Overwrite::if_empty, &ours));
  EXPECT_TRUE(may_write(c, Overwrite::always, nullptr));
}

}  // namespace
}  // namespace fieldcall::mapping
