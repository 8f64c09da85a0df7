#include "http/method.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

TEST(ParseMethod, ReadsBackEveryName) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(parse_method(method_name(method)), method);
  }
  EXPECT_EQ(method_name(Method::delete_), "DELETE");
}

TEST(ParseMethod, RefusesOthers) {
  for (const std::string_view text :
       {"", "get", "TRACE", "CONNECT", "OPTIONS", "GET ", "GETS", "G"}) {
    EXPECT_FALSE(parse_method(text)) << text;
  }
}

TEST(Method, KnowsItsSemantics) {
  EXPECT_TRUE(is_safe(Method::get));
  EXPECT_TRUE(is_safe(Method::head));
  EXPECT_FALSE(is_safe(Method::post));
  EXPECT_FALSE(allows_body(Method::head));
  EXPECT_TRUE(allows_body(Method::delete_));
}

}  // namespace
}  // namespace fieldcall::http
