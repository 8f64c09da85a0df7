#include "http/query.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

using Pairs = std::vector<QueryPair>;

TEST(SplitQuery, KeepsOrderAndSpelling) {
  EXPECT_EQ(split_query("a=1&b=%20x&a=2"), (Pairs{{"a", "1"}, {"b", "%20x"}, {"a", "2"}}));
  EXPECT_EQ(split_query("a=b=c"), (Pairs{{"a", "b=c"}}));
  EXPECT_EQ(split_query("a"), (Pairs{{"a", ""}}));
  EXPECT_EQ(split_query("a="), (Pairs{{"a", ""}}));
  EXPECT_EQ(split_query("=a"), (Pairs{{"", "a"}}));
}

TEST(SplitQuery, LeavesEmptyPiecesOut) {
  EXPECT_EQ(split_query(""), Pairs{});
  EXPECT_EQ(split_query("&&"), Pairs{});
  EXPECT_EQ(split_query("&a=1&&b=2&"), (Pairs{{"a", "1"}, {"b", "2"}}));
}

TEST(AppendQueryPair, JoinsWithAmpersands) {
  std::string query;
  append_query_pair({"a", "1"}, query);
  append_query_pair({"b", ""}, query);
  EXPECT_EQ(query, "a=1&b=");
  query = "raw&";
  append_query_pair({"c", "%26"}, query);
  EXPECT_EQ(query, "raw&c=%26");
}

}  // namespace
}  // namespace fieldcall::http
