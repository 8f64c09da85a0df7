#include "simulation/fields.hpp"

#include "config/field_config.hpp"
#include "fieldcall/check.hpp"
#include "http/method.hpp"

namespace fieldcall::simulation {
namespace {

constexpr std::string_view configuration = R"([
{"key": "plain", "name": "Plain", "api_config": {
  "url": "https://api.example.com/{data.tenant}/plain/{data.id}", "method": "GET",
  "auth": {"type": "bearer", "token": "{secret.token}"},
  "response_mapping": {"stamp": "stamp", "score": "score", "company.name": "name"}}},
{"key": "stubborn", "name": "Stubborn", "retry": 10, "timeout": 2000, "api_config": {
  "url": "https://api.example.com/{data.tenant}/stubborn/{data.id}", "method": "PUT",
  "headers": {"X-Key": "{secret.token}"}, "body": {"id": "{data.id}"},
  "error_message": "body.message",
  "response_mapping": {"stamp": "stamp",
                       "score": {"path": "score", "type": "integer", "required": true}}}},
{"key": "careful", "name": "Careful", "retry": 5, "timeout": 5000, "api_config": {
  "url": "https://down.example.com/{data.tenant}/careful/{data.id}", "method": "POST",
  "idempotent": false, "auth": {"type": "header", "key": "X-Api-Key", "value": "{secret.token}"},
  "body": {"id": "{data.id}", "call": "{call.id}"},
  "response_mapping": {"stamp": "stamp", "score": {"path": "score", "default": 0}}}},
{"key": "hasty", "name": "Hasty", "retry": 3, "timeout": 1000, "deadline": 2500, "api_config": {
  "url": "https://api.example.com/{data.tenant}/hasty/{data.id}?a=b", "method": "GET",
  "auth": {"type": "query", "key": "token", "value": "{secret.token}"},
  "response_mapping": {"stamp": "stamp", "score": "score"}}},
{"key": "wanderer", "name": "Wanderer", "timeout": 8000, "api_config": {
  "url": "https://api.example.com/{data.tenant}/wanderer/{data.id}", "method": "GET",
  "max_redirects": 3, "auth": {"type": "basic", "username": "me", "password": "{secret.token}"},
  "success_when": "body.valid", "error_message": "body.message",
  "response_mapping": {"stamp": "stamp", "score": "score", "all": "$"}}},
{"key": "picky", "name": "Picky", "retry": 2, "on_error": "clear", "api_config": {
  "url": "https://api.example.com/{data.tenant}/picky/{data.id}", "method": "PATCH",
  "retry_on": [404, "500-502"], "max_response_bytes": 2000,
  "headers": {"X-Key": "{secret.token}"}, "body": {"id": "{data.id}"},
  "response_mapping": {"stamp": "stamp", "score": {"path": "score", "on_status": "422"}}}},
{"key": "patient", "name": "Patient", "retry": 10, "timeout": 120000, "deadline": 600000,
 "on_error": {"default": {"text": "none"}}, "api_config": {
  "url": "https://down.example.com/{data.tenant}/patient/{data.id}", "method": "HEAD",
  "response_type": "text", "max_redirects": 1, "headers": {"X-Key": "{secret.token}"},
  "response_mapping": {"text": "$body", "status": "$status"}}},
{"key": "once", "name": "Once", "retry": 0, "timeout": 1500, "overwrite": "always", "api_config": {
  "url": "https://api.example.com/{data.tenant}/once/{data.id}", "method": "DELETE",
  "headers": {"X-Key": "{secret.token}", "Idempotency-Key": "{data.id}-own"},
  "response_mapping": {"stamp": "stamp", "score": "score", "headers": "$headers"}}},
{"key": "kept", "name": "Kept", "cache_duration": 60, "stale_if_error": 600, "api_config": {
  "url": "https://pay.example.com/{data.tenant}/kept/{data.id}", "method": "GET",
  "auth": {"type": "bearer", "token": "{secret.token}"},
  "response_mapping": {"stamp": "stamp", "seen": "$data.flag"}}},
{"key": "open", "name": "Open", "cache_duration": 600, "api_config": {
  "url": "https://pay.example.com/all/open/{data.id}", "method": "GET",
  "response_mapping": {"stamp": "stamp"}}},
{"key": "kept_too", "name": "Kept too", "cache_duration": 3600, "api_config": {
  "url": "https://pay.example.com/{data.tenant}/kept/{data.id}", "method": "GET",
  "auth": {"type": "bearer", "token": "{secret.token}"},
  "response_mapping": {"stamp": "stamp", "name": {"path": "name", "required": true}}}},
{"key": "kept_post", "name": "Kept post", "cache_duration": 300, "stale_if_error": 86400,
 "timeout": 4000, "api_config": {
  "url": "https://down.example.com/{data.tenant}/kept_post/{data.id}", "method": "POST",
  "body": {"id": "{data.id}", "t": "{secret.token}"}, "response_mapping": {"stamp": "stamp"}}},
{"key": "twin", "name": "Twin", "retry": 2, "timeout": 6000, "api_config": {
  "url": "https://down.example.com/{data.tenant}/twin/{data.id}", "method": "GET",
  "headers": {"X-Key": "{secret.token}"}, "response_mapping": {"stamp": "stamp"}}},
{"key": "other_twin", "name": "Other twin", "retry": 2, "timeout": 6000, "deadline": 9000,
 "api_config": {
  "url": "https://down.example.com/{data.tenant}/twin/{data.id}", "method": "GET",
  "headers": {"X-Key": "{secret.token}"},
  "response_mapping": {"stamp": "stamp", "score": {"path": "score", "type": "integer"}}}},
{"key": "busy", "name": "Busy", "retry": 5, "timeout": 3000, "api_config": {
  "url": "https://busy.example.com/{data.tenant}/busy/{data.id}", "method": "GET",
  "headers": {"X-Key": "{secret.token}"}, "response_mapping": {"stamp": "stamp"}}},
{"key": "token_get", "name": "Token get", "timeout": 5000, "api_config": {
  "url": "https://busy.example.com/{data.tenant}/token_get/{data.id}", "method": "GET",
  "auth": {"type": "oauth2", "token_url": "https://auth.example.com/{data.tenant}/token",
           "client_id": "me", "client_secret": "{secret.client}"},
  "response_mapping": {"stamp": "stamp"}}},
{"key": "token_post", "name": "Token post", "retry": 1, "cache_duration": 30, "api_config": {
  "url": "https://pay.example.com/{data.tenant}/token_post/{data.id}", "method": "POST",
  "idempotent": false, "body": {"id": "{data.id}"},
  "auth": {"type": "oauth2", "token_url": "https://auth.example.com/{data.tenant}/token",
           "client_id": "me", "client_secret": "{secret.client}", "scope": "read"},
  "response_mapping": {"stamp": "stamp"}}},
{"key": "guarded", "name": "Guarded", "api_config": {
  "url": "{env.base}/{data.tenant}/guarded/{data.id}", "method": "GET",
  "headers": {"X-Key": "{secret.token}"}, "response_mapping": {"stamp": "stamp"}}}
])";

}  // namespace

std::vector<Field> simulated_fields() {
  Configuration parsed = parse_configuration(configuration, {.roots = {"env"}});
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.severity == Severity::error) {
      std::fprintf(stderr, "%s: %s\n", diagnostic.pointer.c_str(), diagnostic.message.c_str());
    }
  }
  FIELDCALL_CHECK(parsed.fields.size() == 18);
  return std::move(parsed.fields);
}

std::vector<std::string> api_origins() {
  return {"https://api.example.com:443", "https://busy.example.com:443",
          "https://down.example.com:443", "https://pay.example.com:443"};
}

std::string_view token_origin() {
  return "https://auth.example.com:443";
}

std::string_view group_of(const Field& field) {
  const std::string& key = field.config().key;
  if (key == "kept_too") return "kept";
  if (key == "other_twin") return "twin";
  return key;
}

bool uses_oauth2(const Field& field) {
  return field.config().token_fetch != nullptr;
}

bool may_share(const Field& field) {
  const config::FieldConfig& config = field.config();
  return http::is_safe(config.request.method) || config.cache.duration_s > 0;
}

}  // namespace fieldcall::simulation
