// Keys of many calls that differ in a few things: equal exactly where everything that can change
// the answer is, and without a trace of a secret.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "base/random.hpp"
#include "base/secret.hpp"
#include "call/cache_key.hpp"
#include "call/call_data.hpp"
#include "config/field_reader.hpp"
#include "json/document.hpp"
#include "templating/request_template.hpp"
#include "text/redact.hpp"

namespace fieldcall::call {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 3> secret_values{"planted/secret one", "planted \"secret\" two",
                                                   "planted-secret-3"};

// A call drawn at random from few possibilities, so that many are the same.
struct Drawn {
  Json field;
  CallInputs inputs;
  std::string call_id;
};

std::string pick(base::Random& random, std::initializer_list<const char*> choices) {
  return choices.begin()[random.up_to(choices.size() - 1)];
}

Json draw_field(base::Random& random) {
  Json api = {
      {"url", pick(random, {"https://api.example.com/{data.id}", "https://api.example.com/7",
                            "https://api.example.com/{secret.k?}/{data.id}"})},
      {"method", pick(random, {"GET", "GET", "POST"})},
      {"response_mapping", {{"x", pick(random, {"a", "[a, $data.mine]", "$data.mine"})}}}};
  switch (random.up_to(4)) {
    case 0:
      api["headers"] = {{"X-Key", "{secret.k}"}};
      break;
    case 1:
      api["auth"] = {{"type", "basic"}, {"username", "{data.id}"}, {"password", "{secret.l}"}};
      break;
    case 2:
      api["params"] = {{"a", "{secret.k}{data.id}"}};
      break;
    case 3:
      api["auth"] = {{"type", "oauth2"},
                     {"token_url", "https://id.example.com/t"},
                     {"client_id", pick(random, {"c", "{secret.l}"})},
                     {"client_secret", "{secret.k}"}};
      break;
    default:
      break;
  }
  if (api["method"] == "POST") api["body"] = pick(random, {"{data.id}", "{secret.k}", "7"});
  if (random.up_to(3) == 0) api["success_when"] = pick(random, {"body.ok", "body.id == $data.id"});
  return {{"key", pick(random, {"f", "g"})},
          {"name", "F"},
          {"cache_duration", random.up_to(1) + 1},
          {"api_config", api}};
}

Drawn draw(base::Random& random) {
  Drawn drawn;
  drawn.field = draw_field(random);
  Json data = {{"id", pick(random, {"7", "8"})}, {"other", random.up_to(1)}};
  if (random.up_to(1) == 0) data["mine"] = random.up_to(1);
  drawn.inputs.data_json = data.dump();
  drawn.inputs.tenant = pick(random, {"", "acme"});
  for (const char* name : {"k", "l"}) {
    drawn.inputs.secrets[name] = {
        .value = SecretText(secret_values[random.up_to(secret_values.size() - 1)]),
        .origins = {},
        .fingerprint = pick(random, {"", "", "v1", "v2"})};
  }
  drawn.call_id = pick(random, {"one", "two"});
  return drawn;
}

class Oracle {
 public:
  Oracle(const Drawn& drawn, const config::FieldConfig& config, const CallData& values)
      : api_(drawn.field["api_config"]) {
    parts_.push_back(drawn.inputs.tenant);
    // What is sent, with what a secret is known by where it stands.
    const Secrets secrets = known_by(drawn.inputs.secrets);
    const templating::Scope scope{.roots = values.roots, .secrets = &secrets};
    add(templating::render_request(config.request, scope, {}));
    const Json auth = api_.value("auth", Json::object());
    if (auth.value("type", "") == "oauth2") {
      add(templating::render_request(config.token_fetch->request, scope, {}));
    }
    const std::string mapping = api_["response_mapping"].dump();
    const std::string success_when = api_.value("success_when", "");
    parts_.push_back(mapping);
    parts_.push_back(success_when);
    const Json data = Json::parse(drawn.inputs.data_json);
    for (const char* name : {"mine", "id"}) {
      const std::string path = "$data." + std::string(name);
      const bool is_read = (mapping + success_when).find(path) != std::string::npos;
      parts_.push_back(is_read && data.contains(name) ? data[name].dump() : "");
    }
  }

