#include "policy/visibility.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"

namespace fieldcall::policy {
namespace {

bool holds_something(const char* json) {
  const auto document = json::Document::parse(json);
  EXPECT_TRUE(document.ok()) << json;
  return has_content(document->root());
}

TEST(Visibility, ContentIsWhatAPersonCouldRead) {
  for (const char* json :
       {"0", "false", "\" \"", "[0]", R"({"a":{"b":[null,false]}})", R"([{},"x"])"}) {
    EXPECT_TRUE(holds_something(json)) << json;
  }
  for (const char* json :
       {"null", "\"\"", "[]", "{}", "[null]", R"({"a":null,"b":""})", R"({"a":{"b":[{}]}})"}) {
    EXPECT_FALSE(holds_something(json)) << json;
  }
}

TEST(Visibility, Decides) {
  EXPECT_TRUE(is_shown(Visibility::always_visible, false));
  EXPECT_TRUE(is_shown(Visibility::always_visible, true));
  EXPECT_FALSE(is_shown(Visibility::hide_when_empty, false));
  EXPECT_TRUE(is_shown(Visibility::hide_when_empty, true));
  EXPECT_FALSE(is_shown(Visibility::always_hide, false));
  EXPECT_FALSE(is_shown(Visibility::always_hide, true));
}

}  // namespace
}  // namespace fieldcall::policy
