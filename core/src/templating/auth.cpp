#include "templating/auth.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "http/headers.hpp"
#include "json/pointer.hpp"
#include "templating/report.hpp"
#include "templating/url_template.hpp"
#include "text/suggest.hpp"

namespace fieldcall::templating {
namespace {

using std::string_view;

struct Kind {
  string_view type;
  std::array<string_view, 4> keys;  // unused ones are empty
};
constexpr std::array kinds{
    Kind{"bearer", {"token"}},
    Kind{"basic", {"username", "password"}},
    Kind{"header", {"key", "value"}},
    Kind{"query", {"key", "value"}},
    Kind{"oauth2", {"token_url", "client_id", "client_secret", "scope"}},
};

class AuthReader {
 public:
  AuthReader(const json::Value& value, const KnownRoots& roots, string_view pointer,
             std::vector<Diagnostic>& diagnostics)
      : value_(value), roots_(roots), pointer_(pointer), diagnostics_(diagnostics) {}

  std::optional<Auth> run() {
    if (value_.is_null()) return NoAuth{};
    const Kind* kind = find_kind();
    if (kind == nullptr) return std::nullopt;
    lint_keys(*kind);
    Auth auth = read(kind->type);
    if (!is_good_) return std::nullopt;
    return auth;
  }

 private:
  const Kind* find_kind() {
    const json::Value* type = value_.find("type");
    std::vector<string_view> known;
    for (const Kind& kind : kinds) {
      if (type != nullptr && type->is_string() && type->as_string() == kind.type) return &kind;
      known.push_back(kind.type);
    }
    const bool is_text = type != nullptr && type->is_string();
    report(diagnostics_, type == nullptr ? string_view(pointer_) : at("type"),
           {.code = type == nullptr ? "missing_key" : "invalid_value",
            .message = "\"type\" of \"auth\" must be bearer, basic, header, query or oauth2",
            .fix = is_text ? text::did_you_mean(type->as_string(), known) : ""});
    return nullptr;
  }

  void lint_keys(const Kind& kind) {
    std::vector<string_view> known{"type"};
    for (const string_view key : kind.keys) {
      if (!key.empty()) known.push_back(key);
    }
    for (const json::Member& member : value_.members()) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      report(diagnostics_, at(member.key),
             {.severity = Severity::warning,
              .code = "unknown_key",
              .message = "\"" + std::string(member.key) + "\" is not a key of " +
                         std::string(kind.type) + " authentication and is ignored",
              .fix = text::did_you_mean(member.key, known)});
    }
  }

  Auth read(string_view type) {
    if (type == "bearer") return BearerAuth{credential("token")};
    if (type == "basic") {
      Template username = text("username");
      return BasicAuth{std::move(username), credential("password")};
    }
    if (type == "header") {
      std::string key = header_name();
      return HeaderAuth{std::move(key), credential("value")};
    }
    if (type == "query") {
      std::string key = name();
      lint_query();
      return QueryAuth{std::move(key), credential("value")};
    }
    return oauth2();
  }

  Auth oauth2() {
    OAuth2Auth auth;
    auth.token_url = text("token_url", Place::url);
    if (!auth.token_url.parts().empty() &&
        !check_url_template(auth.token_url, roots_, at("token_url"), diagnostics_)) {
      is_good_ = false;
    }
    auth.client_id = text("client_id");
    auth.client_secret = credential("client_secret");
    if (value_.find("scope") != nullptr) auth.scope = text("scope");
    return auth;
  }

  // Empty after an error.
  Template text(string_view key, Place place = Place::auth) {
    const json::Value* value = value_.find(key);
    if (value == nullptr || !value->is_string() || value->as_string().empty()) {
      // An empty password is a password.
      if (key == "password" && value != nullptr && value->is_string()) return {};
      report(diagnostics_, value == nullptr ? string_view(pointer_) : at(key),
             {.code = value == nullptr ? "missing_key" : "wrong_type",
              .message = "\"auth\" needs \"" + std::string(key) + "\", a text that is not empty"});
      is_good_ = false;
      return {};
    }
    auto compiled = Template::compile(value->as_string(), place, roots_, at(key), diagnostics_);
    if (!compiled) {
      is_good_ = false;
      return {};
    }
    return std::move(*compiled);
  }

