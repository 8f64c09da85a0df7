#include "expression/singular_query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/expression/evaluate.hpp"

namespace fieldcall::expression {
namespace {

using testing::ElementsAre;

std::string find(std::string_view query) {
  return test::evaluate(query, R"({"a":{"b c":[10,20,{"d":null}]},"\u00e9":1,"":2})", {}, {},
                        Language::jsonpath);
}

TEST(SingularQuery, NamesOnePlace) {
  EXPECT_EQ(find("$.a['b c'][0]"), "10");
  EXPECT_EQ(find("$['a'][\"b c\"][-1].d"), "null");
  EXPECT_EQ(find("$ .a [ 'b c' ] [ 1 ]"), "20");
  EXPECT_EQ(find("$.\xc3\xa9"), "1");
  EXPECT_EQ(find("$['']"), "2");
}

TEST(SingularQuery, GivesNothingWhereThereIsNoPlace) {
  EXPECT_EQ(find("$.b"), "nothing");
  EXPECT_EQ(find("$.a[0]"), "nothing");
  EXPECT_EQ(find("$.a['b c'][3]"), "nothing");
  EXPECT_EQ(find("$.a['b c'][-4]"), "nothing");
  EXPECT_EQ(find("$.a['b c'].x"), "nothing");
}

TEST(SingularQuery, RefusesEverythingElse) {
  for (const std::string_view query :
       {"$.*", "$..a", "$[*]", "$[0:1]", "$[?@.a]", "$['a','b']", "$.", "$.1", "$[", "$['a",
        "$['a\\'b']", "$[01]", "$[-0]", "$[-]", "$[1234567890123456]", "$[0", "$a"}) {
    EXPECT_EQ(find(query), "error unsupported") << query;
  }
  EXPECT_FALSE(compile_singular_query("a"));
}

TEST(SingularQuery, SaysWhereItStopped) {
  const auto query = compile_singular_query("$.a..b");
  ASSERT_FALSE(query);
  EXPECT_EQ(query.error().offset, 4u);
  EXPECT_THAT(query.error().fix, testing::HasSubstr("JMESPath"));
}

TEST(SingularQuery, IsItsOwnReference) {
  const auto query = compile_singular_query("$.a[0]['b']");
  ASSERT_TRUE(query);
  EXPECT_THAT((*query)->references(), ElementsAre(ElementsAre("a", "b")));
}

}  // namespace
}  // namespace fieldcall::expression
