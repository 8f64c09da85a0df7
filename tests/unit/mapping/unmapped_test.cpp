#include "mapping/unmapped.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

using Paths = std::vector<std::string>;

Paths unmapped(std::string_view rules, std::string_view body) {
  const Mapping mapping = compile_rules(rules);
  const json::Document document = parse(body);
  return unmapped_paths(mapping, document.root());
}

TEST(Unmapped, ListsWhatNoRuleReads) {
  EXPECT_EQ(unmapped(R"({"a": "result.score", "b": {"default": 1}})",
                     R"({"result":{"score":1,"grade":"A"},"id":7,"tags":[],"x-y":null})"),
            (Paths{"result.grade", "id", "tags", "\"x-y\""}));
}

TEST(Unmapped, ARuleThatReadsAnObjectReadsAllOfIt) {
  EXPECT_EQ(unmapped(R"({"a": "result"})", R"({"result":{"score":1},"id":7})"), Paths{"id"});
  EXPECT_EQ(unmapped(R"({"a": "@"})", R"({"id":7})"), Paths{});
  EXPECT_EQ(unmapped(R"({"a": "$body"})", R"({"id":7})"), Paths{});
  EXPECT_EQ(unmapped(R"({"a": "$body.id", "b": "$status"})", R"({"id":7,"n":1})"), Paths{"n"});
  EXPECT_EQ(unmapped(R"({"a": "$.id"})", R"({"id":7,"n":1})"), Paths{"n"});
}

TEST(Unmapped, ItemsOfAnArrayAreListedOnce) {
  EXPECT_EQ(unmapped(R"({"a": "items[*].id"})",
                     R"({"items":[{"id":1,"n":1},{"id":2,"n":2,"m":3}],"list":[[1],[2]]})"),
            (Paths{"items[].n", "items[].m", "list[][]"}));
}

TEST(Unmapped, AScalarBodyIsThePathOfAll) {
  EXPECT_EQ(unmapped(R"({"a": "x"})", "7"), Paths{"@"});
}

TEST(Unmapped, LargeAnswersAreListedInPart) {
  std::string body = "{\"k0\":0";
  for (int i = 1; i < 1000; ++i) body += ",\"k" + std::to_string(i) + "\":0";
  EXPECT_EQ(unmapped(R"({"a": "x"})", body + "}").size(), 200U);
  std::string items = "{\"list\":[0";
  for (int i = 0; i < 30'000; ++i) items += ",0";
  EXPECT_EQ(unmapped(R"({"a": "x"})", items + "],\"id\":1}"), Paths{"id"});
}

}  // namespace
}  // namespace fieldcall::mapping
