#include <gtest/gtest.h>

#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"
#include "importing/openapi_fixture.hpp"

namespace fieldcall::importing {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

TEST(ImportOpenapi, MakesAWholeField) {
  const std::string text = document(
      R"({"/companies/{vat}": {
            "parameters": [{"$ref": "#/components/parameters/vat"}],
            "post": {"operationId": "checkCompany", "summary": "Check a company",
              "description": "Asks the register.", "security": [{"key": []}],
              "parameters": [{"name": "lang", "in": "query", "schema": {"type": "string"}}],
              "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Question"}}}},
              "responses": {"200": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Company"}}}}, "404": {}}}}})",
      R"("components": {
           "parameters": {"vat": {"name": "vat", "in": "path", "required": true,
             "schema": {"type": "string"}}},
           "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
           "schemas": {
             "Question": {"type": "object", "required": ["country"], "properties": {
               "country": {"type": "string"}, "date": {"type": "string", "format": "date"}}},
             "Company": {"type": "object", "properties": {
               "name": {"type": "string"}, "founded": {"type": "string", "format": "date"},
               "address": {"type": "object", "properties": {"zip-code": {"type": "string"}}}}}}})");
  const ImportResult result = imported(text, "checkCompany");
  EXPECT_EQ(
      result.field_json,
      R"({"key":"check_company","type":"api_call","name":"Check a company",)"
      R"("description":"Asks the register.",)"
      R"("api_config":{"url":"https://api.example.com/v1/companies/{data.vat}","method":"POST",)"
      R"("params":{"lang":"{data.lang?}"},"body":{"country":"{data.country}","date":"{data.date?}"},)"
      R"("auth":{"type":"header","key":"X-Api-Key","value":"{secret.api_key}"},)"
      R"("response_mapping":{"check_company.name":{"path":"name","type":"string"},)"
      R"("check_company.founded":{"path":"founded","type":"date"},)"
      R"("check_company.address.zip-code":{"path":"address.\"zip-code\"","type":"string"}}}})");
  EXPECT_EQ(codes(result.notes), "mapping_to_do secret_needed");
  ASSERT_EQ(result.secrets.size(), 1U);
  EXPECT_EQ(result.secrets[0].origin, "https://api.example.com:443");
  EXPECT_EQ(imported(text, "post  /companies/{vat}").field_json, result.field_json);
}

// ---- finding the operation ----

TEST(ImportOpenapi, NamesTheNearestOperations) {
  const std::string text = document(
      R"({"/pets": {"get": {"operationId": "listPets"}, "post": {"operationId": "createPet"}},
          "/pets/{id}": {"get": {}, "summary": "x"}})");
  const ImportResult result = imported(text, "listPet");
  EXPECT_EQ(codes(result.problems), "unknown_operation");
  EXPECT_EQ(result.problems[0].fix.substr(0, 33), R"(the nearest of its 3: "listPets",)");
  EXPECT_EQ(result.problems[0].fix.find("summary"), std::string::npos);
  EXPECT_NE(imported(text, "GET /pets/id").problems[0].fix.find("\"GET /pets/{id}\""),
            std::string::npos);
  EXPECT_EQ(imported(document("{}"), "x").problems[0].fix, "it describes no operation at all");
  EXPECT_EQ(codes(imported(text, "").problems), "unknown_operation");
}

TEST(ImportOpenapi, ReadsWhatItKnowsOnly) {
  const auto problem = [](std::string_view text) { return codes(imported(text, "op").problems); };
  EXPECT_EQ(problem("openapi: 3.0.3\ninfo:\n"), "yaml");
  EXPECT_EQ(problem("---\nopenapi: 3.0.3\n"), "yaml");
  EXPECT_EQ(problem("# our API\n"), "yaml");
  EXPECT_EQ(problem("{\"openapi\": "), "invalid_json");
  EXPECT_EQ(problem(""), "invalid_json");
  EXPECT_EQ(problem("[]"), "not_openapi");
  EXPECT_EQ(problem(R"({"swagger": "2.0"})"), "not_openapi");
  EXPECT_EQ(problem(R"({"openapi": "4.0.0"})"), "not_openapi");
  EXPECT_EQ(problem(R"({"openapi": "3.1.0"})"), "unknown_operation");
  EXPECT_EQ(imported("{\n\"a\" 1}", "op").problems[0].place, "line 2, character 5");
  EXPECT_EQ(codes(operation("\"x\": 1", "options").problems), "unsupported_method");
  EXPECT_EQ(problem("{" + std::string(limits::openapi_bytes_max, ' ')), "too_large");
}

// ---- servers ----

TEST(ImportOpenapi, TakesTheInnermostServer) {
  const auto url = [](std::string_view servers, std::string_view members = "\"x\": 1",
                      const OpenapiOptions& options = {}) {
    const ImportResult result = imported(
        document("{\"/a b\": {\"get\": {\"operationId\": \"op\", " + std::string(members) + "}}}",
                 "", servers),
        "op", options);
    return at(result, "/api_config/url");
  };
  EXPECT_EQ(url(R"([{"url": "https://a.example"}, {"url": "https://b.example"}])"),
            "\"https://a.example/a%20b\"");
  EXPECT_EQ(
      url(R"([{"url": "https://a.example"}])", R"("servers": [{"url": "https://c.example/v2/"}])"),
      "\"https://c.example/v2/a%20b\"");
  EXPECT_EQ(url(R"([{"url": "https://{region}.example/{v}", "variables":
                  {"region": {"default": "eu", "enum": ["eu", "us"]}, "v": {"default": "v1"}}}])"),
            "\"https://eu.example/v1/a%20b\"");
  const std::string missing = "missing_server: ";
  EXPECT_EQ(url("[]").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "/v1"}])").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "https://{x}.example"}])").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "https://{x.example"}])").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "ftp://a.example"}])").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "https://a.example/?x=1"}])").substr(0, 16), missing);
  EXPECT_EQ(url(R"([{"url": "/v1"}])", "\"x\": 1", {.server = "https://d.example/v3"}),
            "\"https://d.example/v3/a%20b\"");
}