  [[nodiscard]] const std::vector<std::string>& text() const { return parts_; }

 private:
  static Secrets known_by(const Secrets& secrets) {
    Secrets known;
    for (const auto& [name, secret] : secrets) {
      const std::string_view value = base::SecretAccess::reveal(secret.value);
      const std::string text =
          name + "=" + (secret.fingerprint.empty() ? std::string(value) : "#" + secret.fingerprint);
      known[name] = {.value = SecretText(text), .origins = {}, .fingerprint = {}};
    }
    return known;
  }

  void add(const templating::Rendering& rendering) {
    EXPECT_FALSE(rendering.failure.has_value());
    EXPECT_TRUE(rendering.missing.empty());
    const HttpRequest& request = rendering.request;
    parts_.push_back(request.method + " " + request.url);
    for (const Header& header : request.headers) parts_.push_back(header.name + header.value);
    parts_.push_back(request.has_body ? "b" + request.body : "");
    // Requests that place secrets in differently written templates are different ones.
    Json template_text;
    for (const char* key : {"url", "method", "params", "headers", "body", "auth"}) {
      template_text[key] = api_.value(key, Json());
    }
    parts_.push_back(rendering.used_secrets.empty() ? "" : template_text.dump());
  }

  Json api_;
  std::vector<std::string> parts_;
};

text::Redactor secrets_finder() {
  std::vector<text::Redactor::Needle> needles;
  for (const char* value : secret_values) needles.push_back({"planted", value});
  return {needles, 1};
}

TEST(CacheKey, IsEqualExactlyWhereTheAnswerMustBe) {
  constexpr int draws = 2500;
  base::Random random(4);
  const text::Redactor planted = secrets_finder();
  const SecretText host_key("0123456789abcdef0123456789abcdef");
  std::map<std::string, std::vector<std::string>> by_key;
  std::map<std::vector<std::string>, std::string> by_text;
  RequestSettings settings = request_settings({}, {}, false);
  int equal = 0;
  for (int i = 0; i < draws; ++i) {
    const Drawn drawn = draw(random);
    const auto document = json::Document::parse(drawn.field.dump());
    config::Diagnostics diagnostics;
    const auto config = config::read_field(document->root(), {}, "", diagnostics);
    ASSERT_NE(config, nullptr) << drawn.field.dump() << diagnostics_to_json(diagnostics);
    json::Arena arena;
    const CallData values = read_call_data(
        drawn.inputs, {.id = drawn.call_id, .now = "now", .field_key = config->key}, arena);
    settings.render.idempotency_key = drawn.call_id;
    const auto key = cache_key({.config = *config,
                                .inputs = drawn.inputs,
                                .roots = values.roots,
                                .data = values.data,
                                .settings = settings,
                                .host_key = host_key});
    ASSERT_TRUE(key.has_value());
    const std::vector<std::string> text = Oracle(drawn, *config, values).text();
    const auto [same_key, is_new_key] = by_key.emplace(key->key, text);
    const auto [same_text, is_new_text] = by_text.emplace(text, key->key);
    ASSERT_EQ(same_key->second, text) << drawn.field.dump();
    ASSERT_EQ(same_text->second, key->key) << drawn.field.dump();
    equal += is_new_key ? 0 : 1;
    ASSERT_FALSE(planted.contains(key->key + " " + key->tags.tenant + " " + key->tags.field));
  }
  RecordProperty("keys", std::to_string(by_key.size()));
  EXPECT_GT(by_key.size(), 1000U);
  EXPECT_GT(equal, 300);
}

}  // namespace
}  // namespace fieldcall::call
