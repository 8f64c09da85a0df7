// Secrets from JSON. Messages name a secret and a key, never a value; nor does a JSON error quote
// the text it stopped at.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/structure.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/secret.hpp"
#include "http/url.hpp"
#include "json/document.hpp"
#include "json/number.hpp"
#include "text/suggest.hpp"

namespace fieldcall {
namespace {

Error invalid(std::string message, std::string fix = {}) {
  return {"invalid_secrets", std::move(message), std::move(fix), 0};
}

Result<SecretText> read_value(const std::string& title, const json::Value& value) {
  if (!value.is_string()) return invalid(title + " must be a string");
  if (value.as_string().empty()) return invalid(title + " is empty");
  return SecretText(value.as_string());
}

Result<std::vector<std::string>> read_origins(const std::string& title, const json::Value& value) {
  if (!value.is_array()) {
    return invalid(title + " must be an array of origins", "write [\"https://api.example.com\"]");
  }
  std::vector<std::string> origins;
  for (const json::Value& item : value.items()) {
    Result<std::string> origin = http::parse_origin(item.as_string());
    if (!origin) {
      return invalid("an item of " + title + " is not an origin",
                     "write a scheme, a host and perhaps a port: \"https://api.example.com\"");
    }
    origins.push_back(std::move(*origin));
  }
  // An empty list is not "nowhere" but the default, and somebody could mean the first.
  if (origins.empty()) {
    return invalid(title + " is an empty list",
                   "name at least one origin, or leave \"origins\" out");
  }
  return origins;
}

Result<Done> read_member(const std::string& name, const json::Member& member, Secret& secret) {
  const std::string title = config::quote(member.key) + " of the secret " + name;
  if (member.key == "value") {
    Result<SecretText> value = read_value(title, member.value);
    if (!value) return std::move(value).error();
    secret.value = std::move(*value);
    return Done{};
  }
  if (member.key == "origins") {
    auto origins = read_origins(title, member.value);
    if (!origins) return std::move(origins).error();
    secret.origins = std::move(*origins);
    return Done{};
  }
  if (member.key == "fingerprint") {
    if (!member.value.is_string()) return invalid(title + " must be a string");
    secret.fingerprint = std::string(member.value.as_string());
    return Done{};
  }
  // Not ignored: a misspelt "origins" would let the secret go elsewhere.
  constexpr std::string_view known[]{"value", "origins", "fingerprint"};
  return invalid(title + " is not a known key", text::did_you_mean(member.key, known));
}

Result<Secret> read_secret(const std::string& name, const json::Value& value) {
  Secret secret;
  if (!value.is_object()) {
    Result<SecretText> text = read_value("the secret " + name, value);
    if (!text) return std::move(text).error();
    secret.value = std::move(*text);
    return secret;
  }
  if (value.find("value") == nullptr) return invalid("the secret " + name + " has no \"value\"");
  for (const json::Member& member : value.members()) {
    Result<Done> read = read_member(name, member, secret);
    if (!read) return std::move(read).error();
  }
  return secret;
}

}  // namespace

Result<Secrets> parse_secrets(std::string_view json) {
  if (json.size() > limits::config_bytes_max) return invalid("the secrets are too large");
  std::vector<json::DuplicateKey> duplicates;
  const auto document = json::Document::parse(std::string(json), {}, &duplicates);
  if (!document) {
    const json::TextPosition position = json::position_at(json, document.error().offset);
    Error error =
        invalid("the secrets are not JSON: see line " + json::format_int64(position.line) +
                ", column " + json::format_int64(position.column));
    error.offset = document.error().offset;
    return error;
  }
  if (!duplicates.empty()) {
    Error error = invalid("a key stands twice in the same object");
    error.offset = duplicates.front().offset;
    return error;
  }
  if (!document->root().is_object()) {
    return invalid("the secrets must be an object", R"(write {"api_token": {"value": "..."}})");
  }
  Secrets secrets;
  for (const json::Member& member : document->root().members()) {
    Result<Secret> secret = read_secret(config::quote(member.key), member.value);
    if (!secret) return std::move(secret).error();
    secrets.emplace(std::string(member.key), std::move(*secret));
  }
  return secrets;
}

}  // namespace fieldcall
