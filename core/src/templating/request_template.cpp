#include "templating/request_template.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "http/query.hpp"
#include "json/pointer.hpp"
#include "templating/report.hpp"
#include "templating/url_template.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/suggest.hpp"

namespace fieldcall::templating {
namespace {

using std::string_view;

constexpr std::array<string_view, 5> array_style_names{"repeat", "comma", "brackets", "indices",
                                                       "json"};
constexpr std::array<string_view, 3> body_type_names{"json", "form", "text"};

class RequestCompiler {
 public:
  RequestCompiler(const json::Value& config, const KnownRoots& roots, string_view pointer,
                  std::vector<Diagnostic>& diagnostics)
      : config_(config), roots_(roots), pointer_(pointer), diagnostics_(diagnostics) {}

  std::optional<RequestTemplate> run() {
    url();
    method();
    array_style();
    headers();
    params();
    body();
    auth();
    if (!is_good_) return std::nullopt;
    return std::move(request_);
  }

 private:
  // ---- url and method ----

  void url() {
    const json::Value* value = config_.find("url");
    if (value == nullptr || !value->is_string()) {
      wrong("url", value, "a text: the address to call, such as \"https://api.example.com/v1\"");
      return;
    }
    auto compiled =
        Template::compile(value->as_string(), Place::url, roots_, at("url"), diagnostics_);
    if (!compiled || !check_url_template(*compiled, roots_, at("url"), diagnostics_)) {
      is_good_ = false;
      return;
    }
    request_.url = std::move(*compiled);
  }

  void method() {
    const json::Value* value = config_.find("method");
    if (value == nullptr || !value->is_string()) {
      wrong("method", value, "GET, HEAD, POST, PUT, PATCH or DELETE");
      return;
    }
    if (const auto method = http::parse_method(value->as_string())) {
      request_.method = *method;
    } else {
      error(at("method"), {.code = "invalid_value",
                           .message = "\"method\" must be GET, HEAD, POST, PUT, PATCH or DELETE",
                           .fix = text::did_you_mean(value->as_string(), http::method_names)});
    }
  }

  // The index of the word, or of the first one (the default).
  std::size_t word(string_view key, std::span<const string_view> words) {
    const json::Value* value = config_.find(key);
    if (value == nullptr) return 0;
    const auto found = std::find(words.begin(), words.end(), value->as_string());
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const string_view known : words) list += (list.empty() ? "" : ", ") + std::string(known);
    error(at(key), {.code = "invalid_value",
                    .message = "\"" + std::string(key) + "\" must be one of: " + list,
                    .fix = text::did_you_mean(value->as_string(), words)});
    return 0;
  }

  void array_style() {
    request_.array_style = static_cast<ArrayStyle>(word("array_style", array_style_names));
  }

  // ---- headers ----

  void headers() {
    const json::Value* value = object("headers", "an object of header names and values");
    if (value == nullptr) return;
    if (value->size() > limits::headers_max) {
      error(at("headers"),
            {.code = "too_many_headers",
             .message = "there are more than " + std::to_string(limits::headers_max) + " headers"});
      return;
    }
    for (const json::Member& member : value->members()) header(member);
  }

  void header(const json::Member& member) {
    const std::string pointer = json::pointer_join(at("headers"), member.key);
    const std::string name(member.key);
    if (!header_name(name, pointer)) return;
    if (!member.value.is_string()) {
      error(pointer,
            {.code = "wrong_type",
             .message = "the header " + name + " must be a text",
             .fix = member.value.is_number() || member.value.is_boolean() ? "write it in quotes"
                                                                          : ""});
      return;
    }
    auto compiled =
        Template::compile(member.value.as_string(), Place::header, roots_, pointer, diagnostics_);
    if (!compiled) {
      is_good_ = false;
      return;
    }
    for (const Part& part : compiled->parts()) {
      const auto* literal = std::get_if<std::string>(&part);
      if (literal == nullptr || http::is_field_value(*literal)) continue;
      error(pointer, {.code = "invalid_header",
                      .message = "the header " + name +
                                 " holds a character that cannot be sent: only printable ASCII and "
                                 "tab may stand in a header"});
      return;
    }
    if (compiled->is_literal() && !compiled->source().empty() && http::is_sensitive_name(name)) {
      hardcoded_credential(pointer, name);
    }
    request_.headers.push_back({name, std::move(*compiled)});
  }

