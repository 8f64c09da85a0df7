#include "mapping/decode.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/limits.hpp"
#include "json/writer.hpp"

namespace fieldcall::mapping {
namespace {

using testing::HasSubstr;

// A decoded answer with what it points into.
struct Decoded {
  std::string text;
  json::Arena arena;
  DecodeResult result;

  explicit Decoded(std::string body, const std::string& content_type = "application/json",
                   std::int32_t status = 200, ResponseType type = ResponseType::json)
      : text(std::move(body)) {
    HttpResponse response;
    response.status = status;
    if (!content_type.empty()) response.headers.push_back({"content-type", content_type});
    const auto transcoded = transcode_answer(response, text);
    result = decode_answer(response, text, type, arena);
    if (transcoded) result.answer.notes.push_back(*transcoded);
  }
  std::string body() const { return json::to_text(result.answer.body); }
  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    for (const OutcomeNote& note : result.answer.notes) notes.push_back(note.code);
    return notes;
  }
};

std::vector<std::string> list(std::initializer_list<std::string> items) {
  return items;
}

TEST(Decode, ReadsJsonWhateverItIsCalled) {
  for (const char* type : {"application/json", "application/hal+json", "text/html", ""}) {
    const Decoded decoded("{\"a\":[1,2.50]}", type);
    EXPECT_FALSE(decoded.result.failure) << type;
    EXPECT_EQ(decoded.body(), "{\"a\":[1,2.50]}");
    EXPECT_FALSE(decoded.result.answer.is_empty);
    EXPECT_EQ(decoded.notes(), list({}));
  }
}

TEST(Decode, EmptyIsNull) {
  for (const char* body : {"", " \r\n\t", "\xef\xbb\xbf", "\xef\xbb\xbf "}) {
    const Decoded decoded(body);
    EXPECT_TRUE(decoded.result.answer.is_empty);
    EXPECT_FALSE(decoded.result.failure);
    EXPECT_EQ(decoded.body(), "null");
  }
  const Decoded no_content("ignored", "text/html", 204);
  EXPECT_TRUE(no_content.result.answer.is_empty);
  EXPECT_FALSE(no_content.result.failure);
}

TEST(Decode, NullIsAValueNotAnEmptyAnswer) {
  const Decoded decoded("null");
  EXPECT_FALSE(decoded.result.answer.is_empty);
  EXPECT_EQ(decoded.body(), "null");
}

TEST(Decode, SkipsTheByteOrderMark) {
  EXPECT_EQ(Decoded("\xef\xbb\xbf{\"a\":1}").body(), "{\"a\":1}");
  const Decoded text("\xef\xbb\xbfhello", "text/plain", 200, ResponseType::text);
  EXPECT_EQ(text.body(), "\"hello\"");
}

TEST(Decode, TranscodesDeclaredLatin1) {
  const Decoded decoded("{\"city\":\"Li\xe8ge\"}", "application/json; charset=ISO-8859-1");
  EXPECT_EQ(decoded.body(), "{\"city\":\"Li\xc3\xa8ge\"}");
  EXPECT_EQ(decoded.notes(), list({"transcoded"}));
  const Decoded text("Li\xe8ge", "text/plain; charset=latin1", 200, ResponseType::text);
  EXPECT_EQ(text.body(), "\"Li\xc3\xa8ge\"");
}

TEST(Decode, AsciiAndTheByteOrderMarkNeedNoTranscoding) {
  EXPECT_EQ(Decoded("{\"a\":1}", "application/json; charset=ISO-8859-1").notes(), list({}));
  const Decoded marked("\xef\xbb\xbf\"Li\xc3\xa8ge\"", "application/json; charset=ISO-8859-1");
  EXPECT_EQ(marked.body(), "\"Li\xc3\xa8ge\"");
}

TEST(Decode, UndeclaredLatin1IsInvalid) {
  const Decoded decoded("{\"city\":\"Li\xe8ge\"}");
  ASSERT_TRUE(decoded.result.failure);
  EXPECT_EQ(decoded.result.failure->code, ErrorCode::invalid_json);
}

TEST(Decode, HtmlIsInvalidJsonWithTypePositionAndSample) {
  const Decoded decoded("<html><body>Down for maintenance</body></html>",
                        "text/html; charset=utf-8");
  ASSERT_TRUE(decoded.result.failure);
  EXPECT_EQ(decoded.result.failure->code, ErrorCode::invalid_json);
  const std::string& detail = decoded.result.failure->detail;
  EXPECT_THAT(detail, HasSubstr("text/html; charset=utf-8"));
  EXPECT_THAT(detail, HasSubstr("at 1:1"));
  EXPECT_THAT(detail, HasSubstr("does not claim to be JSON"));
  EXPECT_THAT(detail, HasSubstr("Down for maintenance"));
}

TEST(Decode, PositionIsLineAndColumn) {
  const Decoded decoded("{\n  \"a\": 1,\n  \"b\": oops\n}");
  ASSERT_TRUE(decoded.result.failure);
  EXPECT_THAT(decoded.result.failure->detail, HasSubstr("at 3:8"));
  EXPECT_THAT(decoded.result.failure->detail, HasSubstr("oops"));
}

TEST(Decode, SampleIsShortAndValid) {
  std::string body = "[\"";
  body += std::string(5000, 'x') + "\xff" + std::string(5000, 'y');
  const Decoded decoded(body, "");
  ASSERT_TRUE(decoded.result.failure);
  EXPECT_LT(decoded.result.failure->detail.size(), 2 * limits::sample_bytes_max + 200);
  EXPECT_THAT(decoded.result.failure->detail, HasSubstr("no content type"));
  EXPECT_THAT(decoded.result.failure->detail, HasSubstr("\xef\xbf\xbd"));
}

TEST(Decode, LimitsAreTooComplex) {
  const std::string deep = std::string(65, '[') + std::string(65, ']');
  const std::string long_number(limits::json_number_chars_max + 1, '1');
  std::string many = "[0";
  for (std::uint32_t i = 0; i < limits::json_nodes_max; ++i) many += ",0";
  many += ']';
  for (const std::string& body : {deep, long_number, many}) {
    const Decoded decoded(body);
    ASSERT_TRUE(decoded.result.failure);
    EXPECT_EQ(decoded.result.failure->code, ErrorCode::response_too_complex);
    EXPECT_THAT(decoded.result.failure->detail, HasSubstr("content type application/json, at 1:"));
  }
}

TEST(Decode, DuplicateKeysAreNotedAndTheLastWins) {
  const Decoded decoded("{\"a\":1,\"a\":2,\"b\":1,\"b\":1,\"c\":1,\"c\":1,\"d\":1,\"d\":1}");
  EXPECT_EQ(decoded.body(), "{\"a\":2,\"b\":1,\"c\":1,\"d\":1}");
  ASSERT_EQ(decoded.notes(), list({"duplicate_keys"}));
  EXPECT_THAT(decoded.result.answer.notes[0].message, HasSubstr("\"a\", \"b\", \"c\", ..."));
}

TEST(Decode, OutsideOf2xxAnUnreadableBodyIsNoFailure) {
  const Decoded decoded("<h1>Not Found</h1>", "text/html", 404);
  EXPECT_FALSE(decoded.result.failure);
  EXPECT_EQ(decoded.body(), "null");
  EXPECT_FALSE(decoded.result.answer.is_empty);
  EXPECT_EQ(decoded.notes(), list({"body_not_read"}));
}

TEST(Decode, TextIsOneString) {
  const Decoded decoded("IBAN ok\n", "text/plain", 200, ResponseType::text);
  EXPECT_EQ(decoded.body(), "\"IBAN ok\\n\"");
  const Decoded space(" ", "text/plain", 200, ResponseType::text);
  EXPECT_EQ(space.body(), "\" \"");
  EXPECT_FALSE(space.result.answer.is_empty);
  const Decoded mark("\xef\xbb\xbf", "text/plain", 200, ResponseType::text);
  EXPECT_TRUE(mark.result.answer.is_empty);
}

TEST(Decode, TextThatIsNoUtf8IsReplacedAndNoted) {
  const Decoded decoded(
      "a\xff"
      "b",
      "text/plain", 200, ResponseType::text);
  EXPECT_EQ(decoded.body(),
            "\"a\xef\xbf\xbd"
            "b\"");
  EXPECT_EQ(decoded.notes(), list({"invalid_utf8_replaced"}));
}

}  // namespace
}  // namespace fieldcall::mapping
