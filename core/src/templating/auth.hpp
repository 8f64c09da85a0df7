// How a request authenticates.
//
// {"type": "bearer", "token"}, {"type": "basic", "username", "password"} (RFC 7617, UTF-8),
// {"type": "header", "key", "value"}, {"type": "query", "key", "value"},
// {"type": "oauth2", "token_url", "client_id", "client_secret", "scope"?} (RFC 6749, 4.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/value.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

struct NoAuth {};
struct BearerAuth {
  Template token;
};
struct BasicAuth {
  Template username;
  Template password;
};
struct HeaderAuth {
  std::string key;
  Template value;
};
struct QueryAuth {
  std::string key;
  Template value;
};
// The access token is fetched by another call, whose request token_request makes.
struct OAuth2Auth {
  Template token_url;
  Template client_id;
  Template client_secret;
  std::optional<Template> scope;
};
using Auth = std::variant<NoAuth, BearerAuth, BasicAuth, HeaderAuth, QueryAuth, OAuth2Auth>;

// "none", "bearer", "basic", "header", "query", "oauth2".
std::string_view auth_kind(const Auth& auth);

// Every template of it, in a fixed order.
std::vector<const Template*> auth_templates(const Auth& auth);

// Errors and lint ("hardcoded_credential", "secret_in_url") become diagnostics under `pointer`.
std::optional<Auth> compile_auth(const json::Value& value, const KnownRoots& roots,
                                 std::string_view pointer, std::vector<Diagnostic>& diagnostics);

}  // namespace fieldcall::templating