  bool header_name(const std::string& name, const std::string& pointer) {
    if (!http::is_token(name)) {
      error(pointer, {.code = "invalid_header",
                      .message = name.find('{') != std::string::npos
                                     ? "a placeholder cannot form the name of a header"
                                     : "a header's name is made of letters, digits and - only"});
      return false;
    }
    if (http::forbidden_request_header(name)) {
      error(pointer,
            {.code = "invalid_header",
             .message = "the header " + name +
                        " cannot be set: it follows from the url, the body and the connection",
             .fix = "remove it"});
      return false;
    }
    if (find_header(name) != nullptr) {
      error(pointer, {.code = "duplicate_header",
                      .message = "the header " + name + " is there twice: case does not matter",
                      .fix = "keep one of them"});
      return false;
    }
    return true;
  }

  [[nodiscard]] const NamedTemplate* find_header(string_view name) const {
    for (const NamedTemplate& header : request_.headers) {
      if (text::equals_ignoring_case(header.name, name)) return &header;
    }
    return nullptr;
  }

  // ---- params ----

  void params() {
    const json::Value* value = object("params", "an object of parameter names and values");
    if (value == nullptr) return;
    if (value->size() > limits::params_max) {
      error(at("params"),
            {.code = "too_many_params",
             .message = "there are more than " + std::to_string(limits::params_max) + " params"});
      return;
    }
    for (const json::Member& member : value->members()) {
      const std::string pointer = json::pointer_join(at("params"), member.key);
      lint_name(member.key, pointer);
      auto node = pair_value(member.value, Place::param, pointer);
      if (!node) continue;
      const auto* text = std::get_if<Template>(&node->content);
      if (text != nullptr && text->is_literal() && !text->source().empty() &&
          http::is_sensitive_name(member.key)) {
        hardcoded_credential(pointer, std::string(member.key));
      }
      request_.params.push_back({std::string(member.key), std::move(*node)});
    }
  }

  // A value of a query or form: scalars and arrays of scalars, unless arrays are written as JSON.
  std::optional<BodyNode> pair_value(const json::Value& value, Place place,
                                     const std::string& pointer) {
    bool is_flat = !value.is_object();
    for (const json::Value& item : value.items()) is_flat = is_flat && item.is_scalar();
    if (!is_flat && request_.array_style != ArrayStyle::json) {
      error(pointer, {.code = "wrong_type",
                      .message = "only text, numbers, booleans and lists of them can stand here",
                      .fix = "\"array_style\": \"json\" writes anything else as JSON text"});
      return std::nullopt;
    }
    auto node = compile_body_node(value, place, roots_, pointer, diagnostics_);
    if (!node) is_good_ = false;
    return node;
  }

  void lint_name(string_view name, const std::string& pointer) {
    const std::size_t brace = name.find('{');
    if (brace == string_view::npos || name.find('}', brace) == string_view::npos) return;
    report(diagnostics_, pointer,
           {.severity = Severity::warning,
            .code = "placeholder_in_name",
            .message = "names are sent as they stand: a placeholder is filled in only in values"});
  }

  // ---- body ----

  void body() {
    const auto type = static_cast<BodyType>(word("body_type", body_type_names));
    const json::Value* value = config_.find("body");
    if (value == nullptr || value->is_null()) return;
    if (!http::allows_body(request_.method)) {
      error(at("body"),
            {.code = "body_not_allowed",
             .message = std::string(http::method_name(request_.method)) + " requests have no body",
             .fix = "remove it, put the values into \"params\", or use POST"});
      return;
    }
    auto root = type == BodyType::form ? form_body(*value) : plain_body(*value, type);
    if (root) request_.body = BodyTemplate{type, std::move(*root)};
  }

  std::optional<BodyNode> plain_body(const json::Value& value, BodyType type) {
    if (type == BodyType::text && !value.is_string()) {
      error(at("body"), {.code = "wrong_type",
                         .message = "with \"body_type\": \"text\" the body must be a text"});
      return std::nullopt;
    }
    if (type == BodyType::json && value.is_string()) lint_json_text(value.as_string());
    auto node = compile_body_node(value, Place::body, roots_, at("body"), diagnostics_);
    if (!node) is_good_ = false;
    return node;
  }

