#include "openapi.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "endpoints.hpp"

namespace fieldcall::server {
namespace {

using nlohmann::json;

TEST(Openapi, ListsExactlyTheRoutesThereAre) {
  const json document = json::parse(openapi_document());
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::set<std::string> described;
  for (const auto& [path, operations] : document["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      EXPECT_TRUE(described.insert(method + ' ' + path).second);
    }
  }
  std::set<std::string> there;
  for (const Route& route : routes()) {
    there.insert((route.method == "POST" ? "post " : "get ") + std::string(route.path));
  }
  EXPECT_EQ(described, there);
}

TEST(Openapi, SaysWhereTheTokenIsNeeded) {
  const json document = json::parse(openapi_document());
  for (const Route& route : routes()) {
    const json& operation =
        document["paths"][std::string(route.path)][route.method == "POST" ? "post" : "get"];
    EXPECT_EQ(!operation["security"].empty(), route.needs_token) << route.path;
    EXPECT_EQ(operation.contains("requestBody"), route.method == "POST") << route.path;
  }
}

// Every reference leads somewhere.
void check_references(const json& value, const json& document) {
  if (value.is_object() && value.contains("$ref")) {
    const std::string reference = value["$ref"];
    EXPECT_TRUE(document.contains(json::json_pointer(reference.substr(1)))) << reference;
  }
  if (value.is_structured()) {
    for (const json& item : value) check_references(item, document);
  }
}

TEST(Openapi, ReferencesLeadSomewhere) {
  const json document = json::parse(openapi_document());
  check_references(document, document);
}

}  // namespace
}  // namespace fieldcall::server
