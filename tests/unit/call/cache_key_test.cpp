#include "call/cache_key.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>

#include "base/parts.hpp"
#include "call/call_data.hpp"
#include "call/identity.hpp"
#include "config/field_reader.hpp"
#include "json/document.hpp"
#include "policy/cache_mac.hpp"

namespace fieldcall::call {
namespace {

using Json = nlohmann::json;

Secret secret(std::string_view value, std::string fingerprint = {}) {
  return {.value = SecretText(value), .origins = {}, .fingerprint = std::move(fingerprint)};
}

// A call about to be looked up: a field, what it is given and what the host says.
struct Given {
  Json field = Json::parse(R"x({
    "key": "f", "name": "F", "cache_duration": 60, "api_config": {
      "url": "https://api.example.com/{data.id}", "method": "POST",
      "params": {"q": "{data.q?}"}, "headers": {"X-Key": "{secret.k}"},
      "body": {"a": "{data.a?}", "t": "{secret.b?}"},
      "response_mapping": {"x": "join('', [a, $data.suffix || ''])"}}})x");
  Json data = {{"id", "7"}};
  Secrets secrets = {{"k", secret("first secret")}};
  std::string tenant = "acme";
  std::string call_id = "call-1";
  std::string host_key = "0123456789abcdef0123456789abcdef";

