#include "mapping/judge.hpp"

#include <gtest/gtest.h>

#include <string>

#include "fieldcall/limits.hpp"
#include "text/utf8.hpp"
#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

Verdict verdict(const Mapping& mapping, std::int32_t status, std::string_view body = "null") {
  Trial run(body);
  run.status = status;
  return judge(mapping, run.context(), run.arena);
}

TEST(Judge, WithoutRules2xxIsSuccess) {
  const Mapping mapping = compile_rules(R"({"a": "b"})");
  for (const std::int32_t status : {200, 201, 204, 299}) {
    EXPECT_EQ(verdict(mapping, status), Verdict::success) << status;
  }
  for (const std::int32_t status : {100, 199, 300, 304, 404, 500}) {
    EXPECT_EQ(verdict(mapping, status), Verdict::http_error) << status;
  }
}

TEST(Judge, SuccessWhenDecidesOtherwise) {
  const Mapping mapping =
      compile(R"({"response_mapping": {"a": "b"}, "success_when": "body.status == 'OK'"})");
  EXPECT_EQ(verdict(mapping, 200, R"({"status":"OK"})"), Verdict::success);
  EXPECT_EQ(verdict(mapping, 200, R"({"status":"ZERO_RESULTS"})"), Verdict::reported_error);
  EXPECT_EQ(verdict(mapping, 204), Verdict::reported_error);
  EXPECT_EQ(verdict(mapping, 404, R"({"status":"OK"})"), Verdict::success);
  EXPECT_EQ(verdict(mapping, 404, "{}"), Verdict::http_error);
}

TEST(Judge, SuccessWhenIsReadAsAFilter) {
  const Mapping mapping = compile(R"({"response_mapping": {"a": "b"}, "success_when": "body"})");
  for (const char* body : {"true", "0", "1", "\"x\"", "[0]", "{\"a\":null}"}) {
    EXPECT_EQ(verdict(mapping, 200, body), Verdict::success) << body;
  }
  for (const char* body : {"false", "null", "\"\"", "[]", "{}"}) {
    EXPECT_EQ(verdict(mapping, 200, body), Verdict::reported_error) << body;
  }
}

TEST(Judge, SuccessWhenThatCannotBeEvaluatedDoesNotHold) {
  const Mapping mapping = compile(R"json({"response_mapping": {"a": "b"},
                       "success_when": "length(body.items) > `0`"})json");
  EXPECT_EQ(verdict(mapping, 200, R"({"items":7})"), Verdict::reported_error);
  EXPECT_EQ(verdict(mapping, 200, R"({"items":[7]})"), Verdict::success);
}

TEST(Judge, TellsWhySuccessWhenCannotBeEvaluated) {
  const Mapping mapping = compile(R"json({"response_mapping": {"a": "b"},
                       "success_when": "length(body.items) > `0`"})json");
  const auto why = [&mapping](std::string_view body) {
    Trial run(body);
    run.status = 200;
    std::string text;
    judge(mapping, run.context(), run.arena, &text);
    return text;
  };
  EXPECT_EQ(why(R"({"items":[]})"), "");
  EXPECT_EQ(why(R"({"items":7})"),
            "`success_when` cannot be evaluated for this answer: argument 1 of length() must be a "
            "string, an array or an object, not number");
}

TEST(Judge, SuccessWhenSeesStatusHeadersAndVariables) {
  const Mapping mapping = compile(
      R"({"response_mapping": {"a": "b"}, "success_when": "status == $status && $body == body"})");
  EXPECT_EQ(verdict(mapping, 500, "7"), Verdict::success);
}

TEST(Judge, OnStatusWinsOverSuccessWhen) {
  const Mapping mapping = compile(R"({
    "response_mapping": {"found": {"path": "`false`", "on_status": [404, "410-411"]}, "a": "b"},
    "success_when": "body.ok"})");
  EXPECT_EQ(verdict(mapping, 404), Verdict::success);
  EXPECT_EQ(verdict(mapping, 411), Verdict::success);
  EXPECT_EQ(verdict(mapping, 412), Verdict::http_error);
  EXPECT_TRUE(names_status(mapping, 410));
  EXPECT_FALSE(names_status(mapping, 409));
}

std::string message(std::string_view source, std::string_view body) {
  const Mapping mapping = compile("{\"response_mapping\": {\"a\": \"b\"}, \"error_message\": \"" +
                                  std::string(source) + "\"}");
  Trial run(body);
  return api_message(mapping, run.context(), run.arena);
}

TEST(ApiMessage, IsTheTextFound) {
  EXPECT_EQ(message("body.error.message", R"({"error":{"message":"No such VAT"}})"), "No such VAT");
  EXPECT_EQ(message("status", "null"), "200");
  EXPECT_EQ(message("body.errors", R"({"errors":[{"a":1}]})"), R"([{"a":1}])");
}

TEST(ApiMessage, NothingFoundIsEmpty) {
  EXPECT_EQ(message("body.error", "{}"), "");
  EXPECT_EQ(message("length(body)", "7"), "");
  Trial run("{}");
  EXPECT_EQ(api_message(compile_rules(R"({"a":"b"})"), run.context(), run.arena), "");
}

TEST(ApiMessage, IsCutBetweenCodePoints) {
  std::string body = "\"";
  for (int i = 0; i < 300; ++i) body += "\xe2\x82\xac";
  body += "\"";
  const std::string text = message("body", body);
  EXPECT_LE(text.size(), limits::message_from_api_bytes_max);
  EXPECT_GT(text.size(), limits::message_from_api_bytes_max - 4);
  EXPECT_TRUE(text::is_utf8(text));
  EXPECT_EQ(message("[body]", body).size(), 2 + (limits::message_from_api_bytes_max - 2) / 3 * 3);
}

}  // namespace
}  // namespace fieldcall::mapping
