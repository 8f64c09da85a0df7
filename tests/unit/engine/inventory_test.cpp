#include "engine/inventory.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fieldcall/inventory.hpp"

namespace fieldcall {
namespace {

std::vector<Field> fields_of(const std::string& text) {
  Configuration configuration = parse_configuration(text, {.roots = {"env", "tenant", "token"}});
  EXPECT_FALSE(has_errors(configuration.diagnostics))
      << diagnostics_to_json(configuration.diagnostics);
  return std::move(configuration.fields);
}

std::string field_text(const std::string& key, const std::string& url,
                       const std::string& more_of_call = "", const std::string& more = "") {
  return R"({"key":")" + key + R"(","name":"N")" + more +
         R"(,"api_config":{"method":"POST","url":")" + url + R"(","response_mapping":{")" + key +
         R"(":"x"})" + more_of_call + "}}";
}

std::string origin_of(const std::string& url) {
  const auto fields = fields_of(field_text("f", url));
  const engine::Origin origin = engine::origin_of(fields.front().config().request.url);
  return (origin.is_literal ? "literal " : "host's ") + origin.text;
}

TEST(Inventory, NamesOriginsAsPeopleListThem) {
  EXPECT_EQ(origin_of("https://API.example.com:443/v1/{data.x}?k={data.y}"),
            "literal https://api.example.com");
  EXPECT_EQ(origin_of("https://api.example.com"), "literal https://api.example.com");
  EXPECT_EQ(origin_of("https://api.example.com:8443?q=secret-looking"),
            "literal https://api.example.com:8443");
  EXPECT_EQ(origin_of("{env.api_base}/v1/{data.x}"), "host's {env.api_base}");
  EXPECT_EQ(origin_of("{env.api_base}"), "host's {env.api_base}");
  EXPECT_EQ(origin_of("{env.scheme}://api.example.com/v1"),
            "host's {env.scheme}://api.example.com");
  EXPECT_EQ(origin_of("https://{tenant.name}.example.com:{env.port}/v1/{data.x}"),
            "host's https://{tenant.name}.example.com:{env.port}");
}

TEST(Inventory, TellsWhereEachPathGoes) {
  const auto fields =
      fields_of(field_text("f", "https://a.example.com/{data.id}/{token}",
                           R"(,"params":{"id":"{data.id}","list":[1,"{data.items[0].sku}"]},
          "headers":{"X-Case":"{call.id}","X-T":"{tenant.name}"},
          "auth":{"type":"basic","username":"{data.user}","password":"{secret.pw}"},
          "body":{"a":{"b":["{data.\"first name\"?}"]},"sum":"{= sum(data.lines[*].price) }",
                  "all":"{= data }","literal":"planted literal","d":"{data.c ?? \"planted default\"}"}
         )"));
  const auto calls = engine::inventory_calls(fields.front().config());
  ASSERT_EQ(calls.size(), 1U);
  std::string sends;
  for (const auto& [path, parts] : calls[0].sends) {
    sends += path + ":";
    for (const auto part : parts) sends += " " + std::string(templating::request_part_name(part));
    sends += "; ";
  }
  EXPECT_EQ(sends,
            "\"first name\": body; c: body; data: body; id: url param; items.sku: param; "
            "lines.price: body; user: auth; ");
  EXPECT_EQ(calls[0].secrets, std::set<std::string>{"pw"});
  EXPECT_EQ(calls[0].inputs, (std::set<std::string>{"call.id", "tenant.name", "token"}));
  EXPECT_EQ(inventory_json(fields).find("planted"), std::string::npos);
}

TEST(Inventory, ListsAFieldAndItsOrigin) {
  const auto fields = fields_of(
      "[" +
      field_text("one", "https://a.example.com/{data.x}", "",
                 R"(,"section":"s","trigger":["on_update","scheduled"],"cache_duration":60,
                    "stale_if_error":5,"schedule":{"cron":"@daily"})") +
      "," +
      R"json({"key":"two","name":"Two","api_config":{"url":"https://A.example.com/","method":"GET",
          "auth":{"type":"bearer","token":"{secret.t}"},
          "response_mapping":{"two":"sum([x, $data.rate])"}}})json"
      "]");
  EXPECT_EQ(
      inventory_json(fields),
      R"({"fields":[{"field":"one","name":"N","section":"s","triggers":["on_update","scheduled"],)"
      R"("watches":["x"],"schedule":{"cron":"@daily","timezone":"UTC"},"calls":[{"purpose":)"
      R"("request","origin":"https://a.example.com","is_literal":true,"method":"POST","auth":"none",)"
      R"("sends":[{"path":"x","in":["url"]}],"secrets":[],"inputs":[]}],"writes":["one"],)"
      R"("cache_duration":60,"stale_if_error":5},{"field":"two","name":"Two","triggers":)"
      R"(["on_create"],"calls":[{"purpose":"request","origin":"https://a.example.com","is_literal":)"
      R"(true,"method":"GET","auth":"bearer","sends":[],"secrets":["t"],"inputs":[]}],"reads":)"
      R"(["rate"],"writes":["two"],"cache_duration":0,"stale_if_error":0}],"origins":[{"origin":)"
      R"("https://a.example.com","is_literal":true,"fields":["one","two"],"methods":["GET","POST"],)"
      R"("auth":["bearer","none"],"sends":["x"],"secrets":["t"],"inputs":[],"writes":["one","two"],)"
      R"("cache_duration":60}]})");
  EXPECT_EQ(inventory_json({}), R"({"fields":[],"origins":[]})");
}

// The token is fetched elsewhere and with other secrets: a call of its own.
TEST(Inventory, OAuth2MakesTwoCalls) {
  config::FieldConfig field;
  std::vector<Diagnostic> diagnostics;
  const auto text = json::Document::parse(
      R"({"url":"https://api.example.com/{data.x}","method":"GET","auth":{"type":"oauth2",
          "token_url":"https://login.example.com/token","client_id":"{env.client}",
          "client_secret":"{secret.client}","scope":"read"}})");
  auto request =
      templating::compile_request(text->root(), {.host = {"env"}}, "/api_config", diagnostics);
  ASSERT_TRUE(request.has_value());
  field.request = std::move(*request);
  const auto calls = engine::inventory_calls(field);
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].origin.text, "https://api.example.com");
  EXPECT_EQ(calls[0].auth, "oauth2");
  EXPECT_TRUE(calls[0].secrets.empty());
  EXPECT_EQ(calls[1].purpose, "token");
  EXPECT_EQ(calls[1].origin.text, "https://login.example.com");
  EXPECT_EQ(calls[1].method, "POST");
  EXPECT_EQ(calls[1].secrets, std::set<std::string>{"client"});
  EXPECT_EQ(calls[1].inputs, std::set<std::string>{"env.client"});
  EXPECT_TRUE(calls[1].sends.empty());
}

}  // namespace
}  // namespace fieldcall
