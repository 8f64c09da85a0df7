#include "config/cache_identity.hpp"

#include <set>
#include <string_view>

#include "base/parts.hpp"
#include "base/sha256.hpp"
#include "json/writer.hpp"

namespace fieldcall::config {
namespace {

void append_member(const json::Value& object, std::string_view key, std::string& out) {
  const json::Value* value = object.find(key);
  base::append_part(value == nullptr ? std::string() : json::to_text(*value), out);
}

std::string hex_of(const std::string& text) {
  return base::to_hex(base::sha256(text));
}

using Paths = std::set<std::vector<std::string>>;

void add_inputs(const std::optional<expression::Expression>& source, Paths& paths) {
  if (!source || source->language() != expression::Language::jmespath) return;
  for (const std::vector<std::string>& path : source->references()) {
    if (!path.empty() && path.front() == "$data") paths.emplace(path.begin() + 1, path.end());
  }
}

}  // namespace

CacheIdentity cache_identity(const json::Value& api_config, const mapping::Mapping& mapping,
                             const AnswerLimits& limits) {
  CacheIdentity identity;
  std::string request;
  for (const char* key :
       {"url", "method", "params", "array_style", "headers", "body", "body_type", "auth"}) {
    append_member(api_config, key, request);
  }
  identity.request = hex_of(request);

  std::string answer;
  append_member(api_config, "response_mapping", answer);
  append_member(api_config, "success_when", answer);
  base::append_part(mapping.response_type == mapping::ResponseType::text ? "text" : "json", answer);
  base::append_part(limits.response_bytes_max, answer);
  base::append_part(limits.redirects_max, answer);
  identity.mapping = hex_of(answer);

  Paths inputs;
  for (const mapping::Rule& rule : mapping.rules) add_inputs(rule.source, inputs);
  add_inputs(mapping.success_when, inputs);
  identity.mapping_inputs.assign(inputs.begin(), inputs.end());
  return identity;
}

}  // namespace fieldcall::config
