#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "importing/openapi_parts.hpp"
#include "json/document.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall {
namespace {

using namespace importing;  // NOLINT(google-build-using-namespace): this file is its face

ImportResult refused(Remarks remarks) {
  ImportResult result;
  result.notes = std::move(remarks.notes);
  result.problems = std::move(remarks.problems);
  return result;
}

// What is no JSON but begins as YAML documents do: "openapi: 3.0.3", a comment, "---".
bool looks_like_yaml(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  const char c = text[first];
  const std::string_view line = text.substr(first, text.find('\n', first) - first);
  return c == '#' || c == '%' || line.starts_with("---") ||
         (text::is_alpha(c) && line.find(':') != std::string_view::npos);
}

void note_deprecation(OpenapiImport& import) {
  const json::Value* deprecated = import.body().find("deprecated");
  if (deprecated == nullptr || !deprecated->as_boolean()) return;
  import.remarks.note("deprecated", "the API's operator calls this operation deprecated", "",
                      import.operation.pointer);
}

}  // namespace

ImportResult import_openapi(std::string_view document_json, std::string_view operation,
                            const OpenapiOptions& options) {
  Remarks remarks;
  if (document_json.size() > limits::openapi_bytes_max) {
    remarks.problem("too_large", "the document is larger than 32 MiB");
    return refused(std::move(remarks));
  }
  if (looks_like_yaml(document_json)) {
    remarks.problem("yaml", "this is YAML; only JSON is read here",
                    "convert it: python3 -c 'import sys, yaml, json; json.dump(yaml.safe_load("
                    "sys.stdin), sys.stdout, default=str)' < api.yaml > api.json");
    return refused(std::move(remarks));
  }
  const auto parsed = json::Document::parse(
      std::string(document_json),
      {.depth_max = limits::json_envelope_depth_max, .nodes_max = limits::openapi_nodes_max});
  if (!parsed) {
    const json::TextPosition at = json::position_at(document_json, parsed.error().offset);
    remarks.problem("invalid_json", "this is not JSON: " + parsed.error().message,
                    parsed.error().fix,
                    "line " + std::to_string(at.line) + ", character " + std::to_string(at.column));
    return refused(std::move(remarks));
  }
  OpenapiDocument document(parsed->root(), remarks);
  if (!document.check_version()) return refused(std::move(remarks));
  const auto found = document.find_operation(text::trim_ows(operation));
  if (!found) return refused(std::move(remarks));

  OpenapiImport import{document, *found, remarks};
  import.draft.method = found->method;
  if (!http::parse_method(found->method)) {
    remarks.problem("unsupported_method", "a field cannot send the method " + found->method, "",
                    found->pointer);
    return refused(std::move(remarks));
  }
  const auto server = read_server(options.server, import);
  if (!server) return refused(std::move(remarks));
  import.draft.url = server->url;
  note_deprecation(import);
  import_security(*server, import);
  import_parameters(import);
  import_request_body(import);
  import_name(import);
  import_response(import);
  return finish(import.draft, import.secrets, server->origin, std::move(remarks));
}

}  // namespace fieldcall
