#include "call_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace fieldcall::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

CallRequest read(const std::string& body, Endpoint endpoint = Endpoint::run) {
  auto request = read_call_request(body, endpoint);
  if (auto* const answer = std::get_if<Answer>(&request)) {
    ADD_FAILURE() << answer->body;
    return {};
  }
  return std::get<CallRequest>(std::move(request));
}

std::string refusal(const std::string& body, Endpoint endpoint = Endpoint::run) {
  const auto request = read_call_request(body, endpoint);
  const auto* const answer = std::get_if<Answer>(&request);
  return answer == nullptr ? "read" : answer->body;
}

TEST(CallRequest, ReadsEveryMember) {
  const CallRequest request = read(
      R"({"config": {"key": "a", "n": 1.50}, "field": "a", "known_roots": ["token"],
          "inputs": {"data": {"x": 1}, "roots": {"env": {}}, "callId": "id"}})");
  EXPECT_EQ(request.config, R"({"key": "a", "n": 1.50})");
  EXPECT_EQ(request.field_key, "a");
  EXPECT_THAT(request.roots, ElementsAre("token", "env"));
  EXPECT_EQ(request.inputs.data_json, R"({"x": 1})");
  EXPECT_EQ(request.inputs.call_id, "id");
}

TEST(CallRequest, TakesTextsForWhatIsWrittenInThem) {
  EXPECT_EQ(read(R"({"config": "{\n \"key\": 1}"})").config, "{\n \"key\": 1}");
  EXPECT_EQ(read(R"({"config": {}, "answer": "HTTP/1.1 200 OK\r\n\r\n{}"})", Endpoint::map).answer,
            "HTTP/1.1 200 OK\r\n\r\n{}");
  EXPECT_EQ(read(R"({"config": {}, "script": [{"status": 200}]})", Endpoint::simulate).script,
            R"([{"status": 200}])");
}

TEST(CallRequest, DuplicateKeysOfAConfigurationAreKeptForItsReader) {
  EXPECT_EQ(read(R"({"config": {"key": "a", "key": "b"}})").config, R"({"key": "a", "key": "b"})");
}

TEST(CallRequest, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(refusal("{"), HasSubstr("invalid_json"));
  EXPECT_THAT(refusal(""), HasSubstr("invalid_json"));
  EXPECT_THAT(refusal("[]"), HasSubstr("not a JSON object"));
  EXPECT_THAT(refusal("null"), HasSubstr("not a JSON object"));
  EXPECT_THAT(refusal("{}"), HasSubstr(R"(\"config\" is missing)"));
  EXPECT_THAT(refusal(R"({"config": {}, "confg": {}})"), HasSubstr(R"(\"confg\")"));
  EXPECT_THAT(refusal(R"({"config": {}, "config": {}})"), HasSubstr("twice"));
  EXPECT_THAT(refusal(R"({"config": {}, "field": 1})"), HasSubstr(R"(\"field\" is not a text)"));
  EXPECT_THAT(refusal(R"({"config": {}, "known_roots": "env"})"), HasSubstr("list of names"));
  EXPECT_THAT(refusal(R"({"config": {}, "known_roots": [1]})"), HasSubstr("list of names"));
  EXPECT_THAT(refusal(R"({"config": {}, "inputs": []})"), HasSubstr("not a JSON object"));
  EXPECT_THAT(refusal(R"({"config": {}, "inputs": {"dta": {}}})"), HasSubstr(R"(\"dta\")"));
  EXPECT_THAT(refusal(R"({"config": {}, "inputs": {"data": {}, "data": {}}})"), HasSubstr("twice"));
  EXPECT_THAT(refusal(R"({"config": {}, "inputs": {"trigger": "often"}})"),
              HasSubstr("invalid_trigger"));
  EXPECT_THAT(refusal(R"({"config": {}, "answer": {}})"), HasSubstr(R"(\"answer\")"));
  EXPECT_THAT(refusal(R"({"config": {}, "script": []})"), HasSubstr(R"(\"script\")"));
  EXPECT_THAT(refusal(R"({"config": {}})", Endpoint::map), HasSubstr(R"(\"answer\" is missing)"));
  EXPECT_THAT(refusal(R"({"config": {}})", Endpoint::simulate),
              HasSubstr(R"(\"script\" is missing)"));
}

TEST(CallRequest, RefusesSecretsWherever) {
  for (const char* const body : {R"({"config": {}, "secrets": {"a": "b"}})",
                                 R"({"config": {}, "inputs": {"secrets": {"a": "hidden"}}})"}) {
    EXPECT_THAT(refusal(body), HasSubstr("secrets_not_accepted"));
    EXPECT_THAT(refusal(body), testing::Not(HasSubstr("hidden")));
  }
}

TEST(CallRequest, IsBounded) {
  const std::string deep = R"({"config": )" + std::string(5000, '[') + std::string(5000, ']') + "}";
  EXPECT_THAT(refusal(deep), HasSubstr("invalid_json"));
}

}  // namespace
}  // namespace fieldcall::server
