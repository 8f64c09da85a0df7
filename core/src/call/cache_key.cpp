#include "call/cache_key.hpp"

#include <utility>
#include <variant>
#include <vector>

#include "base/parts.hpp"
#include "base/secret.hpp"
#include "base/sha256.hpp"
#include "json/writer.hpp"
#include "policy/cache_mac.hpp"
#include "templating/auth.hpp"
#include "text/ascii.hpp"

namespace fieldcall::call {
namespace {

using base::append_part;
using templating::Rendering;

std::string mac_of(const SecretText& host_key, std::string_view purpose, std::string_view message) {
  return base::to_hex(policy::cache_mac(host_key, purpose, message));
}

// The options without what one call has of its own, and with it again at the end.
class SharedOptions {
 public:
  explicit SharedOptions(templating::RenderOptions& options)
      : options_(options),
        idempotency_key_(std::exchange(options.idempotency_key, {})),
        access_token_(std::exchange(options.access_token, std::nullopt)) {}
  SharedOptions(const SharedOptions&) = delete;
  SharedOptions& operator=(const SharedOptions&) = delete;
  ~SharedOptions() {
    options_.idempotency_key = std::move(idempotency_key_);
    options_.access_token = std::move(access_token_);
  }

 private:
  templating::RenderOptions& options_;
  std::string idempotency_key_;
  std::optional<SecretText> access_token_;
};

// Hex digits, which stand for themselves in every place: encodings leave no trace of the value.
Secret stand_in(const std::string& name, const Secret& secret, const SecretText& host_key) {
  std::string identity;
  append_part(name, identity);
  const bool is_named = !secret.fingerprint.empty();
  append_part(is_named ? secret.fingerprint : base::SecretAccess::reveal(secret.value), identity);
  const std::string_view purpose = is_named ? "secret by fingerprint" : "secret by value";
  Secret made;
  made.value = SecretText(mac_of(host_key, purpose, identity));
  made.origins = secret.origins;
  return made;
}

// For the secrets that the request may place.
Secrets stand_ins(const CacheKeySource& source) {
  Secrets made;
  for (const std::vector<std::string>& path : templating::references(source.config.request)) {
    if (path.size() < 2 || path.front() != "secret") continue;
    const auto found = source.inputs.secrets.find(path[1]);
    if (found == source.inputs.secrets.end() || made.contains(path[1])) continue;
    made.emplace(found->first, stand_in(found->first, found->second, source.host_key));
  }
  return made;
}

void append_headers(const std::vector<Header>& headers, std::string& out) {
  append_part(static_cast<std::int64_t>(headers.size()), out);
  for (const Header& header : headers) {
    append_part(header.name, out);
    append_part(header.value, out);
  }
}

void append_request(const HttpRequest& request, std::string& out) {
  append_part(request.method, out);
  append_part(request.url, out);
  append_headers(request.headers, out);
  append_part(std::int64_t{request.has_body}, out);
  append_part(request.body, out);
}

// The request and where in it secrets stand: case data that looks like a stand-in is not taken for
// one.
void append_rendering(const Rendering& rendering, const config::FieldConfig& config,
                      std::string& out) {
  append_request(rendering.request, out);
  if (rendering.used_secrets.empty()) return append_part(std::string_view(), out);
  append_part(config.cache_identity.request, out);
  for (const templating::Piece& piece : rendering.pieces) {
    if (piece.origin != "secret") continue;
    append_part(piece.location, out);
    append_part(std::int64_t{piece.begin}, out);
    append_part(std::int64_t{piece.end}, out);
  }
}

bool is_complete(const Rendering& rendering) {
  return !rendering.failure && rendering.missing.empty();
}

// Adds the request with its stand-ins; false if there is none.
bool append_requests(const CacheKeySource& source, std::string& out) {
  const Secrets secrets = stand_ins(source);
  const templating::Scope scope{.roots = source.roots, .secrets = &secrets};
  const templating::RenderOptions& options = source.settings.render;
  const SharedOptions shared(source.settings.render);
  const auto provenance =
      secrets.empty() ? templating::Provenance::skip : templating::Provenance::record;
  const config::FieldConfig& config = source.config;
  const Rendering rendering =
      templating::render_request(config.request, scope, options, provenance);
  if (!is_complete(rendering)) return false;
  append_rendering(rendering, config, out);
  if (config.token_fetch) {
    const Rendering token =
        templating::render_request(config.token_fetch->request, scope, options, provenance);
    if (!is_complete(token)) return false;
    append_rendering(token, config, out);
  }
  return true;
}

// What is at the path; where it leads into an array, the whole array.
const json::Value* find_input(const json::Value& data, const std::vector<std::string>& path) {
  const json::Value* value = &data;
  for (const std::string& name : path) {
    if (value == nullptr || value->is_array()) break;
    value = value->find(name);
  }
  return value;
}

void append_mapping(const CacheKeySource& source, std::string& out) {
  const config::CacheIdentity& identity = source.config.cache_identity;
  append_part(identity.mapping, out);
  for (const std::vector<std::string>& path : identity.mapping_inputs) {
    const json::Value* value = find_input(source.data, path);
    append_part(value == nullptr ? std::string() : json::to_text(*value), out);
  }
}

std::string tenant_tag(std::string_view tenant, const SecretText& host_key) {
  return mac_of(host_key, "cache tag of a tenant", tenant);
}

std::string field_tag(std::string_view field_key, const SecretText& host_key) {
  return mac_of(host_key, "cache tag of a field", field_key);
}

}  // namespace

std::optional<CacheKey> cache_key(const CacheKeySource& source) {
  std::string text;
  append_part(source.inputs.tenant, text);
  if (!append_requests(source, text)) return std::nullopt;
  append_mapping(source, text);
  return CacheKey{mac_of(source.host_key, "cache key", text),
                  entry_tags(source.inputs.tenant, source.config.key, source.host_key)};
}

CacheTags entry_tags(std::string_view tenant, std::string_view field_key,
                     const SecretText& host_key) {
  return {tenant_tag(tenant, host_key), field_tag(field_key, host_key)};
}

CacheTags scope_tags(const CacheScope& scope, const SecretText& host_key) {
  CacheTags tags;
  if (!scope.tenant.empty()) tags.tenant = tenant_tag(scope.tenant, host_key);
  if (!scope.field_key.empty()) tags.field = field_tag(scope.field_key, host_key);
  return tags;
}

std::string token_key(std::string_view tenant, const HttpRequest& request) {
  std::string text;
  append_part(tenant, text);
  append_request(request, text);
  return base::to_hex(base::sha256(text));
}

std::string flight_key(const config::FieldConfig& config, std::string_view tenant,
                       const HttpRequest& request, std::string_view generated_idempotency_key) {
  HttpRequest shared = request;
  std::erase_if(shared.headers, [&](const Header& header) {
    return !generated_idempotency_key.empty() && header.value == generated_idempotency_key &&
           text::equals_ignoring_case(header.name, "Idempotency-Key");
  });
  std::string text;
  append_part(tenant, text);
  append_request(shared, text);
  append_part(config.timeout.count(), text);
  append_part(std::int64_t{config.retry.retries_max}, text);
  append_part(std::int64_t{config.retry.is_idempotent}, text);
  for (const http::StatusRange& range : config.retry.statuses.ranges) {
    append_part(std::int64_t{range.first}, text);
    append_part(std::int64_t{range.last}, text);
  }
  append_part("answer", text);
  append_part(std::int64_t{config.redirects_max}, text);
  append_part(std::int64_t{config.response_bytes_max}, text);
  return base::to_hex(base::sha256(text));
}

}  // namespace fieldcall::call
