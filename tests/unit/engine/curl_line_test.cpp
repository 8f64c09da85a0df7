#include "engine/curl_line.hpp"

#include <gtest/gtest.h>

namespace fieldcall::engine {
namespace {

TEST(CurlLine, QuotesForTheShell) {
  const HttpRequest request{.method = "POST",
                            .url = "https://api.example.com/a?b=it's",
                            .headers = {{"Accept", "application/json"}, {"X-Empty", ""}},
                            .body = R"({"name":"O'Neil $HOME `id`"})",
                            .has_body = true};
  EXPECT_EQ(curl_line(request),
            "curl --request POST --url 'https://api.example.com/a?b=it'\\''s'"
            " --header 'Accept: application/json' --header 'X-Empty;'"
            " --data-raw '{\"name\":\"O'\\''Neil $HOME `id`\"}'");
}

TEST(CurlLine, KeepsCurlFromReadingBracketsAsPatterns) {
  const HttpRequest request{
      .method = "GET", .url = "https://[2001:db8::1]/", .headers = {}, .body = {}};
  EXPECT_EQ(curl_line(request), "curl --request GET --globoff --url 'https://[2001:db8::1]/'");
}

TEST(CurlLine, AsksForHeadersOnlyWhereTheMethodIsHead) {
  const HttpRequest request{
      .method = "HEAD", .url = "https://a.example/", .headers = {}, .body = {}};
  EXPECT_EQ(curl_line(request), "curl --head --url 'https://a.example/'");
}

}  // namespace
}  // namespace fieldcall::engine