  // A string in a JSON body is sent as a JSON string, in quotes.
  void lint_json_text(string_view source) {
    const std::size_t first = source.find_first_not_of(" \t\r\n");
    const std::size_t last = source.find_last_not_of(" \t\r\n");
    if (first == string_view::npos) return;
    const bool is_object =
        source[first] == '{' && source[last] == '}' && source.find('"', first) != string_view::npos;
    const bool is_array = source[first] == '[' && source[last] == ']';
    if (!is_object && !is_array) return;
    report(diagnostics_, at("body"),
           {.severity = Severity::warning,
            .code = "body_is_json_text",
            .message = "this body is a text that holds JSON and is sent as a JSON string, in "
                       "quotes",
            .fix = "write the object or array itself, without quotes around it"});
  }

  std::optional<BodyNode> form_body(const json::Value& value) {
    if (!value.is_object()) {
      error(at("body"),
            {.code = "wrong_type",
             .message = "with \"body_type\": \"form\" the body must be an object of names and "
                        "values"});
      return std::nullopt;
    }
    BodyNode::Members members;
    for (const json::Member& member : value.members()) {
      auto node = pair_value(member.value, Place::body, json::pointer_join(at("body"), member.key));
      if (node) members.push_back({std::string(member.key), std::move(*node)});
    }
    return BodyNode{std::move(members)};
  }

  // ---- auth ----

  void auth() {
    const json::Value* value = config_.find("auth");
    if (value == nullptr) return;
    auto compiled = compile_auth(*value, roots_, at("auth"), diagnostics_);
    if (!compiled) {
      is_good_ = false;
      return;
    }
    request_.auth = std::move(*compiled);
    if (const auto* query = std::get_if<QueryAuth>(&request_.auth)) {
      if (has_query_key(query->key)) conflict("param " + query->key);
      return;
    }
    string_view name;
    if (const auto* header = std::get_if<HeaderAuth>(&request_.auth)) {
      name = header->key;
    } else if (!std::holds_alternative<NoAuth>(request_.auth)) {
      name = "Authorization";
    }
    if (!name.empty() && find_header(name) != nullptr) conflict("header " + std::string(name));
  }

  [[nodiscard]] bool has_query_key(string_view key) const {
    for (const ParamTemplate& param : request_.params) {
      if (param.name == key) return true;
    }
    string_view query = request_.url.source();
    const std::size_t mark = query.find('?');
    if (mark == string_view::npos) return false;
    query = query.substr(mark + 1);
    const auto pairs = http::split_query(query.substr(0, query.find('#')));
    return std::any_of(pairs.begin(), pairs.end(), [key](const http::QueryPair& pair) {
      return text::percent_decode(pair.key) == key;
    });
  }

  void conflict(const std::string& what) {
    error(at("auth"), {.code = "auth_header_conflict",
                       .message = "\"auth\" sets the " + what + ", which is set already",
                       .fix = "remove one of the two"});
  }

  // ---- reporting ----

  void hardcoded_credential(const std::string& pointer, const std::string& name) {
    report(diagnostics_, pointer,
           {.severity = Severity::warning,
            .code = "hardcoded_credential",
            .message = "\"" + name +
                       "\" looks like a credential written into the configuration, where "
                       "everybody who sees the field can read it",
            .fix = "store it as a secret and write {secret.NAME}"});
  }

  // The member if it is an object; nothing is fine too.
  const json::Value* object(string_view key, string_view what) {
    const json::Value* value = config_.find(key);
    if (value == nullptr || value->is_null()) return nullptr;
    if (value->is_object()) return value;
    wrong(key, value, what);
    return nullptr;
  }

  void wrong(string_view key, const json::Value* value, string_view what) {
    error(value == nullptr ? pointer_ : at(key),
          {.code = value == nullptr ? "missing_key" : "wrong_type",
           .message = "\"" + std::string(key) + "\" must be " + std::string(what)});
  }

  void error(const std::string& pointer, Problem problem) {
    is_good_ = false;
    report(diagnostics_, pointer, std::move(problem));
  }

  [[nodiscard]] std::string at(string_view key) const { return json::pointer_join(pointer_, key); }

  const json::Value& config_;
  const KnownRoots& roots_;
  std::string pointer_;
  std::vector<Diagnostic>& diagnostics_;
  RequestTemplate request_;
  bool is_good_ = true;
};

}  // namespace

std::optional<RequestTemplate> compile_request(const json::Value& api_config,
                                               const KnownRoots& roots, string_view pointer,
                                               std::vector<Diagnostic>& diagnostics) {
  return RequestCompiler(api_config, roots, pointer, diagnostics).run();
}

}  // namespace fieldcall::templating
