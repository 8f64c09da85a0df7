#include "http/content_type.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

std::string read(std::string_view value) {
  const ContentType type = parse_content_type(value);
  return type.essence + "|" + type.charset;
}

TEST(ParseContentType, ReadsEssenceAndCharset) {
  EXPECT_EQ(read("application/json"), "application/json|");
  EXPECT_EQ(read("Application/JSON; Charset=UTF-8"), "application/json|utf-8");
  EXPECT_EQ(read(" text/plain ;charset = \"iso-8859-1\" "), "text/plain|iso-8859-1");
  EXPECT_EQ(read("text/html;a=\"x;charset=no\";charset=latin1"), "text/html|latin1");
  EXPECT_EQ(read("text/html;charset=\"u\\tf-8\""), "text/html|utf-8");
  EXPECT_EQ(read("text/html;charset=a;charset=b"), "text/html|a");
  EXPECT_EQ(read("text/html;;charset=a;"), "text/html|a");
}

TEST(ParseContentType, LeavesEmptyWhatItCannotRead) {
  EXPECT_EQ(read(""), "|");
  EXPECT_EQ(read("json"), "|");
  EXPECT_EQ(read("/json"), "|");
  EXPECT_EQ(read("text/"), "|");
  EXPECT_EQ(read("a/b/c"), "|");
  EXPECT_EQ(read("text/html, text/plain"), "|");
  EXPECT_EQ(read("text/html; charset"), "text/html|");
  EXPECT_EQ(read("text/html; charset="), "text/html|");
  EXPECT_EQ(read("text/html; xcharset=a"), "text/html|");
  EXPECT_EQ(read(";charset=utf-8"), "|utf-8");
  EXPECT_EQ(read("text/html; charset=\"open"), "text/html|open");
  EXPECT_EQ(read("text/html; charset=\"open\\"), "text/html|open\\");
  EXPECT_EQ(read("text/html; a=\"\\"), "text/html|");
}

TEST(IsJsonMediaType, KnowsTheSuffix) {
  for (const std::string_view essence :
       {"application/json", "text/json", "Application/Problem+JSON", "application/vnd.a.b+json"}) {
    EXPECT_TRUE(is_json_media_type(essence)) << essence;
  }
  for (const std::string_view essence : {"", "json", "+json", "application/+json", "text/html",
                                         "application/jsonp", "application/json+xml"}) {
    EXPECT_FALSE(is_json_media_type(essence)) << essence;
  }
}

}  // namespace
}  // namespace fieldcall::http
