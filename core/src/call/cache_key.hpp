// What an answer is kept under, and by what calls tell that they ask for the same thing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "call/request.hpp"
#include "config/field_config.hpp"
#include "fieldcall/cache.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/secret.hpp"
#include "json/value.hpp"

namespace fieldcall::call {

struct CacheKey {
  std::string key;  // 64 hex digits
  CacheTags tags;   // of the field that stores; others with an equal key read the same entry
};

struct CacheKeySource {
  const config::FieldConfig& config;
  const CallInputs& inputs;
  json::Value roots;          // of the call's Scope
  json::Value data;           // case data
  RequestSettings& settings;  // as it was, afterwards
  const SecretText& host_key;
};

// HMAC of everything that can change the answer: tenant, method, url, headers, body, the identity
// of the secrets in them, the mapping and what it reads of case data. The request is rendered with
// a stand-in for each secret: an HMAC of its name and the host's fingerprint, else of its value.
// For oauth2 the client's credentials count, not the token. A generated Idempotency-Key does not
// count.
//
// Nothing if the request cannot be rendered that way, because stand-ins are longer than the secrets
// and it comes out over a limit: then the call is not cached.
std::optional<CacheKey> cache_key(const CacheKeySource& source);

// Of what a field of a tenant stores.
CacheTags entry_tags(std::string_view tenant, std::string_view field_key,
                     const SecretText& host_key);
// Of what is to be dropped: an empty part of the scope has an empty tag.
CacheTags scope_tags(const CacheScope& scope, const SecretText& host_key);

// SHA-256 of what an access token is asked for with. Like a flight_key it never leaves the process;
// how it is tried does not tell tokens apart.
std::string token_key(std::string_view tenant, const HttpRequest& request);

// SHA-256 of what goes on the wire and of how it is tried: timeout, retries, redirects and the size
// of the answer. Calls with an equal one can share an answer, whatever their mappings are. It is
// made of secrets: it never leaves the process.
std::string flight_key(const config::FieldConfig& config, std::string_view tenant,
                       const HttpRequest& request, std::string_view generated_idempotency_key);

}  // namespace fieldcall::call
