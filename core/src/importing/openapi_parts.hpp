// The parts of an operation, each turned into its part of a field.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importing/field_draft.hpp"
#include "importing/openapi_document.hpp"
#include "importing/remarks.hpp"
#include "importing/secret_drawer.hpp"

namespace fieldcall::importing {

struct OpenapiImport {
  OpenapiDocument& document;
  const OpenapiOperation& operation;
  Remarks& remarks;
  SecretDrawer secrets = {};
  FieldDraft draft = {};
  std::vector<std::string> inputs = {};        // first names behind `data` that the request reads
  std::vector<std::string> signed_names = {};  // "header x-api-key", "query key": set by auth

  [[nodiscard]] const json::Value& body() const { return *operation.operation; }
};

// A path into case data: {"address", "zip code"} -> "data.address.zip_code".
std::string data_path(std::span<const std::string_view> names, OpenapiImport& import);

// "{data.x}", or "{data.x?}".
std::string data_placeholder(std::span<const std::string_view> names, bool is_required,
                             OpenapiImport& import);

struct ServerBase {
  std::string url;     // without a slash at the end
  std::string origin;  // "https://api.example.com:443"
};

// From --server, else the first server of operation, path item or document. Problem:
// "missing_server".
std::optional<ServerBase> read_server(std::string_view chosen, OpenapiImport& import);

// `auth`, and further keys among headers and params. Before the parameters.
void import_security(const ServerBase& server, OpenapiImport& import);

// Path (behind the server's), headers and params. Problem: "unsupported_parameter".
void import_parameters(OpenapiImport& import);

// Problem: "unsupported_body".
void import_request_body(OpenapiImport& import);

// Key, label and the mapping of the answer. Last, because the key must not be an input.
void import_name(OpenapiImport& import);
void import_response(OpenapiImport& import);

}  // namespace fieldcall::importing
