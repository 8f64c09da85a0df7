#include "head_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::server {
namespace {

std::string head_with(const std::string& lines,
                      const std::string& first = "POST /v1/run HTTP/1.1") {
  return first + "\r\nHost: a\r\n" + lines + "\r\n";
}

bool is_read(const std::string& head) {
  return std::holds_alternative<RequestHead>(read_head(head));
}

TEST(HeadRules, ReadsAHead) {
  const auto read = read_head(head_with("X-Two:  spaces \r\nContent-Length: 12\r\n"));
  const auto* const head = std::get_if<RequestHead>(&read);
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->target, "/v1/run");
  EXPECT_EQ(head->header("x-two"), "spaces");
  EXPECT_EQ(head->content_length, 12U);
  EXPECT_FALSE(head->is_chunked);
  EXPECT_TRUE(is_read(head_with("Transfer-Encoding: chunked\r\n")));
  EXPECT_TRUE(is_read(head_with("", "GET /?a=b HTTP/1.0")));
}

TEST(HeadRules, RefusesWhatMayBeReadInTwoWays) {
  for (const std::string lines : {"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                                  "Content-Length: 1\r\nContent-Length: 1\r\n",
                                  "Content-Length: 1, 1\r\n",
                                  "Content-Length: +1\r\n",
                                  "Content-Length: -1\r\n",
                                  "Content-Length: 0x1\r\n",
                                  "Content-Length: \r\n",
                                  "Content-Length: 1 1\r\n",
                                  "Content-Length: 18446744073709551617\r\n",
                                  "Transfer-Encoding: chunked, chunked\r\n",
                                  "Transfer-Encoding: gzip, chunked\r\n",
                                  "Transfer-Encoding: identity\r\n",
                                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding : chunked\r\n",
                                  "X: a\r\n b\r\n",
                                  "X: a\r\n\tb\r\n",
                                  " X: a\r\n",
                                  "X: a\nY: b\r\n",
                                  "X: a\rY: b\r\n",
                                  "X\r\n",
                                  ": a\r\n",
                                  "X Y: a\r\n",
                                  "X: a\x01\r\n",
                                  "X: \x80\r\n",
                                  "Host: b\r\n",
                                  "Authorization: a\r\nAuthorization: b\r\n",
                                  "Origin: a\r\nOrigin: b\r\n",
                                  "Content-Type: a\r\nContent-Type: b\r\n"}) {
    EXPECT_FALSE(is_read(head_with(lines))) << lines;
  }
  EXPECT_FALSE(is_read(head_with(std::string("X: a\0b\r\n", 8))));
  EXPECT_FALSE(is_read(head_with("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0")));
}

TEST(HeadRules, RefusesOtherRequestLines) {
  for (const char* const first :
       {"GET / HTTP/2.0", "GET / HTTP/1.2", "GET / http/1.1", "GET /", "GET  / HTTP/1.1", "",
        "GET http://a/ HTTP/1.1", "GET * HTTP/1.1", "CONNECT a:1 HTTP/1.1", "GET /a b HTTP/1.1",
        "G@T / HTTP/1.1", " GET / HTTP/1.1", "GET /\x7f HTTP/1.1", "GET /\xc3\xa9 HTTP/1.1"}) {
    EXPECT_FALSE(is_read(head_with("", first))) << first;
  }
}

TEST(HeadRules, NeedsAHost) {
  const auto read = read_head("GET / HTTP/1.1\r\nX: a\r\n\r\n");
  ASSERT_TRUE(std::holds_alternative<Problem>(read));
  EXPECT_EQ(std::get<Problem>(read), Problem::missing_host);
}

TEST(HeadRules, BoundsTheNumberOfHeaders) {
  std::string lines;
  for (std::size_t i = 1; i < request_headers_max; ++i) lines += "X: a\r\n";
  EXPECT_TRUE(is_read(head_with(lines)));
  EXPECT_FALSE(is_read(head_with(lines + "X: a\r\n")));
}

TEST(HeadRules, EndsAtTheEmptyLineOrAtABareLineFeed) {
  EXPECT_EQ(head_size("GET / HTTP/1.1\r\nHost: a\r\n"), std::nullopt);
  EXPECT_EQ(head_size("a\r\n\r\nbody"), 5U);
  EXPECT_EQ(head_size("a\r\nb\n\r\n"), 5U);
  EXPECT_EQ(head_size("\r\nGET"), 2U);
  EXPECT_EQ(head_size("\n"), 1U);
  EXPECT_EQ(head_size(""), std::nullopt);
}

}  // namespace
}  // namespace fieldcall::server
