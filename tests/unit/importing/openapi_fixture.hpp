// Documents of one operation, and what becomes of their parts.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/import.hpp"
#include "importing/import_fixture.hpp"

namespace fieldcall::importing::test {

// A document with `paths` and `more` members behind them.
inline std::string document(
    std::string_view paths, std::string_view more = "",
    std::string_view servers = R"([{"url": "https://api.example.com/v1/"}])") {
  return R"({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "servers": )" +
         std::string(servers) + R"(, "paths": )" + std::string(paths) + (more.empty() ? "" : ", ") +
         std::string(more) + "}";
}

inline ImportResult imported(std::string_view text, std::string_view operation,
                             const OpenapiOptions& options = {}) {
  return checked(import_openapi(text, operation, options));
}

// The operation `GET /x` (or another) made of these members.
inline ImportResult operation(std::string_view members, std::string_view method = "get",
                              std::string_view more = "", std::string_view path = "/x") {
  const std::string paths = "{\"" + std::string(path) + "\": {\"" + std::string(method) +
                            "\": {\"operationId\": \"op\", " + std::string(members) + "}}}";
  return imported(document(paths, more), "op");
}

// What the parameters become: url, params and headers.
inline std::string parameters(std::string_view list, std::string_view path = "/x") {
  const ImportResult result = operation("\"parameters\": " + std::string(list), "get", "", path);
  if (!result.ok()) return listed(result.problems);
  return at(result, "/api_config/url") + " " + at(result, "/api_config/params") + " " +
         at(result, "/api_config/headers");
}

inline std::string body(std::string_view content, std::string_view more = "") {
  return at(
      operation("\"requestBody\": {\"required\": true, \"content\": " + std::string(content) + "}",
                "post", more),
      "/api_config/body");
}

inline std::string json_body(std::string_view schema, std::string_view more = "") {
  return body(R"({"application/json": {"schema": )" + std::string(schema) + "}}", more);
}

inline std::string mapping(std::string_view schema, std::string_view more = "") {
  return at(operation(R"("responses": {"200": {"content": {"application/json": {"schema": )" +
                          std::string(schema) + "}}}}",
                      "get", more),
            "/api_config/response_mapping");
}

inline std::string auth(std::string_view security, std::string_view schemes) {
  return at(operation("\"security\": " + std::string(security), "get",
                      "\"components\": {\"securitySchemes\": " + std::string(schemes) + "}"),
            "/api_config/auth");
}

}  // namespace fieldcall::importing::test
