// Requests made of foreign configuration and foreign data: what is rendered is one well-formed
// request to the place its configuration names.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "templating/request_template.hpp"
#include "text/utf8.hpp"

namespace {

using namespace fieldcall;  // NOLINT(google-build-using-namespace)

void check(const templating::Rendering& rendering) {
  const bool is_complete = !rendering.failure && rendering.missing.empty();
  FIELDCALL_CHECK(is_complete == rendering.url.has_value());
  if (!is_complete) return;
  const HttpRequest& request = rendering.request;
  const auto url = http::parse_url(request.url);
  FIELDCALL_CHECK(url.ok() && url->origin() == "https://api.example.com:443");
  FIELDCALL_CHECK(!http::has_dot_segment(url->path));
  FIELDCALL_CHECK(request.headers.size() <= limits::headers_max);
  for (const Header& header : request.headers) {
    FIELDCALL_CHECK(http::is_token(header.name) && http::is_field_value(header.value));
  }
  FIELDCALL_CHECK(request.body.size() <= limits::body_bytes_max);
  std::uint32_t at = 0;
  for (const templating::Piece& piece : rendering.pieces) {
    if (piece.location != "url") continue;
    FIELDCALL_CHECK(piece.begin == at && piece.end > at);
    FIELDCALL_CHECK(request.url.substr(piece.begin, piece.end - piece.begin) == piece.text);
    at = piece.end;
  }
  FIELDCALL_CHECK(at == request.url.size());
}

}  // namespace

// A template, a zero byte, and a value for {data.x}.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t zero = std::min(input.find('\0'), input.size());
  const std::string text = text::replace_invalid_utf8(input.substr(0, zero));
  const std::string value =
      text::replace_invalid_utf8(zero < input.size() ? input.substr(zero + 1) : "");
  json::Writer config;
  config.begin_object().key("method").string("POST");
  config.key("url").string("https://api.example.com/" + text);
  config.key("headers").begin_object().key("X-A").string(text).end_object();
  config.key("params").begin_object().key("p").string(text).end_object();
  config.key("body").begin_array().string(text).string("{data.x}").end_array();
  config.end_object();
  const auto parsed = json::Document::parse(std::move(config).take());
  json::Writer roots;
  roots.begin_object().key("data").begin_object().key("x").string(value).end_object().end_object();
  const auto scope_document = json::Document::parse(std::move(roots).take());
  FIELDCALL_CHECK(parsed.ok() && scope_document.ok());

  std::vector<Diagnostic> diagnostics;
  const auto request = templating::compile_request(parsed->root(), {}, "", diagnostics);
  if (!request) {
    FIELDCALL_CHECK(!diagnostics.empty());
    return 0;
  }
  templating::Scope scope;
  scope.roots = scope_document->root();
  check(templating::render_request(*request, scope, {}, templating::Provenance::record));
  scope.secret_mode = templating::SecretMode::mask;
  static_cast<void>(templating::render_request(*request, scope, {}));
  return 0;
}