  Json& api() { return field["api_config"]; }
};

// Reads the field whatever a whole configuration would say about it.
std::shared_ptr<const config::FieldConfig> config_of(const Json& field) {
  const auto document = json::Document::parse(field.dump());
  config::Diagnostics diagnostics;
  auto read = config::read_field(document->root(), {}, "", diagnostics);
  EXPECT_NE(read, nullptr) << diagnostics_to_json(diagnostics);
  return read;
}

std::optional<CacheKey> key_of(const Given& given) {
  const auto config = config_of(given.field);
  CallInputs inputs;
  inputs.data_json = given.data.dump();
  inputs.secrets = given.secrets;
  inputs.tenant = given.tenant;
  inputs.call_id = given.call_id;
  json::Arena arena;
  const CallData values =
      read_call_data(inputs, {.id = given.call_id, .now = "now", .field_key = config->key}, arena);
  EXPECT_FALSE(values.failure.has_value());
  RequestSettings settings = request_settings({}, {}, false);
  const std::string idempotency = idempotency_key(given.call_id, config->key, given.tenant);
  settings.render.idempotency_key = idempotency;
  settings.render.access_token = SecretText("the token in hand");
  const auto made = cache_key({.config = *config,
                               .inputs = inputs,
                               .roots = values.roots,
                               .data = values.data,
                               .settings = settings,
                               .host_key = SecretText(given.host_key)});
  EXPECT_EQ(settings.render.idempotency_key, idempotency);
  EXPECT_TRUE(settings.render.access_token.has_value());
  return made;
}

std::string key_text(const Given& given) {
  const auto key = key_of(given);
  return key ? key->key : "(none)";
}

template <class Change>
std::string key_after(Change change, Given given = {}) {
  change(given);
  return key_text(given);
}

TEST(CacheKey, IsHexOfAHash) {
  const auto key = key_of({});
  ASSERT_TRUE(key);
  for (const std::string& text : {key->key, key->tags.tenant, key->tags.field}) {
    EXPECT_EQ(text.size(), 64U);
    EXPECT_EQ(text.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
  EXPECT_EQ(key_text({}), key->key);
}

TEST(CacheKey, DependsOnWhatCanChangeTheAnswer) {
  std::set<std::string> keys{key_text({})};
  const auto expect_new = [&keys](const char* what, auto change) {
    EXPECT_TRUE(keys.insert(key_after(change)).second) << what;
  };
  expect_new("tenant", [](Given& given) { given.tenant = "acme2"; });
  expect_new("path", [](Given& given) { given.data["id"] = "8"; });
  expect_new("param", [](Given& given) { given.data["q"] = "x"; });
  expect_new("body", [](Given& given) { given.data["a"] = "x"; });
  expect_new("type in the body", [](Given& given) { given.data["a"] = 7; });
  expect_new("the same as text", [](Given& given) { given.data["a"] = "7"; });
  expect_new("method", [](Given& given) { given.api()["method"] = "PUT"; });
  expect_new("host", [](Given& given) { given.api()["url"] = "https://b.example.com/{data.id}"; });
  expect_new("header", [](Given& given) { given.api()["headers"]["X-B"] = "1"; });
  expect_new("Accept", [](Given& given) { given.api()["headers"]["Accept"] = "text/csv"; });
  expect_new("own key header",
             [](Given& given) { given.api()["headers"]["Idempotency-Key"] = "mine"; });
  expect_new("secret", [](Given& given) { given.secrets["k"] = secret("other secret"); });
  expect_new("fingerprint", [](Given& given) { given.secrets["k"] = secret("x", "v1"); });
  expect_new("next one", [](Given& given) { given.secrets["k"] = secret("x", "v2"); });
  expect_new("second secret", [](Given& given) { given.secrets["b"] = secret("second"); });
  expect_new("mapping", [](Given& given) { given.api()["response_mapping"]["x"] = "b"; });
  expect_new("success_when", [](Given& given) { given.api()["success_when"] = "body.ok"; });
  expect_new("response_type", [](Given& given) {
    given.api()["response_type"] = "text";
    given.api()["response_mapping"]["x"] = "$body";
  });
  expect_new("what the mapping reads", [](Given& given) { given.data["suffix"] = "-1"; });
  expect_new("null where nothing was", [](Given& given) { given.data["suffix"] = nullptr; });
  expect_new("host key", [](Given& given) { given.host_key = "another"; });
  expect_new("no host key", [](Given& given) { given.host_key = ""; });
}

TEST(CacheKey, DoesNotDependOnTheRest) {
  const std::string key = key_text({});
  const auto expect_same = [&key](const char* what, auto change) {
    EXPECT_EQ(key_after(change), key) << what;
  };
  expect_same("call id: the generated Idempotency-Key", [](Given& given) { given.call_id = "2"; });
  expect_same("field key", [](Given& given) { given.field["key"] = "g"; });
  expect_same("name", [](Given& given) { given.field["name"] = "G"; });
  expect_same("retry", [](Given& given) { given.field["retry"] = 0; });
  expect_same("cache_duration", [](Given& given) { given.field["cache_duration"] = 5; });
  expect_same("error_message", [](Given& given) { given.api()["error_message"] = "body.e"; });
  expect_same("data nobody reads", [](Given& given) { given.data["other"] = "x"; });
  expect_same("secrets nobody places",
              [](Given& given) { given.secrets["unused"] = secret("unused"); });
  expect_same("origins of secrets",
              [](Given& given) { given.secrets["k"].origins = {"https://api.example.com"}; });
  expect_same("members of secrets in another way",
              [](Given& given) { given.secrets["k"] = secret("first secret"); });
}

TEST(CacheKey, KeepsAFingerprintThoughTheValueChanges) {
  const auto with = [](std::string_view value) {
    return key_after([value](Given& given) { given.secrets["k"] = secret(value, "v3"); });
  };
  EXPECT_EQ(with("one value"), with("another value"));
}

TEST(CacheKey, TakesNoValueForAFingerprint) {
  EXPECT_NE(key_after([](Given& given) { given.secrets["k"] = secret("x", "v1"); }),
            key_after([](Given& given) { given.secrets["k"] = secret("v1"); }));
}

// Hosts use version numbers as fingerprints: v1 of one secret is not v1 of another.
TEST(CacheKey, TakesFingerprintsBySecret) {
  Given given;
  given.api()["headers"]["X-Key"] = "{secret.k?}{secret.b?}";
  given.api()["body"] = "x";
  given.secrets = {{"k", secret("1", "v1")}};
  const std::string first = key_text(given);
  given.secrets = {{"b", secret("2", "v1")}};
  EXPECT_NE(key_text(given), first);
}

TEST(CacheKey, KnowsWhichSecretStandsWhere) {
  Given given;
  given.api()["headers"] = {{"X-A", "{secret.k}"}, {"X-B", "{secret.b}"}};
  given.secrets = {{"k", secret("one")}, {"b", secret("two")}};
  const std::string first = key_text(given);
  given.api()["headers"] = {{"X-A", "{secret.b}"}, {"X-B", "{secret.k}"}};
  EXPECT_NE(key_text(given), first);
  given.api()["headers"] = {{"X-A", "{secret.k}"}, {"X-B", "{secret.b}"}};
  given.secrets = {{"k", secret("two")}, {"b", secret("one")}};
  EXPECT_NE(key_text(given), first);
}

// The same stand-in in a place that is written in another way is another request: a slash of the
// secret stays or becomes %2F.
TEST(CacheKey, KnowsHowASecretIsWritten) {
  Given given;
  given.secrets["k"] = secret("a/\"b");
  given.api()["headers"] = Json::object();
  given.api()["url"] = "https://api.example.com/{secret.k}/{data.id}";
  const std::string first = key_text(given);
  given.api()["url"] = "https://api.example.com/{+secret.k}/{data.id}";
  EXPECT_NE(key_text(given), first);

  given.api()["url"] = "https://api.example.com/{data.id}";
  given.api()["headers"] = {{"Content-Type", "application/json"}};
  given.api()["body"] = "{secret.k}";
  const std::string as_json = key_text(given);
  given.api()["body"] = "\"{secret.k}\"";
  given.api()["body_type"] = "text";
  EXPECT_NE(key_text(given), as_json);
}

// Whoever knows what stands for a secret cannot write it into the case to be taken for it.
TEST(CacheKey, TakesNoCaseDataForASecret) {
  Given given;
  given.api()["headers"] = {{"X-A", "{data.before}{secret.k}{data.after}"}};
  given.api()["body"] = "x";
  std::string name_and_value;
  base::append_part("k", name_and_value);
  base::append_part("first secret", name_and_value);
  const std::string stand_in = base::to_hex(
      policy::cache_mac(SecretText(given.host_key), "secret by value", name_and_value));
  given.data["before"] = "";
  given.data["after"] = stand_in;
  const std::string first = key_text(given);
  given.data["before"] = stand_in;
  given.data["after"] = "";
  EXPECT_NE(key_text(given), first);
}

TEST(CacheKey, CountsTheCredentialsOfOAuth2AndNotTheToken) {
  Given given;
  given.api()["auth"] = Json::parse(R"({"type": "oauth2", "token_url": "https://id.example.com/t",
      "client_id": "c", "client_secret": "{secret.cs}", "scope": "read"})");
  given.secrets["cs"] = secret("client secret");
  const std::string first = key_text(given);
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ(key_text(given), first);
  const auto expect_other = [&](auto change) { EXPECT_NE(key_after(change, given), first); };
  expect_other([](Given& other) { other.secrets["cs"] = secret("another"); });
  expect_other([](Given& other) { other.api()["auth"]["client_id"] = "d"; });
  expect_other([](Given& other) { other.api()["auth"]["scope"] = "write"; });
  expect_other(
      [](Given& other) { other.api()["auth"]["token_url"] = "https://id2.example.com/t"; });
  given.api()["auth"].erase("scope");
  EXPECT_NE(key_text(given), first);
}

TEST(CacheKey, KnowsTheCredentialsOfBasic) {
  Given given;
  given.api()["auth"] =
      Json::parse(R"({"type": "basic", "username": "{data.user}", "password": "{secret.p}"})");
  given.data["user"] = "ann";
  given.secrets["p"] = secret("password");
  std::set<std::string> keys{key_text(given)};
  given.data["user"] = "bob";
  EXPECT_TRUE(keys.insert(key_text(given)).second);
  given.secrets["p"] = secret("Password");
  EXPECT_TRUE(keys.insert(key_text(given)).second);
}

TEST(CacheKey, IsNewForEveryCallThatSendsItsId) {
  Given given;
  given.api()["headers"]["X-Request-Id"] = "{call.id}";
  const std::string first = key_text(given);
  given.call_id = "call-2";
  EXPECT_NE(key_text(given), first);
}

TEST(CacheKey, IsNoneWhereStandInsMakeARequestTooLarge) {
  Given given;
  std::string url = "https://api.example.com/";
  for (int i = 0; i < 200; ++i) url += "{secret.k}/";
  given.api()["url"] = url;
  given.secrets["k"] = secret("k");
  EXPECT_EQ(key_text(given), "(none)");
}

TEST(CacheTags, AreEqualForEqualTenantsAndFields) {
  const SecretText key("host key");
  const CacheTags tags = entry_tags("acme", "f", key);
  EXPECT_EQ(entry_tags("acme", "f", key), tags);
  EXPECT_EQ(entry_tags("acme", "g", key).tenant, tags.tenant);
  EXPECT_NE(entry_tags("acme", "g", key).field, tags.field);
  EXPECT_NE(entry_tags("acmf", "f", key).tenant, tags.tenant);
  EXPECT_NE(entry_tags("acme", "f", SecretText("other")).tenant, tags.tenant);
  EXPECT_NE(entry_tags("f", "f", key).tenant, entry_tags("f", "f", key).field);
}

TEST(CacheTags, OfAScopeAreThoseOfItsEntries) {
  const SecretText key("host key");
  const CacheTags tags = entry_tags("acme", "f", key);
  EXPECT_EQ(scope_tags({.tenant = "acme", .field_key = "f"}, key), tags);
  EXPECT_EQ(scope_tags({.tenant = "acme", .field_key = ""}, key), (CacheTags{tags.tenant, ""}));
  EXPECT_EQ(scope_tags({.tenant = "", .field_key = "f"}, key), (CacheTags{"", tags.field}));
  EXPECT_EQ(scope_tags({}, key), CacheTags{});
  // A host without tenants has entries of the tenant "", which are found like any other.
  EXPECT_FALSE(entry_tags("", "f", key).tenant.empty());
}

// ---- flights ----

HttpRequest request_of(std::string idempotency_key = "generated") {
  HttpRequest request;
  request.method = "POST";
  request.url = "https://api.example.com/7";
  request.headers = {{"X-Key", "first secret"}, {"Idempotency-Key", std::move(idempotency_key)}};
  request.body = "{}";
  request.has_body = true;
  return request;
}

std::string flight_of(const Json& field, const HttpRequest& request,
                      std::string_view tenant = "acme", std::string_view generated = "generated") {
  return flight_key(*config_of(field), tenant, request, generated);
}

TEST(FlightKey, DependsOnTheRequestAndHowItIsTried) {
  const Json field = Given().field;
  std::set<std::string> keys{flight_of(field, request_of())};
  const auto expect_new = [&](const char* what, auto change) {
    Json changed = field;
    HttpRequest request = request_of();
    change(changed, request);
    EXPECT_TRUE(keys.insert(flight_of(changed, request)).second) << what;
  };
  expect_new("method", [](Json&, HttpRequest& request) { request.method = "PUT"; });
  expect_new("url", [](Json&, HttpRequest& request) { request.url += "8"; });
  expect_new("header", [](Json&, HttpRequest& request) { request.headers[0].value = "other"; });
  expect_new("header name", [](Json&, HttpRequest& request) { request.headers[0].name = "X-K"; });
  expect_new("body", [](Json&, HttpRequest& request) { request.body = "[]"; });
  expect_new("empty body", [](Json&, HttpRequest& request) { request.body = ""; });
  expect_new("no body", [](Json&, HttpRequest& request) {
    request.body = "";
    request.has_body = false;
  });
  expect_new("timeout", [](Json& changed, HttpRequest&) { changed["timeout"] = 1000; });
  expect_new("retry", [](Json& changed, HttpRequest&) { changed["retry"] = 1; });
  expect_new("retry_on",
             [](Json& changed, HttpRequest&) { changed["api_config"]["retry_on"] = {429}; });
  expect_new("idempotent",
             [](Json& changed, HttpRequest&) { changed["api_config"]["idempotent"] = false; });
  expect_new("max_response_bytes", [](Json& changed, HttpRequest&) {
    changed["api_config"]["max_response_bytes"] = 1000;
  });
  expect_new("an own Idempotency-Key",
             [](Json&, HttpRequest& request) { request.headers[1].value = "mine"; });
  EXPECT_TRUE(keys.insert(flight_of(field, request_of(), "acme2")).second) << "tenant";
}

TEST(FlightKey, DoesNotDependOnTheRest) {
  Json field = Given().field;
  const std::string key = flight_of(field, request_of());
  EXPECT_EQ(flight_of(field, request_of("other"), "acme", "other"), key) << "generated key";
  field["key"] = "g";
  field["deadline"] = 5000;
  field["cache_duration"] = 1;
  field["api_config"]["response_mapping"] = {{"y", "b"}};
  field["api_config"]["success_when"] = "body.ok";
  EXPECT_EQ(flight_of(field, request_of()), key);
}

TEST(FlightKey, KeepsHeadersThatOnlyLookGenerated) {
  const Json field = Given().field;
  HttpRequest request = request_of();
  request.headers[1].name = "X-Other";
  HttpRequest without = request_of();
  without.headers.pop_back();
  EXPECT_NE(flight_of(field, request), flight_of(field, without));
  EXPECT_EQ(flight_of(field, request_of()), flight_of(field, without));
  // Nothing is generated for a host that leaves the header out.
  HttpRequest empty = request_of("");
  EXPECT_NE(flight_of(field, empty, "acme", ""), flight_of(field, without, "acme", ""));
}

}  // namespace
}  // namespace fieldcall::call
