// Compiles and renders one api_config in a line, for the tests of this folder.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/document.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::templating::test {

inline json::Document parse(std::string text) {
  auto document = json::Document::parse(std::move(text));
  FIELDCALL_CHECK(document.ok());
  return std::move(*document);
}

inline bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
}

// "code at /pointer+offset", errors and lint alike, in order.
inline std::vector<std::string> listed(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> list;
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string line = diagnostic.severity == Severity::error     ? "error"
                       : diagnostic.severity == Severity::warning ? "warning"
                                                                  : "hint";
    line += " " + diagnostic.code + " " + diagnostic.pointer;
    if (diagnostic.offset > 0) line += "+" + std::to_string(diagnostic.offset);
    list.push_back(std::move(line));
  }
  return list;
}

struct Case {
  std::string config;  // api_config
  std::string roots = "{}";
  Secrets secrets = {};
  KnownRoots known = {};
  SecretMode mode = SecretMode::reveal;
  RenderOptions options = {};
  Provenance provenance = Provenance::skip;
};

struct Compiled {
  std::optional<RequestTemplate> request;
  std::vector<Diagnostic> diagnostics;
};

inline Compiled compile(const std::string& config, const KnownRoots& known = {}) {
  Compiled compiled;
  const json::Document document = parse(config);
  compiled.request = compile_request(document.root(), known, "/api_config", compiled.diagnostics);
  return compiled;
}

inline Rendering render(const Case& given) {
  const Compiled compiled = compile(given.config, given.known);
  if (!compiled.request) {
    Rendering refused;
    refused.failure = RenderFailure{ErrorCode::internal_error, "the configuration is refused: "};
    for (const std::string& line : listed(compiled.diagnostics)) refused.failure->detail += line;
    return refused;
  }
  const json::Document roots = parse(given.roots);
  Scope scope;
  scope.roots = roots.root();
  scope.secrets = &given.secrets;
  scope.secret_mode = given.mode;
  return render_request(*compiled.request, scope, given.options, given.provenance);
}

// GET of `url` with `data` as case data.
inline Case get(const std::string& url, const std::string& data = "{}") {
  Case made;
  made.config = R"({"method": "GET", "url": ")" + url + "\"}";
  made.roots = R"({"data": )" + data + "}";
  return made;
}

// POST of a body.
inline Case post(const std::string& body, const std::string& data = "{}",
                 const std::string& more = "") {
  Case made;
  made.config =
      R"({"method": "POST", "url": "https://api.example.com/", "body": )" + body + more + "}";
  made.roots = R"({"data": )" + data + "}";
  return made;
}

inline Secret secret(std::string_view value,
                     std::vector<std::string> origins = {"https://api.example.com"}) {
  Secret made;
  made.value = SecretText(value);
  made.origins = std::move(origins);
  return made;
}

// The url, or why there is none: "missing: ...", "unsafe_path_segment: ...".
inline std::string url_of(const Case& given) {
  const Rendering rendering = render(given);
  if (rendering.failure) {
    return std::string(error_info(rendering.failure->code).name) + ": " + rendering.failure->detail;
  }
  if (rendering.missing.empty()) return rendering.request.url;
  std::string list = "missing:";
  for (const std::string& name : rendering.missing) list += " " + name;
  return list;
}

inline std::string failure_of(const Case& given) {
  const Rendering rendering = render(given);
  return rendering.failure ? std::string(error_info(rendering.failure->code).name) : "none";
}

inline std::string header_of(const Rendering& rendering, std::string_view name) {
  for (const Header& header : rendering.request.headers) {
    if (header.name == name) return header.value;
  }
  return "(absent)";
}

inline constexpr std::string_view origin = "https://api.example.com";

// A request to https://api.example.com/v1 with `more` members.
inline Case config(const std::string& more, const std::string& data = "{}",
                   const std::string& method = "GET") {
  Case made;
  made.config = R"({"method": ")" + method + R"(", "url": "https://api.example.com/v1")" +
                (more.empty() ? "" : ", ") + more + "}";
  made.roots = R"({"data": )" + data + R"(, "call": {"id": "c1"}, "token": "t0"})";
  return made;
}

// What follows the path.
inline std::string query_of(const Case& given) {
  const std::string url = url_of(given);
  const std::string before = "https://api.example.com/v1";
  return url.substr(0, before.size()) == before ? url.substr(before.size()) : url;
}

inline std::string body_of(const Case& given) {
  const Rendering rendering = render(given);
  if (rendering.failure || !rendering.missing.empty()) return url_of(given);
  return rendering.request.has_body ? rendering.request.body : "(none)";
}

}  // namespace fieldcall::templating::test
