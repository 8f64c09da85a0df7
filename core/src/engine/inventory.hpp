// What one field calls and sends, told from its configuration.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/field_config.hpp"
#include "templating/template_walk.hpp"

namespace fieldcall::engine {

struct Origin {
  std::string text;  // "https://api.example.com" or "{env.api_base}"
  bool is_literal = true;
};

// One kind of request a field makes; sorted, each once.
struct InventoryCall {
  std::string purpose;  // "request", "token"
  Origin origin;
  std::string method;
  std::string auth;
  std::map<std::string, std::set<templating::RequestPart>> sends;  // data path -> where it goes
  std::set<std::string> secrets;
  std::set<std::string> inputs;
};

// The request, then the one for its token.
std::vector<InventoryCall> inventory_calls(const config::FieldConfig& field);

// What the mapping reads of the case without sending it.
std::vector<std::string> local_reads(const config::FieldConfig& field);

// The scheme, host and port of a url template.
Origin origin_of(const templating::Template& url);

}  // namespace fieldcall::engine