  Template credential(string_view key) {
    Template compiled = text(key);
    if (!compiled.source().empty() && compiled.is_literal()) {
      report(diagnostics_, at(key),
             {.severity = Severity::warning,
              .code = "hardcoded_credential",
              .message = "this credential is written into the configuration, where everybody who "
                         "sees the field can read it",
              .fix = "store it as a secret and write {secret.NAME}"});
    }
    return compiled;
  }

  std::string name() {
    const json::Value* value = value_.find("key");
    if (value != nullptr && value->is_string() && !value->as_string().empty()) {
      return std::string(value->as_string());
    }
    report(diagnostics_, value == nullptr ? string_view(pointer_) : at("key"),
           {.code = value == nullptr ? "missing_key" : "wrong_type",
            .message = "\"auth\" needs \"key\", a text that is not empty"});
    is_good_ = false;
    return {};
  }

  std::string header_name() {
    std::string key = name();
    if (key.empty()) return key;
    if (!http::is_token(key) || http::forbidden_request_header(key)) {
      report(diagnostics_, at("key"),
             {.code = "invalid_header",
              .message = http::is_token(key)
                             ? "the header " + key + " is set by the transport and cannot be chosen"
                             : "a header's name is made of letters, digits and - only"});
      is_good_ = false;
    }
    return key;
  }

  void lint_query() {
    report(diagnostics_, pointer_,
           {.severity = Severity::warning,
            .code = "secret_in_url",
            .message = "authentication by query puts the credential into the url, which servers "
                       "and proxies write into logs",
            .fix = "use bearer or header authentication, if the API allows it"});
  }

  // Valid until the next call.
  string_view at(string_view key) {
    scratch_ = json::pointer_join(pointer_, key);
    return scratch_;
  }

  const json::Value& value_;
  const KnownRoots& roots_;
  std::string pointer_;
  std::vector<Diagnostic>& diagnostics_;
  std::string scratch_;
  bool is_good_ = true;
};

}  // namespace

std::string_view auth_kind(const Auth& auth) {
  static constexpr std::array<string_view, 6> names{"none",   "bearer", "basic",
                                                    "header", "query",  "oauth2"};
  static_assert(names.size() == std::variant_size_v<Auth>);
  return names[auth.index()];
}

std::vector<const Template*> auth_templates(const Auth& auth) {
  if (const auto* bearer = std::get_if<BearerAuth>(&auth)) return {&bearer->token};
  if (const auto* basic = std::get_if<BasicAuth>(&auth)) {
    return {&basic->username, &basic->password};
  }
  if (const auto* header = std::get_if<HeaderAuth>(&auth)) return {&header->value};
  if (const auto* query = std::get_if<QueryAuth>(&auth)) return {&query->value};
  const auto* oauth2 = std::get_if<OAuth2Auth>(&auth);
  if (oauth2 == nullptr) return {};
  std::vector<const Template*> templates{&oauth2->token_url, &oauth2->client_id,
                                         &oauth2->client_secret};
  if (oauth2->scope) templates.push_back(&*oauth2->scope);
  return templates;
}

std::optional<Auth> compile_auth(const json::Value& value, const KnownRoots& roots,
                                 string_view pointer, std::vector<Diagnostic>& diagnostics) {
  if (!value.is_object() && !value.is_null()) {
    report(diagnostics, pointer, {.code = "wrong_type", .message = "\"auth\" must be an object"});
    return std::nullopt;
  }
  return AuthReader(value, roots, pointer, diagnostics).run();
}

}  // namespace fieldcall::templating
