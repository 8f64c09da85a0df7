#include "simulation/fields.hpp"

#include "fieldcall/check.hpp"

namespace fieldcall::simulation {
namespace {

constexpr std::string_view configuration = R"([
{"key": "plain", "name": "Plain", "api_config": {
  "url": "https://api.example.com/a/{data.id}", "method": "GET",
  "auth": {"type": "bearer", "token": "{secret.token}"},
  "response_mapping": {"score": "score", "company.name": "name"}}},
{"key": "stubborn", "name": "Stubborn", "retry": 10, "timeout": 2000, "api_config": {
  "url": "https://api.example.com/b/{data.id}", "method": "PUT",
  "headers": {"X-Key": "{secret.token}"}, "body": {"id": "{data.id}"},
  "error_message": "body.message",
  "response_mapping": {"score": {"path": "score", "type": "integer", "required": true}}}},
{"key": "careful", "name": "Careful", "retry": 5, "timeout": 5000, "api_config": {
  "url": "https://api.example.com/c", "method": "POST", "idempotent": false,
  "auth": {"type": "header", "key": "X-Api-Key", "value": "{secret.token}"},
  "body": {"id": "{data.id}", "call": "{call.id}"},
  "response_mapping": {"score": {"path": "score", "default": 0}}}},
{"key": "hasty", "name": "Hasty", "retry": 3, "timeout": 1000, "deadline": 2500, "api_config": {
  "url": "https://api.example.com/d?id={data.id}", "method": "GET",
  "auth": {"type": "query", "key": "token", "value": "{secret.token}"},
  "response_mapping": {"score": "score"}}},
{"key": "wanderer", "name": "Wanderer", "timeout": 8000, "api_config": {
  "url": "https://api.example.com/e/{data.id}", "method": "GET", "max_redirects": 3,
  "auth": {"type": "basic", "username": "me", "password": "{secret.token}"},
  "success_when": "body.valid", "error_message": "body.message",
  "response_mapping": {"score": "score", "all": "$"}}},
{"key": "picky", "name": "Picky", "retry": 2, "on_error": "clear", "api_config": {
  "url": "https://api.example.com/f/{data.id}", "method": "PATCH", "retry_on": [404, "500-502"],
  "max_response_bytes": 2000, "headers": {"X-Key": "{secret.token}"},
  "body": {"id": "{data.id}"},
  "response_mapping": {"score": {"path": "score", "on_status": "422"}, "name": "name"}}},
{"key": "patient", "name": "Patient", "retry": 10, "timeout": 120000, "deadline": 600000,
 "on_error": {"default": {"text": "none"}}, "api_config": {
  "url": "https://api.example.com/g/{data.id}", "method": "HEAD", "response_type": "text",
  "max_redirects": 1, "headers": {"X-Key": "{secret.token}"},
  "response_mapping": {"text": "$body", "status": "$status"}}},
{"key": "once", "name": "Once", "retry": 0, "timeout": 1500, "overwrite": "always", "api_config": {
  "url": "https://api.example.com/h/{data.id}", "method": "DELETE",
  "headers": {"X-Key": "{secret.token}", "Idempotency-Key": "{data.id}-own"},
  "response_mapping": {"score": "score", "headers": "$headers"}}}
])";

}  // namespace

std::vector<Field> simulated_fields() {
  Configuration parsed = parse_configuration(configuration);
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.severity == Severity::error) {
      std::fprintf(stderr, "%s: %s\n", diagnostic.pointer.c_str(), diagnostic.message.c_str());
    }
  }
  FIELDCALL_CHECK(parsed.fields.size() == 8);
  return std::move(parsed.fields);
}

}  // namespace fieldcall::simulation