// ---- parameters ----

TEST(ImportOpenapi, WritesParametersInTheirPlaces) {
  EXPECT_EQ(parameters(R"([{"name": "a", "in": "query", "required": true},
                           {"name": "b", "in": "query"},
                           {"name": "X-Trace", "in": "header"},
                           {"name": "Accept", "in": "header"},
                           {"name": "filter.name", "in": "query"}])"),
            R"("https://api.example.com/v1/x" {"a":"{data.a}","b":"{data.b?}",)"
            R"("filter.name":"{data.filter_name?}"} {"X-Trace":"{data.X-Trace?}"})");
  EXPECT_EQ(parameters(R"([{"name": "version", "in": "query", "required": true,
                            "schema": {"enum": ["{2024}"]}},
                           {"name": "n", "in": "query", "required": true, "schema": {"const": 2}}])"),
            R"("https://api.example.com/v1/x" {"version":"{2024}","n":"2"} (none))");
  EXPECT_EQ(parameters("[]", "/a/{id}.json/{x-y}{z"),
            "\"https://api.example.com/v1/a/{data.id}.json/{data.x-y}%7Bz\" (none) (none)");
  EXPECT_EQ(parameters("[]", "/a/{id}.json/{x-y}"),
            "\"https://api.example.com/v1/a/{data.id}.json/{data.x-y}\" (none) (none)");
}

TEST(ImportOpenapi, WritesListsInTheirStyle) {
  const auto list = [](std::string_view more) {
    return R"({"name": "l", "in": "query", "schema": {"type": "array"})" + std::string(more) + "}";
  };
  const auto of = [](const std::string& text) {
    const ImportResult result = operation("\"parameters\": [" + text + "]");
    return at(result, "/api_config/params") + " " + at(result, "/api_config/array_style");
  };
  EXPECT_EQ(of(list("")), R"({"l":"{data.l?}"} (none))");
  EXPECT_EQ(of(list(R"(, "explode": false)")), R"({"l":"{data.l?}"} "comma")");
  EXPECT_EQ(of(list(R"(, "style": "pipeDelimited", "required": true)")),
            R"({"l":"{= data.l && join('|', map(&to_string(@), data.l)) }"} (none))");
  EXPECT_EQ(
      of(list(R"(, "explode": false)") +
         R"(, {"name": "m", "in": "query", "schema": {"type": "array"}})"),
      R"({"l":"{= data.l && join(',', map(&to_string(@), data.l))? }","m":"{data.m?}"} (none))");
  EXPECT_EQ(
      at(operation(R"("parameters": [{"name": "ids", "in": "path", "schema": {"type": "array"}}])",
                   "get", "", "/x/{ids}"),
         "/api_config/url"),
      R"("https://api.example.com/v1/x/{= data.ids && join(',', map(&to_string(@), data.ids)) }")");
}

TEST(ImportOpenapi, WritesObjectsWhereItCan) {
  const std::string schema =
      R"("schema": {"type": "object", "required": ["a"], "properties": {"a": {}, "b": {}}})";
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "query", "style": "deepObject", )" + schema + "}]"),
            R"("https://api.example.com/v1/x" {"f[a]":"{data.f.a?}","f[b]":"{data.f.b?}"} (none))");
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "query", "required": true, )" + schema + "}]"),
            R"("https://api.example.com/v1/x" {"a":"{data.f.a}","b":"{data.f.b?}"} (none))");
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "query", "content": {"application/json": {)" +
                       schema + "}}}]"),
            R"("https://api.example.com/v1/x" {"f":"{= data.f && to_string(data.f)? }"} (none))");
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "query", "explode": false, "required": true, )" +
                       schema + "}]")
                .substr(0, 22),
            "unsupported_parameter:");
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "header", )" + schema + "}]"),
            "\"https://api.example.com/v1/x\" (none) (none)");
  EXPECT_EQ(parameters(R"([{"name": "f", "in": "path", )" + schema + "}]", "/{f}").substr(0, 22),
            "unsupported_parameter:");
}

TEST(ImportOpenapi, LeavesOutWhatAFieldDoesNotSend) {
  const ImportResult result = operation(
      R"("deprecated": true, "parameters": [{"name": "sid", "in": "cookie", "required": true},
          {"name": "Idempotency-Key", "in": "header", "required": true},
          {"name": "Connection", "in": "header"}, {"name": "", "in": "query"}],
         "requestBody": {"content": {"application/json": {}}})");
  EXPECT_TRUE(has_note(result, "the cookie \"sid\""));
  EXPECT_TRUE(has_note(result, "Idempotency-Key"));
  EXPECT_TRUE(has_note(result, "\"Connection\" cannot be set"));
  EXPECT_TRUE(has_note(result, "GET requests have none"));
  EXPECT_TRUE(has_note(result, "deprecated"));
  EXPECT_EQ(at(result, "/api_config/headers"), "(none)");
}

}  // namespace
}  // namespace fieldcall::importing
