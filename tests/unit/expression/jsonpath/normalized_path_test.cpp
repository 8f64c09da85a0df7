#include "expression/jsonpath/normalized_path.hpp"

#include <gtest/gtest.h>

namespace fieldcall::expression::jsonpath {
namespace {

std::string step(std::string_view name) {
  std::string path = "$";
  append_name_step(name, path);
  return path;
}

// The examples of RFC 9535, 2.7.1, and more.
TEST(NormalizedPath, WritesNames) {
  EXPECT_EQ(step("a"), "$['a']");
  EXPECT_EQ(step(""), "$['']");
  EXPECT_EQ(step("\x0b"), "$['\\u000b']");
  EXPECT_EQ(step("\x1f"), "$['\\u001f']");
  EXPECT_EQ(step(std::string_view("\0", 1)), "$['\\u0000']");
  EXPECT_EQ(step("\b\t\n\f\r"), "$['\\b\\t\\n\\f\\r']");
  EXPECT_EQ(step("'\\"), "$['\\'\\\\']");
  EXPECT_EQ(step("\"/\x7f"), "$['\"/\x7f']");
  EXPECT_EQ(step("\xe2\x98\xba"), "$['\xe2\x98\xba']");
}

TEST(NormalizedPath, WritesIndexes) {
  std::string path = "$['a']";
  append_index_step(0, path);
  append_index_step(4294967295U, path);
  EXPECT_EQ(path, "$['a'][0][4294967295]");
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
