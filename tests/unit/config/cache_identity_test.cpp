#include "config/cache_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "config/field_config.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const nlohmann::json plain = nlohmann::json::parse(R"({
  "key": "f", "name": "F", "api_config": {
    "url": "https://api.example.com/{data.id}", "method": "POST", "body": {"a": "{data.a}"},
    "response_mapping": {"x": "a"}}})");

// Of the field with `change` merged into its api_config (RFC 7396).
CacheIdentity identity(std::string_view change = "{}") {
  nlohmann::json field = plain;
  field["api_config"].merge_patch(nlohmann::json::parse(change));
  const Configuration configuration = parse_configuration(field.dump());
  EXPECT_EQ(configuration.fields.size(), 1U) << diagnostics_to_json(configuration.diagnostics);
  return configuration.fields[0].config().cache_identity;
}

TEST(CacheIdentity, TellsRequestsApart) {
  const CacheIdentity before = identity();
  for (const char* change :
       {R"({"url": "https://api.example.com/{data.jd}"})", R"({"method": "PUT"})",
        R"({"params": {"q": 1}})", R"({"headers": {"X-A": "1"}})", R"({"body": {"a": "1"}})",
        R"({"body_type": "form"})", R"({"array_style": "json"})",
        R"({"auth": {"type": "bearer", "token": "{secret.t}"}})"}) {
    const CacheIdentity after = identity(change);
    EXPECT_NE(after.request, before.request) << change;
    EXPECT_EQ(after.mapping, before.mapping) << change;
  }
}

TEST(CacheIdentity, TellsMappingsApart) {
  const CacheIdentity before = identity();
  for (const char* change :
       {R"({"response_mapping": {"x": "b"}})", R"({"response_mapping": {"y": "a"}})",
        R"({"response_mapping": {"x": {"path": "a", "type": "string"}}})",
        R"({"success_when": "body.ok"})", R"({"response_type": "text"})",
        R"({"max_response_bytes": 1000})"}) {
    const CacheIdentity after = identity(change);
    EXPECT_EQ(after.request, before.request) << change;
    EXPECT_NE(after.mapping, before.mapping) << change;
  }
  EXPECT_NE(identity(R"({"method": "GET", "body": null, "max_redirects": 2})").mapping,
            before.mapping);
}

TEST(CacheIdentity, LeavesOutWhatCannotChangeAnAnswer) {
  const CacheIdentity before = identity();
  for (const char* change : {R"({"error_message": "body.why"})", R"({"retry_on": [500]})",
                             R"({"idempotent": false})", R"({"max_response_bytes": 1048576})",
                             R"({"response_type": "json"})", R"({"max_redirects": 0})"}) {
    EXPECT_EQ(identity(change).mapping, before.mapping) << change;
    EXPECT_EQ(identity(change).request, before.request) << change;
  }
}

TEST(CacheIdentity, KeepsTheOrderOfRules) {
  const std::string one = R"("key": "f", "name": "F", "api_config": {"method": "GET",
      "url": "https://api.example.com/", "response_mapping": )";
  const auto mapping_of = [&one](const std::string& rules) {
    const Configuration read = parse_configuration("{" + one + rules + "}}");
    EXPECT_EQ(read.fields.size(), 1U);
    return read.fields[0].config().cache_identity.mapping;
  };
  EXPECT_NE(mapping_of(R"({"x": "a", "y": "b"})"), mapping_of(R"({"y": "b", "x": "a"})"));
  EXPECT_EQ(mapping_of(R"({"x": "a", "y": "b"})"), mapping_of(R"({ "x":"a","y" : "b"})"));
}

TEST(CacheIdentity, ListsWhatTheMappingReadsOfCaseData) {
  EXPECT_THAT(identity().mapping_inputs, IsEmpty());
  EXPECT_THAT(
      identity(R"x({"response_mapping": {
                  "x": "join('-', [a, $data.company.name, $data.lines[0].sku])",
                  "y": "$data.company.name || b", "z": "$.data.none"},
                  "success_when": "body.id == $data.id",
                  "error_message": "$data.other"})x")
          .mapping_inputs,
      ElementsAre(ElementsAre("company", "name"), ElementsAre("id"), ElementsAre("lines", "sku")));
  EXPECT_THAT(identity(R"x({"response_mapping": {"x": "merge($data, @)"}})x").mapping_inputs,
              ElementsAre(IsEmpty()));
}

// Case data that a mapping reads and a key does not hold would give one case another's answer.
TEST(CacheIdentity, TakesAllCaseDataWhereAnExpressionReadsTooMuchToTell) {
  std::string source = "a0";
  for (int i = 1; i < 400; ++i) source += "||a" + std::to_string(i);
  const nlohmann::json change = {{"response_mapping", {{"x", source + "||$data.id"}}}};
  EXPECT_THAT(identity(change.dump()).mapping_inputs, ElementsAre(IsEmpty()));
}

}  // namespace
}  // namespace fieldcall::config
