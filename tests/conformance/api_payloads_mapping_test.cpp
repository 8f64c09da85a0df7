// Recorded API answers through the whole mapping: compile, decode, apply; in both path languages.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "json/document.hpp"
#include "json/writer.hpp"
#include "mapping/apply.hpp"
#include "mapping/source_check.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

using Json = nlohmann::json;

struct Count {
  int passed = 0;
  int total = 0;
  void add(bool passes) {
    ++total;
    passed += passes ? 1 : 0;
  }
};

std::string body_of(const Json& response) {
  return response.contains("body") ? response["body"].dump() : response.value("body_text", "");
}

HttpResponse response_of(const Json& response) {
  return {response["status"], {{"Content-Type", response["content_type"]}}, ""};
}

// What a mapping with this one target does to an empty case: the updates as JSON, or why not.
Json map_one(const Json& answer, const std::string& target, const std::string& source,
             bool* always_array = nullptr) {
  Json rule = {{"path", source}};
  if (answer["status"] > 299) rule["on_status"] = answer["status"];
  const Json api_config = {{"response_mapping", {{target, rule}}}};
  auto config = json::Document::parse(api_config.dump());
  FIELDCALL_CHECK(config.ok());
  std::vector<Diagnostic> diagnostics;
  const auto mapping = mapping::compile_mapping(config->root(), {}, "", diagnostics);
  if (!mapping) return "not compiled: " + diagnostics[0].message;
  if (always_array != nullptr) {
    *always_array = mapping::always_yields_array(*mapping->rules[0].source);
  }
  const HttpResponse response = response_of(answer);
  std::string text = body_of(answer);
  json::Arena arena;
  mapping::transcode_answer(response, text);
  const auto decoded = mapping::decode_answer(response, text, mapping->response_type, arena);
  if (decoded.failure) return "not decoded: " + decoded.failure->detail;
  mapping::AnswerContext context;
  context.status = response.status;
  context.headers = &response.headers;
  context.body = decoded.answer.body;
  if (mapping::judge(*mapping, context, arena) != mapping::Verdict::success) return "no success";
  const auto result = mapping::apply_mapping(*mapping, context, "field",
                                             mapping::Overwrite::if_unchanged, {}, arena);
  if (result.failure) return "not mapped: " + result.failure->detail;
  Json updates = Json::object();
  for (const mapping::Update& update : result.updates) {
    updates[update.target] = Json::parse(json::to_text(update.value));
  }
  return updates;
}

Json expected_updates(const std::string& target, const Json& value) {
  return value.is_null() ? Json::object() : Json{{target, value}};
}

// A singular query gives its node, any other one the whole node list.
Json expected_of_nodes(const std::string& target, const Json& nodes, bool always_array) {
  if (always_array) return {{target, nodes}};
  return expected_updates(target, nodes.empty() ? Json() : nodes[0]);
}

TEST(ApiPayloadsMapping, MapsRecordedAnswers) {
  const auto text = test::read_conformance("api-payloads/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  Count jmespath;
  Count jsonpath;
  const Json suite = Json::parse(*text);
  for (const Json& row : suite["cases"]) {
    for (const Json& want : row["wants"]) {
      const std::string target = want["target"];
      if (want.contains("jmespath")) {
        const Json updates = map_one(row["response"], target, want["jmespath"]);
        jmespath.add(updates == expected_updates(target, want["value"]));
        EXPECT_EQ(updates, expected_updates(target, want["value"]))
            << row["id"] << want["jmespath"];
      }
      if (!want.contains("jsonpath")) continue;
      const std::string source = want["jsonpath"];
      bool always_array = false;
      const Json updates = map_one(row["response"], target, source, &always_array);
      const Json expected = expected_of_nodes(target, want["jsonpath_nodes"], always_array);
      jsonpath.add(updates == expected);
      EXPECT_EQ(updates, expected) << row["id"] << source;
    }
  }
  std::printf("api-payloads mapped by jmespath: %d/%d passed\n", jmespath.passed, jmespath.total);
  std::printf("api-payloads mapped by jsonpath: %d/%d passed\n", jsonpath.passed, jsonpath.total);
  EXPECT_GT(jmespath.total, 0);
  EXPECT_GT(jsonpath.total, 0);
}

TEST(ApiPayloadsMapping, WhatIsNoJsonMapsNothing) {
  const auto text = test::read_conformance("api-payloads/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int total = 0;
  const Json suite = Json::parse(*text);
  for (const Json& row : suite["cases"]) {
    if (!row["response"].contains("body_text")) continue;
    ++total;
    HttpResponse response = response_of(row["response"]);
    std::string body = body_of(row["response"]);
    json::Arena arena;
    const auto as_it_came =
        mapping::decode_answer(response, body, mapping::ResponseType::json, arena);
    EXPECT_TRUE(as_it_came.answer.body.is_null()) << row["id"];
    response.status = 200;
    const auto as_success =
        mapping::decode_answer(response, body, mapping::ResponseType::json, arena);
    ASSERT_TRUE(as_success.failure) << row["id"];
    EXPECT_EQ(as_success.failure->code, ErrorCode::invalid_json);
  }
  EXPECT_GT(total, 0);
}

}  // namespace
}  // namespace fieldcall
