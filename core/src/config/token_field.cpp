#include "config/token_field.hpp"

#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "fieldcall/check.hpp"
#include "json/document.hpp"

namespace fieldcall::config {
namespace {

// RFC 6749, 5.1 and 5.2. Servers that send expires_in as text exist.
constexpr std::string_view token_answer = R"({
  "response_mapping": {
    "access_token": {"path": "access_token", "type": "string", "required": true},
    "expires_in": {"path": "expires_in", "type": "integer"}
  },
  "success_when": "body.access_token != null && body.access_token != ''",
  "error_message": "body.error_description || body.error"
})";

// An answer with a token is small.
constexpr std::uint32_t token_answer_bytes_max = 64 * 1024;

mapping::Mapping token_mapping() {
  const Result<json::Document> text = json::Document::parse(std::string(token_answer));
  FIELDCALL_CHECK(text.ok());
  std::vector<Diagnostic> diagnostics;
  auto mapping = mapping::compile_mapping(text->root(), {}, "", diagnostics);
  FIELDCALL_CHECK(mapping.has_value());
  return std::move(*mapping);
}

}  // namespace

std::shared_ptr<const FieldConfig> token_field(const FieldConfig& field) {
  const auto* auth = std::get_if<templating::OAuth2Auth>(&field.request.auth);
  if (auth == nullptr) return nullptr;
  auto config = std::make_shared<FieldConfig>();
  config->key = field.key;
  config->name = field.name;
  config->request = templating::token_request(*auth);
  config->mapping = token_mapping();
  config->overwrite = mapping::Overwrite::always;
  config->retry = field.retry;
  config->retry.is_idempotent = true;  // fetching a token twice does no harm
  config->sends_idempotency_key = false;
  config->timeout = field.timeout;
  config->deadline = field.deadline;
  config->response_bytes_max = token_answer_bytes_max;
  config->hash = field.hash;
  return config;
}

}  // namespace fieldcall::config
