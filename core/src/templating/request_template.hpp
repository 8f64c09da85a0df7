// A whole request with placeholders, compiled, and its rendering into the exact request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "fieldcall/egress.hpp"
#include "fieldcall/error.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/secret.hpp"
#include "http/method.hpp"
#include "http/url.hpp"
#include "json/value.hpp"
#include "templating/auth.hpp"
#include "templating/body_template.hpp"
#include "templating/scope.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

// How an array in `params` is written, for ids = [1, 2]: ids=1&ids=2, ids=1,2 (the comma encoded as
// %2C), ids[]=1&ids[]=2 and ids[0]=1&ids[1]=2 (brackets encoded), ids=[1,2] (JSON, encoded).
enum class ArrayStyle : std::uint8_t { repeat, comma, brackets, indices, json };

struct NamedTemplate {
  std::string name;
  Template value;
};

// A param's value keeps its JSON type: a number, an array, a template, null (omitted).
struct ParamTemplate {
  std::string name;
  BodyNode value;  // a tree with templates at its string leaves, as in bodies
};

struct RequestTemplate {
  http::Method method = http::Method::get;
  Template url;
  std::vector<NamedTemplate> headers;
  std::vector<ParamTemplate> params;
  std::optional<BodyTemplate> body;
  Auth auth;
  ArrayStyle array_style = ArrayStyle::repeat;
};

// Reads url, method, headers, params, body, body_type, auth and array_style of an `api_config`
// object; other keys are the caller's. `pointer` is the object's. Reports every problem and lint
// about them; nothing is returned after an error.
std::optional<RequestTemplate> compile_request(const json::Value& api_config,
                                               const KnownRoots& roots, std::string_view pointer,
                                               std::vector<Diagnostic>& diagnostics);

// Where a stretch of the rendered request came from, for previews.
struct Piece {
  std::string location;     // "url", "header Accept", "body"
  std::uint32_t begin = 0;  // bytes into that text, in JSON a piece is
                            // the whole value, of a string what stands between the quotes
  std::uint32_t end = 0;
  std::string text;      // as it stands there; a secret is masked
  std::string source;    // the placeholder as written; empty for literal text
  std::string origin;    // "literal", "data", "secret", "call", a host root, "default",
                         // "expression", "generated"
  std::string escaping;  // "none", "percent", "form", "header", "json"
};

struct RenderFailure {
  ErrorCode code{};
  std::string detail;  // technical, redacted: names the place and the placeholder
};

struct RenderOptions {
  EgressPolicy egress;
  std::string user_agent;
  // The value of the generated Idempotency-Key header; empty = none is added. A header of that name
  // in the configuration wins.
  std::string idempotency_key;
  // For oauth2: the token in hand. Without one the request is rendered without Authorization (a
  // preview shows a mask), which tells what else is missing before a token is fetched.
  std::optional<SecretText> access_token;
};

// Exactly one of three: missing is not empty; failure is set; or request and url are complete.
struct Rendering {
  HttpRequest request;
  std::optional<http::Url> url;
  std::vector<std::string> missing;  // references, each once, in the order of the request
  std::optional<RenderFailure> failure;
  std::vector<std::string> used_secrets;  // names
  std::vector<std::string> warnings;      // "secret_without_origins: ...": become outcome notes
  std::vector<Piece> pieces;              // only if asked for
};

enum class Provenance : bool { skip, record };

// Pure: the same scope gives the same bytes. Checks the finished url (grammar, egress literals,
// path segments), header values, sizes, and the origins of every secret before anything may be
// sent. A failure wins over missing inputs only if it can be told without them.
Rendering render_request(const RequestTemplate& request, const Scope& scope,
                         const RenderOptions& options, Provenance provenance = Provenance::skip);

// The request that fetches an access token (RFC 6749, 4.4.2): POST, a form, the client named by
// Basic authentication (2.3.1). Its secrets are checked against the origin of token_url.
RequestTemplate token_request(const OAuth2Auth& auth);

// Every reference the request reads, as path steps behind the root, for lint, derived watches and
// the inventory: {"data", "address", "city"}. Array steps are left out.
std::vector<std::vector<std::string>> references(const RequestTemplate& request);

}  // namespace fieldcall::templating
