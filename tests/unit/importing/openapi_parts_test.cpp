#include <gtest/gtest.h>

#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"
#include "importing/openapi_fixture.hpp"

namespace fieldcall::importing {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

// ---- bodies ----

TEST(ImportOpenapi, WritesBodiesFromTheirSchema) {
  EXPECT_EQ(json_body(R"({"type": "object", "required": ["a", "o", "c", "d"], "properties": {
                 "a": {"type": "integer"}, "b": {"type": "array"},
                 "o": {"type": "object", "required": ["x"], "properties": {"x": {}, "y z": {}}},
                 "p": {"type": "object", "properties": {"x": {}}},
                 "c": {"const": "{data.x}"}, "d": {"type": "string", "default": "BE"},
                 "id": {"readOnly": true}}})"),
            R"({"a":"{data.a}","b":"{data.b?}","o":{"x":"{data.o.x}","y z":"{data.o.y_z?}"},)"
            R"("p":"{data.p?}","c":"\\{data.x}","d":"{data.d ?? \"BE\"}"})");
  EXPECT_EQ(json_body(R"({"type": "array", "items": {}})"), R"("{data.body}")");
  EXPECT_EQ(json_body("true"), R"("{data.body}")");
  EXPECT_EQ(json_body(R"({"allOf": [{"properties": {"a": {}}, "required": ["a"]},
                                    {"properties": {"b": {}}}], "required": ["b"]})"),
            R"({"a":"{data.a}","b":"{data.b}"})");
  EXPECT_EQ(json_body(R"({"oneOf": [{"type": "null"}, {"properties": {"a": {}}}]})"),
            R"({"a":"{data.a?}"})");
  EXPECT_EQ(json_body(R"({"type": ["null", "object"], "properties": {"a": {}}})"),
            R"({"a":"{data.a?}"})");
}

TEST(ImportOpenapi, ChoosesTheBodyAFieldCanSend) {
  EXPECT_EQ(body(R"({"multipart/form-data": {}, "text/plain": {}, "application/json": {}})"),
            R"("{data.body}")");
  EXPECT_EQ(body(R"({"application/x-www-form-urlencoded": {"schema": {"required": ["grant"],
              "properties": {"grant": {"enum": ["x"]}, "b": {"type": "array"}, "o": {"type": "object"}}}}})"),
            R"({"grant":"x","b":"{data.b?}"})");
  const ImportResult text = operation(
      R"("requestBody": {"content": {"text/xml": {"schema": {"type": "string"}}}})", "put");
  EXPECT_EQ(at(text, "/api_config/body_type") + at(text, "/api_config/body") +
                at(text, "/api_config/headers/Content-Type"),
            R"("text""{data.body?}""text/xml")");
  EXPECT_EQ(body(R"({"multipart/form-data": {}})").substr(0, 17), "unsupported_body:");
  EXPECT_EQ(at(operation(R"("requestBody": {"content": {"multipart/form-data": {}}})", "post"),
               "/api_config/body"),
            "(none)");
  EXPECT_EQ(at(operation(R"("requestBody": {"content": {"application/vnd.x+json": {}}})", "post"),
               "/api_config/headers/Content-Type"),
            "\"application/vnd.x+json\"");
}

