// Fields made from what people already have: a curl command, an operation of an OpenAPI document.
//
// Text in, JSON text out; nothing is executed, read from disk or sent. A field that is given back
// validates without errors (parse_configuration). Credentials found on the way are replaced by
// {secret.NAME}; their values appear nowhere in the result.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fieldcall {

// Something to read about an import: why there is no field, or what to look at in it.
struct ImportRemark {
  std::string code;     // stable, snake_case: "unknown_flag"
  std::string message;  // one sentence for a designer
  std::string fix;      // what to do about it; may be empty
  std::string place;    // "line 2, character 5", or a JSON Pointer; may be empty
};

// A secret the field needs and nobody has stored yet.
struct ImportedSecret {
  std::string name;      // as in {secret.NAME}
  std::string found_in;  // "the header X-Api-Key"
  std::string origin;    // where it is sent: "https://api.example.com:443"
};

struct ImportResult {
  std::string field_json;               // one field as compact JSON; empty if there are problems
  std::vector<ImportedSecret> secrets;  // in the order of the request
  // At most limits::import_remarks_max of each.
  std::vector<ImportRemark> notes;
  std::vector<ImportRemark> problems;
  [[nodiscard]] bool ok() const { return problems.empty(); }
};

// The request that `command_line` makes curl send, as a field. Words are read as a POSIX shell
// reads them (quotes, $'...', continued lines), or as cmd.exe does if carets continue the lines;
// the word `curl` may be left out. At most 1 MiB.
//
// Problem codes: "not_a_command", "shell_syntax", "several_commands", "too_large", "unknown_flag",
// "missing_value", "unsupported_flag", "file_argument", "missing_url", "several_urls",
// "invalid_value", "secret_in_name", "invalid_field".
ImportResult import_curl(std::string_view command_line);

struct OpenapiOptions {
  // Stands in for the document's servers: "https://api.example.com/v1". Needed if those are
  // relative.
  std::string server;
};

// An operation of an OpenAPI 3.0 or 3.1 document in JSON, as a field: inputs become {data.NAME},
// {data.NAME?} where they are optional. `operation` is an operationId or "GET /path". At most
// 32 MiB; local references only.
//
// Problem codes: "invalid_json", "yaml", "not_openapi", "too_large", "unknown_operation",
// "missing_server", "invalid_reference", "unsupported_parameter", "unsupported_body",
// "unsupported_method", "invalid_field".
ImportResult import_openapi(std::string_view document_json, std::string_view operation,
                            const OpenapiOptions& options = {});

// {"valid", "field"?, "secrets": [{"name", "found_in", "origin"}], "notes": [{"code", "message",
// "fix"?, "place"?}], "problems": [the same]}
std::string import_to_json(const ImportResult& result);

}  // namespace fieldcall
