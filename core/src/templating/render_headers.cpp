#include <algorithm>
#include <string>
#include <utility>

#include "base/secret.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/version.hpp"
#include "http/headers.hpp"
#include "http/method.hpp"
#include "templating/render_parts.hpp"
#include "text/ascii.hpp"

namespace fieldcall::templating {
namespace {

std::string location_of(std::string_view name) {
  return "header " + std::string(name);
}

std::string_view content_type_of(BodyType type) {
  switch (type) {
    case BodyType::json:
      return "application/json";
    case BodyType::form:
      return "application/x-www-form-urlencoded";
    case BodyType::text:
      return "text/plain; charset=utf-8";
  }
  return "application/json";
}

class HeaderWriter {
 public:
  explicit HeaderWriter(RenderContext& context) : context_(context) {}

  void add(std::string_view name, MarkedText value, std::string_view origin = "literal") {
    value.trim();
    check(name, value);
    headers_.push_back({std::string(name), std::move(value), origin});
  }

  void add_default(std::string_view name, std::string_view value) {
    if (!has(name)) add(name, MarkedText{std::string(value), {}}, "generated");
  }

  void add(std::string_view name, const Template& value, std::string_view before = {}) {
    MarkedText text;
    text.bytes = before;
    if (context_.append_template(value, Encoding::none, location_of(name), text)) {
      add(name, std::move(text));
    }
  }

  void add_basic(const BasicAuth& auth) {
    const std::string location = location_of("Authorization");
    MarkedText user;
    MarkedText password;
    if (!context_.append_template(auth.username, Encoding::none, location, user)) return;
    if (!context_.append_template(auth.password, Encoding::none, location, password)) return;
    // RFC 7617, 2: a colon would end the name, and control characters mean nothing.
    const auto is_control = [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    };
    if (user.bytes.find(':') != std::string::npos) {
      context_.fail(ErrorCode::unusable_value, "auth: the username holds a colon");
    } else if (std::any_of(user.bytes.begin(), user.bytes.end(), is_control) ||
               std::any_of(password.bytes.begin(), password.bytes.end(), is_control)) {
      context_.fail(ErrorCode::unusable_value,
                    "auth: the username or the password holds a control character");
    }
    user.bytes.push_back(':');
    user.append(password);
    MarkedText text;
    text.bytes = "Basic ";
    text.append_base64(user);
    add("Authorization", std::move(text));
  }

  void add_access_token(const std::optional<SecretText>& token) {
    const bool is_preview = context_.scope().secret_mode == SecretMode::mask;
    if (!token && !is_preview) return;
    MarkedText text;
    text.bytes = "Bearer ";
    Mark mark{.begin = text.size(), .end = 0, .origin = "secret", .secret = "access_token"};
    text.bytes += token ? base::SecretAccess::reveal(*token) : "secret";
    mark.end = text.size();
    text.marks.push_back(mark);
    add("Authorization", std::move(text));
  }

  std::vector<RenderedHeader> take() {
    std::size_t bytes = 0;
    for (const RenderedHeader& header : headers_) {
      bytes += header.name.size() + header.value.bytes.size() + 4;  // ": " and CRLF
    }
    if (headers_.size() > limits::headers_max) {
      context_.fail(ErrorCode::request_too_large,
                    "there are more than " + std::to_string(limits::headers_max) +
                        " headers, those that are generated among them");
    } else if (bytes > limits::header_bytes_max) {
      context_.fail(ErrorCode::request_too_large,
                    "the headers are over " + std::to_string(limits::header_bytes_max / 1024) +
                        " KiB together");
    }
    return std::move(headers_);
  }

 private:
  [[nodiscard]] bool has(std::string_view name) const {
    return std::any_of(headers_.begin(), headers_.end(), [name](const RenderedHeader& header) {
      return text::equals_ignoring_case(header.name, name);
    });
  }

  // Names what put the character there, never the character's neighbours.
  void check(std::string_view name, const MarkedText& value) {
    if (http::is_field_value(value.bytes)) return;
    const std::string_view bytes = value.bytes;
    for (const Mark& mark : value.marks) {
      if (http::is_field_value(bytes.substr(mark.begin, mark.end - mark.begin))) continue;
      if (mark.placeholder == nullptr) break;
      const bool is_input = mark.origin == "data" || mark.origin == "expression";
      context_.fail(is_input ? ErrorCode::unusable_value : ErrorCode::invalid_header,
                    location_of(name), *mark.placeholder,
                    "holds a character that a header cannot: only printable ASCII and tab may "
                    "stand there");
      return;
    }
    context_.fail(ErrorCode::invalid_header,
                  location_of(name) + ": only printable ASCII and tab may stand there");
  }

  RenderContext& context_;
  std::vector<RenderedHeader> headers_;
};

}  // namespace

std::vector<RenderedHeader> render_headers(const RequestTemplate& request,
                                           const RenderOptions& options, bool has_body,
                                           RenderContext& context) {
  HeaderWriter writer(context);
  for (const NamedTemplate& header : request.headers) writer.add(header.name, header.value);
  writer.add_default("Accept", "application/json");
  if (has_body) writer.add_default("Content-Type", content_type_of(request.body->type));
  writer.add_default("User-Agent", options.user_agent.empty()
                                       ? "fieldcall/" + std::string(version())
                                       : options.user_agent);
  if (!options.idempotency_key.empty() && !http::is_safe(request.method)) {
    writer.add_default("Idempotency-Key", options.idempotency_key);
  }
  if (const auto* bearer = std::get_if<BearerAuth>(&request.auth)) {
    writer.add("Authorization", bearer->token, "Bearer ");
  } else if (const auto* basic = std::get_if<BasicAuth>(&request.auth)) {
    writer.add_basic(*basic);
  } else if (const auto* header = std::get_if<HeaderAuth>(&request.auth)) {
    writer.add(header->key, header->value);
  } else if (std::holds_alternative<OAuth2Auth>(request.auth)) {
    writer.add_access_token(options.access_token);
  }
  return writer.take();
}

}  // namespace fieldcall::templating