TEST(ImportOpenapi, EndsWhereReferencesGoInCircles) {
  const std::string tree = R"("components": {"schemas": {"Node": {"type": "object",
      "required": ["child"], "properties": {"child": {"$ref": "#/components/schemas/Node"},
      "name": {"type": "string"}}}, "Loop": {"$ref": "#/components/schemas/Loop"},
      "Self": {"allOf": [{"$ref": "#/components/schemas/Self"}]}}})";
  const std::string nested = json_body(R"({"$ref": "#/components/schemas/Node"})", tree);
  EXPECT_NE(nested.find("{data.child.child.child.child.child.child.child.child}"),
            std::string::npos);
  EXPECT_EQ(nested.find("child.child.child.child.child.child.child.child.child}"),
            std::string::npos);
  EXPECT_EQ(json_body(R"({"$ref": "#/components/schemas/Loop"})", tree).substr(0, 18),
            "invalid_reference:");
  EXPECT_EQ(json_body(R"({"$ref": "#/components/schemas/Self"})", tree), R"("{data.body}")");
  EXPECT_EQ(json_body(R"({"$ref": "#/components/schemas/None"})", tree).substr(0, 18),
            "invalid_reference:");
  EXPECT_EQ(json_body(R"({"$ref": "other.json#/a"})", tree).substr(0, 18), "invalid_reference:");
  EXPECT_EQ(json_body(R"({"$ref": "#/components/schemas/%4Eode"})", tree), nested);
}

TEST(ImportOpenapi, TakesNoMoreStepsThanAllowed) {
  // Each level refers twice to the next: 2^20 schemas.
  std::string schemas;
  for (int i = 0; i < 20; ++i) {
    const std::string next = R"({"$ref": "#/components/schemas/S)" + std::to_string(i + 1) + "\"}";
    schemas += (i == 0 ? "\"S" : ", \"S") + std::to_string(i) +
               R"(": {"type": "object", "required": ["a", "b"], "properties": {"a": )" + next +
               ", \"b\": " + next + "}}";
  }
  schemas += R"(, "S20": {"type": "string"})";
  const std::string more = "\"components\": {\"schemas\": {" + schemas + "}}";
  const ImportResult result = operation(
      R"("requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}})",
      "post", more);
  EXPECT_TRUE(result.ok());
  std::string wide = "{\"properties\": {";
  for (int i = 0; i < 10'000; ++i) wide += "\"p" + std::to_string(i) + "\": {},";
  wide += "\"q\": {}}}";
  const ImportResult bounded =
      operation(R"("responses": {"200": {"content": {"application/json": {"schema": {"allOf": [)" +
                wide + "," + wide + "]}}}}}");
  EXPECT_TRUE(bounded.ok());
}

// ---- answers ----

TEST(ImportOpenapi, MapsTheAnswer) {
  EXPECT_EQ(mapping(R"({"type": "object", "properties": {
                 "s": {"type": "string"}, "i": {"type": "integer"}, "n": {"type": "number"},
                 "b": {"type": "boolean"}, "d": {"type": "string", "format": "date"},
                 "t": {"type": "string", "format": "date-time"}, "l": {"type": "array"},
                 "o": {"type": "object"}, "any": {}, "secret": {"writeOnly": true},
                 "c": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                 "constructor": {"type": "string"}, "a b": {"type": "string"}}})"),
            R"({"op.s":{"path":"s","type":"string"},"op.i":{"path":"i","type":"integer"},)"
            R"("op.n":{"path":"n","type":"number"},"op.b":{"path":"b","type":"boolean"},)"
            R"("op.d":{"path":"d","type":"date"},"op.t":{"path":"t","type":"datetime"},)"
            R"("op.l":{"path":"l","type":"array"},"op.o":{"path":"o","type":"object"},)"
            R"("op.any":"any","op.c":"c","op.constructor_":{"path":"constructor","type":"string"},)"
            R"("op.a_b":{"path":"\"a b\"","type":"string"}})");
  EXPECT_EQ(mapping(R"({"type": "array"})"), R"({"op":{"path":"@","type":"array"}})");
  EXPECT_EQ(mapping(R"({"type": "object", "properties": {"a b": {}, "a_b": {}}})"),
            R"({"op.a_b":"\"a b\""})");
  EXPECT_EQ(mapping("{}"), R"({"op":"@"})");
}

TEST(ImportOpenapi, ChoosesTheAnswerThatMeansSuccess) {
  const auto of = [](std::string_view responses, std::string_view method = "get") {
    const ImportResult result = operation("\"responses\": " + std::string(responses), method);
    return at(result, "/api_config/response_mapping") + at(result, "/api_config/response_type");
  };
  const std::string a =
      R"({"content": {"application/json": {"schema": {"properties": {"a": {}}}}}})";
  EXPECT_EQ(of(R"({"default": {}, "404": {}, "201": )" + a + R"(, "204": {}})"),
            R"({"op.a":"a"}(none))");
  EXPECT_EQ(of(R"({"default": )" + a + "}"), R"({"op.a":"a"}(none))");
  EXPECT_EQ(of(R"({"2XX": )" + a + "}"), R"({"op.a":"a"}(none))");
  EXPECT_EQ(of(R"({"204": {}})"), R"({"op":"@"}(none))");
  EXPECT_EQ(of("{}"), R"({"op":"@"}(none))");
  EXPECT_EQ(of(R"({"200": {"content": {"text/csv": {}}}})"), R"({"op":"$body"}"text")");
  EXPECT_EQ(of("{}", "head"), R"({"op":"$status"}(none))");
}

TEST(ImportOpenapi, NeverMapsOntoAnInput) {
  const ImportResult result = imported(
      document(R"({"/scores/{score}": {"get": {"responses": {}}}})"), "GET /scores/{score}");
  EXPECT_EQ(at(result, "/key"), "\"scores\"");
  const ImportResult same =
      imported(document(R"({"/a/{b}": {"get": {"operationId": "b", "responses": {}}}})"), "b");
  EXPECT_EQ(at(same, "/key"), "\"b_answer\"");
  EXPECT_EQ(at(same, "/name"), "\"B answer\"");
}

// ---- signing in ----

TEST(ImportOpenapi, SignsIn) {
  const std::string schemes = R"({
      "b": {"type": "http", "scheme": "bearer"}, "ba": {"type": "http", "scheme": "Basic"},
      "k": {"type": "apiKey", "in": "header", "name": "X-Key"},
      "q": {"type": "apiKey", "in": "query", "name": "api_key"},
      "c": {"type": "apiKey", "in": "cookie", "name": "sid"},
      "m": {"type": "mutualTLS"}, "d": {"type": "http", "scheme": "digest"},
      "o": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}},
      "p": {"type": "oauth2", "flows": {"authorizationCode": {}}},
      "i": {"type": "openIdConnect"}})";
  EXPECT_EQ(auth(R"([{"b": []}])", schemes), R"({"type":"bearer","token":"{secret.api_token}"})");
  EXPECT_EQ(auth(R"([{"ba": []}])", schemes),
            R"({"type":"basic","username":"{secret.username}","password":"{secret.password}"})");
  EXPECT_EQ(auth(R"([{"k": []}])", schemes),
            R"({"type":"header","key":"X-Key","value":"{secret.key}"})");
  EXPECT_EQ(auth(R"([{"q": []}])", schemes),
            R"({"type":"query","key":"api_key","value":"{secret.api_key}"})");
  EXPECT_EQ(auth(R"([{"m": []}, {"d": []}, {"i": []}])", schemes),
            R"({"type":"bearer","token":"{secret.api_token}"})");
  EXPECT_EQ(auth(R"([{}, {"p": ["a"]}])", schemes),
            R"({"type":"bearer","token":"{secret.api_token}"})");
  EXPECT_EQ(auth(R"([{"m": []}])", schemes), "(none)");
  EXPECT_EQ(auth("[]", schemes), "(none)");
  EXPECT_EQ(auth(R"([{"c": []}])", schemes), "(none)");
  EXPECT_EQ(auth(R"([{"o": ["read", "write"]}])", schemes),
            R"({"type":"oauth2","token_url":"https://api.example.com/token",)"
            R"("client_id":"{secret.client_id}","client_secret":"{secret.client_secret}",)"
            R"("scope":"read write"})");
}

TEST(ImportOpenapi, PlacesSeveralKeysAndDropsTheirParameters) {
  const ImportResult result = operation(
      R"("security": [{"k": [], "q": [], "c": []}], "parameters": [
          {"name": "x-key", "in": "header"}, {"name": "api_key", "in": "query", "required": true}])",
      "get",
      R"("components": {"securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "X-Key"},
          "q": {"type": "apiKey", "in": "query", "name": "api_key"},
          "c": {"type": "apiKey", "in": "cookie", "name": "sid"}}})");
  EXPECT_EQ(at(result, "/api_config/auth"),
            R"({"type":"header","key":"X-Key","value":"{secret.key}"})");
  EXPECT_EQ(at(result, "/api_config/params"), R"({"api_key":"{secret.api_key}"})");
  EXPECT_EQ(at(result, "/api_config/headers"), R"({"Cookie":"sid={secret.sid}"})");
  EXPECT_EQ(result.secrets.size(), 3U);
}

}  // namespace
}  // namespace fieldcall::importing
