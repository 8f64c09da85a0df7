#include "transport/response_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fieldcall::native::test {
namespace {

ResponseReader reader_of(std::initializer_list<std::string_view> lines) {
  ResponseReader reader(10'000, 10'000);
  for (const auto line : lines) EXPECT_TRUE(reader.add_header_line(line));
  return reader;
}

TEST(ResponseReader, CollectsHeadersInOrder) {
  auto reader = reader_of(
      {"HTTP/1.1 200 OK\r\n", "B: 1\r\n", "a:2\r\n", "B:\t 3 \t\r\n", "Empty:\r\n", "\r\n"});
  EXPECT_TRUE(reader.headers_complete());
  EXPECT_TRUE(reader.add_body("x"));
  EXPECT_TRUE(reader.add_body("y"));
  const HttpResponse response = reader.take(200);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "xy");
  EXPECT_THAT(response.headers, testing::ElementsAre(Header{"B", "1"}, Header{"a", "2"},
                                                     Header{"B", "3"}, Header{"Empty", ""}));
}

TEST(ResponseReader, ForgetsInterimAnswers) {
  auto reader = reader_of({"HTTP/1.1 100 Continue\r\n", "A: 1\r\n", "\r\n"});
  EXPECT_FALSE(reader.headers_complete());
  for (const char* line : {"HTTP/1.1 200\r\n", "B: 2\r\n", "\r\n"}) {
    EXPECT_TRUE(reader.add_header_line(line));
  }
  EXPECT_TRUE(reader.headers_complete());
  EXPECT_THAT(reader.take(200).headers, testing::ElementsAre(Header{"B", "2"}));
}

TEST(ResponseReader, TakesSwitchingProtocolsForFinal) {
  EXPECT_TRUE(reader_of({"HTTP/1.1 101 Switching\r\n", "\r\n"}).headers_complete());
}

TEST(ResponseReader, LeavesTrailersOut) {
  auto reader = reader_of({"HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n", "T: 1\r\n", "\r\n"});
  EXPECT_THAT(reader.take(200).headers, testing::ElementsAre(Header{"A", "1"}));
}

TEST(ResponseReader, JoinsFoldedLines) {
  auto reader =
      reader_of({"HTTP/1.1 200 OK\r\n", " lost\r\n", "A: 1\r\n", "  2\r\n", "\t3\r\n", "\r\n"});
  EXPECT_THAT(reader.take(200).headers, testing::ElementsAre(Header{"A", "1 2 3"}));
}

TEST(ResponseReader, MakesValuesPrintable) {
  auto reader =
      reader_of({"HTTP/1.1 200 OK\r\n", "A: caf\xc3\xa9\x01\x7f\tb\r\n", "no colon\r\n", "\r\n"});
  EXPECT_THAT(reader.take(200).headers, testing::ElementsAre(Header{"A", "caf????\tb"}));
}

TEST(ResponseReader, CountsHeadersToTheByte) {
  ResponseReader reader(10, 10);
  EXPECT_FALSE(reader.begun());
  EXPECT_TRUE(reader.add_header_line("HTTP/1.1\r\n"));
  EXPECT_TRUE(reader.begun());
  EXPECT_FALSE(reader.add_header_line("a"));
}

TEST(ResponseReader, CountsTrailersToo) {
  ResponseReader reader(20, 10);
  EXPECT_TRUE(reader.add_header_line("HTTP/1.1 200\r\n"));
  EXPECT_TRUE(reader.add_header_line("\r\n"));
  EXPECT_FALSE(reader.add_header_line("T: 1\r\n"));
}

TEST(ResponseReader, CountsTheBodyToTheByte) {
  ResponseReader reader(10, 4);
  EXPECT_TRUE(reader.add_body("12"));
  EXPECT_TRUE(reader.add_body("34"));
  EXPECT_TRUE(reader.add_body(""));
  EXPECT_FALSE(reader.add_body("5"));
}

}  // namespace
}  // namespace fieldcall::native::test
