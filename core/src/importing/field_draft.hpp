// The field an import arrives at, before it is text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fieldcall/import.hpp"
#include "importing/remarks.hpp"
#include "importing/secret_drawer.hpp"

namespace fieldcall::importing {

// A query parameter or a form member; several values become a list.
struct DraftPair {
  std::string name;
  std::vector<std::string> values;  // templates
};

struct FieldDraft {
  std::string key;
  std::string name;
  std::string description;  // empty = none
  std::string method;
  std::string url;  // template
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<DraftPair> params;
  std::string body_json;           // JSON with templates; empty = no body
  std::string body_type = "json";  // the words of the configuration
  std::string auth_json;           // empty = none
  std::string mapping_json;
  std::string array_style = "repeat";
  std::string response_type = "json";
  std::optional<std::int64_t> timeout_ms;
  std::optional<std::int64_t> retry;
  std::optional<std::int64_t> max_redirects;
};

// {"a": "x", "b": ["y", "z"]}
std::string pairs_to_json(const std::vector<DraftPair>& pairs);

// The draft as text, if it validates; what the validator has against it is a problem
// ("invalid_field"). `origin` is where the secrets go.
ImportResult finish(const FieldDraft& draft, const SecretDrawer& secrets, std::string_view origin,
                    Remarks remarks);

}  // namespace fieldcall::importing
