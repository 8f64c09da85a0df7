#include <algorithm>
#include <array>
#include <cstdint>

#include "config/structure.hpp"
#include "importing/import_auth.hpp"
#include "importing/openapi_parts.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

std::string_view text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? std::string_view{} : value->as_string();
}

enum class SchemeKind : std::uint8_t {
  bearer,
  basic,
  header_key,
  query_key,
  cookie_key,
  client_credentials,
  unsupported
};

SchemeKind kind_of(const json::Value& scheme) {
  const std::string_view type = text_of(scheme, "type");
  if (type == "http") {
    const std::string_view name = text_of(scheme, "scheme");
    if (text::equals_ignoring_case(name, "bearer")) return SchemeKind::bearer;
    if (text::equals_ignoring_case(name, "basic")) return SchemeKind::basic;
  } else if (type == "apiKey" && !text_of(scheme, "name").empty()) {
    const std::string_view in = text_of(scheme, "in");
    if (in == "header") return SchemeKind::header_key;
    if (in == "query") return SchemeKind::query_key;
    if (in == "cookie") return SchemeKind::cookie_key;
  } else if (type == "oauth2") {
    const json::Value* flows = scheme.find("flows");
    const bool has_flow = flows != nullptr && flows->find("clientCredentials") != nullptr;
    // A person signs in by the other flows; somebody has to store what comes out.
    return has_flow ? SchemeKind::client_credentials : SchemeKind::bearer;
  } else if (type == "openIdConnect") {
    return SchemeKind::bearer;
  }
  return SchemeKind::unsupported;
}

class SecurityReader {
 public:
  SecurityReader(const ServerBase& server, OpenapiImport& import)
      : server_(server),
        import_(import),
        schemes_(import.document.member(
            import.document.member(import.document.root(), "components"), "securitySchemes")) {}

  void run() {
    const json::Value* wanted = import_.body().find("security");
    if (wanted == nullptr) wanted = import_.document.root().find("security");
    if (wanted == nullptr) return;
    const json::Value* chosen = nullptr;
    bool may_be_open = wanted->size() == 0;
    for (const json::Value& alternative : wanted->items()) {
      if (alternative.size() == 0) may_be_open = true;
      const bool fits = alternative.size() > 0 && is_supported(alternative);
      if (fits && chosen == nullptr) chosen = &alternative;
    }
    if (chosen == nullptr) {
      if (!may_be_open) unsupported();
      return;
    }
    if (wanted->size() > 1) {
      import_.remarks.note("adjusted",
                           "of several ways to sign in the first one that a field has "
                           "is taken");
    }
    for (const json::Member& scheme : chosen->members()) apply(scheme);
  }

 private:
  bool is_supported(const json::Value& alternative) {
    return std::all_of(alternative.members().begin(), alternative.members().end(),
                       [this](const json::Member& entry) {
                         return kind_of(import_.document.member(schemes_, entry.key)) !=
                                SchemeKind::unsupported;
                       });
  }

  void unsupported() {
    import_.remarks.note("unsupported_security",
                         "the operation wants a way to sign in that a field does not have",
                         "set \"auth\" by hand, if the API takes a token or a key as well");
  }

  void apply(const json::Member& entry) {
    const json::Value& scheme = import_.document.member(schemes_, entry.key);
    const std::string title = config::quote(entry.key);
    switch (kind_of(scheme)) {
      case SchemeKind::bearer:
        bearer(scheme, title);
        return;
      case SchemeKind::basic: {
        const std::string username = import_.secrets.need("username", "the name for " + title);
        json::Writer writer;
        writer.begin_object().key("type").string("basic").key("username").string(username);
        writer.key("password")
            .string(import_.secrets.need("password", "the password for " + title));
        writer.end_object();
        set_auth(std::move(writer).take(), "Authorization");
        return;
      }
      case SchemeKind::client_credentials:
        client_credentials(scheme, entry.value, title);
        return;
      default:
        key(scheme, title);
    }
  }

  void bearer(const json::Value& scheme, const std::string& title) {
    const std::string token = import_.secrets.need("api_token", "a token for " + title);
    json::Writer writer;
    writer.begin_object().key("type").string("bearer").key("token").string(token).end_object();
    set_auth(std::move(writer).take(), "Authorization");
    if (text_of(scheme, "type") == "http") return;
    import_.remarks.note(
        "adjusted",
        "people sign in by " + title + "; a field cannot do that and takes a token from a secret",
        "ask the API's operator for client credentials");
  }

  void client_credentials(const json::Value& scheme, const json::Value& scopes,
                          const std::string& title) {
    const json::Value* flow = scheme.find("flows")->find("clientCredentials");
    std::string token_url(text_of(*flow, "tokenUrl"));
    if (token_url.starts_with('/')) {
      token_url.insert(0,
                       server_.url.substr(0, server_.url.find('/', server_.url.find("://") + 3)));
    }
    std::string scope;
    for (const json::Value& item : scopes.items()) {
      scope += (scope.empty() ? "" : " ") + std::string(item.as_string());
    }
    const std::string id = import_.secrets.need("client_id", "the client id for " + title);
    json::Writer writer;
    writer.begin_object().key("type").string("oauth2").key("token_url").string(token_url);
    writer.key("client_id").string(id);
    writer.key("client_secret");
    writer.string(import_.secrets.need("client_secret", "the client secret for " + title));
    if (!scope.empty()) writer.key("scope").string(scope);
    writer.end_object();
    set_auth(std::move(writer).take(), "Authorization");
  }

  // The first key is the auth; the others stay where the API wants them.
  void key(const json::Value& scheme, const std::string& title) {
    const std::string name(text_of(scheme, "name"));
    const SchemeKind kind = kind_of(scheme);
    const std::string secret = import_.secrets.need(name, "a key for " + title);
    const bool is_query = kind == SchemeKind::query_key;
    if (kind == SchemeKind::cookie_key) {
      import_.draft.headers.emplace_back("Cookie", name + "=" + secret);
      import_.signed_names.emplace_back("header cookie");
      return;
    }
    import_.signed_names.push_back(is_query ? "query " + name
                                            : "header " + text::to_lower(std::string_view(name)));
    if (import_.draft.auth_json.empty()) {
      import_.draft.auth_json = keyed_auth(is_query ? "query" : "header", name, secret);
    } else if (is_query) {
      import_.draft.params.push_back({name, {secret}});
    } else {
      import_.draft.headers.emplace_back(name, secret);
    }
  }

  void set_auth(std::string json, std::string_view header) {
    if (!import_.draft.auth_json.empty()) {
      import_.remarks.note("left_out", "a second way to sign in is left out", "set it by hand");
      return;
    }
    import_.draft.auth_json = std::move(json);
    import_.signed_names.push_back("header " + text::to_lower(header));
  }

  const ServerBase& server_;
  OpenapiImport& import_;
  const json::Value& schemes_;
};

}  // namespace

void import_security(const ServerBase& server, OpenapiImport& import) {
  SecurityReader(server, import).run();
}

}  // namespace fieldcall::importing
