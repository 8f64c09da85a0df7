#include "engine/recorded_answer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::engine {
namespace {

TEST(ReadRecordedAnswer, KnowsARecordedOne) {
  const RecordedAnswer answer = read_recorded_answer(
      R"({"status": 503, "headers": {"Retry-After": "2"}, "body": {"a": 1.0}})");
  EXPECT_EQ(answer.kind, "recorded");
  EXPECT_EQ(answer.response.status, 503);
  EXPECT_EQ(answer.response.headers.front(), (Header{"Retry-After", "2"}));
  EXPECT_EQ(answer.response.body, R"({"a":1.0})");
  EXPECT_EQ(read_recorded_answer(R"({"status": 404, "text": "no"})").response.body, "no");
  EXPECT_EQ(read_recorded_answer(R"({"status": 404})").response.status, 404);
}

TEST(ReadRecordedAnswer, TakesWhatAnApiAnsweredAsTheBody) {
  for (const char* body : {R"({"status": "OK", "body": 1})", R"({"status": 200, "results": []})",
                           "[1]", "7", R"({"headers": {}})", " {\"a\": 1}\n"}) {
    const RecordedAnswer answer = read_recorded_answer(body);
    EXPECT_EQ(answer.kind, "json") << body;
    EXPECT_EQ(answer.response.status, 200);
    EXPECT_EQ(answer.response.body, body);
    EXPECT_EQ(answer.response.headers.front().value, "application/json");
  }
}

TEST(ReadRecordedAnswer, TakesOtherTextAsItIs) {
  const RecordedAnswer answer = read_recorded_answer("<html>{\"status\": 1");
  EXPECT_EQ(answer.kind, "text");
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_EQ(answer.response.body, "<html>{\"status\": 1");
  EXPECT_TRUE(answer.response.headers.empty());
  EXPECT_EQ(read_recorded_answer("").response.body, "");
}

TEST(ReadRecordedAnswer, ReadsWhatCurlPrints) {
  const RecordedAnswer answer = read_recorded_answer(
      "HTTP/2 429 \r\nretry-after:  7 \r\nno colon\r\ncontent-type: application/json\r\n\r\n"
      "{\"a\":\r\n1}");
  EXPECT_EQ(answer.kind, "http");
  EXPECT_EQ(answer.response.status, 429);
  EXPECT_EQ(answer.response.headers,
            (std::vector<Header>{{"retry-after", "7"}, {"content-type", "application/json"}}));
  EXPECT_EQ(answer.response.body, "{\"a\":\r\n1}");
}

TEST(ReadRecordedAnswer, TakesTheLastOfSeveral) {
  const RecordedAnswer answer =
      read_recorded_answer("HTTP/1.1 302 Found\nLocation: /b\n\nHTTP/1.1 200 OK\nX: y\n\nbody");
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_EQ(answer.response.headers, (std::vector<Header>{{"X", "y"}}));
  EXPECT_EQ(answer.response.body, "body");
}

TEST(ReadRecordedAnswer, EndsWithFarTooMany) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "HTTP/1.1 100\n\n";
  const RecordedAnswer answer = read_recorded_answer(text);
  EXPECT_EQ(answer.response.status, 100);
  EXPECT_LT(answer.response.body.size(), text.size());
}

TEST(ReadRecordedAnswer, TellsAStatusLineFromText) {
  for (const char* text :
       {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 2x0 OK", "HTTP/1.1 2000", "HTTP 200"}) {
    EXPECT_EQ(read_recorded_answer(text).kind, "text") << text;
  }
}

TEST(ReadRecordedAnswer, SaysWhatIsWrong) {
  const RecordedAnswer answer = read_recorded_answer(R"({"status": 99, "headers": 7})");
  ASSERT_EQ(answer.diagnostics.size(), 2U);
  EXPECT_EQ(answer.diagnostics[0].code, "out_of_range");
  EXPECT_EQ(answer.diagnostics[0].pointer, "/status");
  EXPECT_EQ(answer.diagnostics[1].code, "wrong_type");
}

}  // namespace
}  // namespace fieldcall::engine
