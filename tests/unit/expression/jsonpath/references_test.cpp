#include "expression/jsonpath/references.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expression/jsonpath/parser.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<Path> references(std::string_view source) {
  const auto tree = parse(source);
  EXPECT_TRUE(tree) << source;
  return tree ? find_references(*tree) : std::vector<Path>{};
}

TEST(References, FollowNamesAndArrays) {
  EXPECT_THAT(references("$"), ElementsAre(ElementsAre()));
  EXPECT_THAT(references("$.a['b c'].d"), ElementsAre(ElementsAre("a", "b c", "d")));
  EXPECT_THAT(references("$.a[0].b[1:3].c"), ElementsAre(ElementsAre("a", "b", "c")));
  EXPECT_THAT(references("$['a','b'].c"),
              ElementsAre(ElementsAre("a", "c"), ElementsAre("b", "c")));
  EXPECT_THAT(references("$['a',0].c"), ElementsAre(ElementsAre("a", "c"), ElementsAre("c")));
  EXPECT_THAT(references("$.a[0,1].b"), ElementsAre(ElementsAre("a", "b")));
}

TEST(References, EndWhereAnythingMayFollow) {
  EXPECT_THAT(references("$.a.*.b"), ElementsAre(ElementsAre("a")));
  EXPECT_THAT(references("$.a..b"), ElementsAre(ElementsAre("a")));
  EXPECT_THAT(references("$..b"), ElementsAre(ElementsAre()));
  EXPECT_THAT(references("$.a[?@.x].b"), ElementsAre(ElementsAre("a")));
  EXPECT_THAT(references("$.a['b',*].c"), ElementsAre(ElementsAre("a")));
}

TEST(References, LookIntoFilters) {
  EXPECT_THAT(references("$.a[?@.x == $.b.c && count($.d[*]) > 1]"),
              UnorderedElementsAre(ElementsAre("a"), ElementsAre("b", "c"), ElementsAre("d")));
}

TEST(References, AreLimited) {
  std::string forks = "$";
  for (int i = 0; i < 1000; ++i) forks += "['a','b']";
  EXPECT_EQ(references(forks).size(), 16u);
  std::string names = "$";
  for (int i = 0; i < 1000; ++i) names += ".a";
  EXPECT_EQ(references(names).front().size(), limits::json_depth_max);
  std::string queries = "$[?1==1";
  for (int i = 0; i < 400; ++i) queries += "||$.a" + std::to_string(i);
  EXPECT_EQ(references(queries + "]").size(), 256u);
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
