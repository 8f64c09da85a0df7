#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "templating/render_parts.hpp"
#include "templating/secret_origins.hpp"

namespace fieldcall::templating {
namespace {

// Cuts a text into the stretches between and under its marks.
void add_pieces(const std::string& location, const MarkedText& text, std::string_view gap_origin,
                std::vector<Piece>& pieces) {
  const auto add = [&](std::uint32_t begin, std::uint32_t end, const Mark* mark) {
    if (begin == end) return;
    Piece piece{.location = location,
                .begin = begin,
                .end = end,
                .text = text.bytes.substr(begin, end - begin),
                .source = "",
                .origin = std::string(gap_origin),
                .escaping = "none"};
    if (mark != nullptr) {
      if (mark->placeholder != nullptr) piece.source = mark->placeholder->source;
      piece.origin = mark->origin;
      piece.escaping = encoding_name(mark->encoding);
    }
    pieces.push_back(std::move(piece));
  };
  std::uint32_t at = 0;
  for (const Mark& mark : text.marks) {
    add(at, mark.begin, nullptr);
    add(mark.begin, mark.end, &mark);
    at = mark.end;
  }
  add(at, text.size(), nullptr);
}

class RequestRenderer {
 public:
  RequestRenderer(const RequestTemplate& request, const Scope& scope, const RenderOptions& options)
      : request_(request), options_(options), context_(scope) {}

  Rendering run(Provenance provenance) {
    url_ = render_url(request_.url, context_);
    if (!context_.failed()) append_query();
    if (!context_.failed()) has_body_ = render_body(request_, context_, body_);
    if (!context_.failed()) headers_ = render_headers(request_, options_, has_body_, context_);
    if (!context_.failed()) check_destination();
    Rendering out;
    out.used_secrets = std::move(context_.used_secrets());
    out.warnings = std::move(warnings_);
    if (context_.failed()) {
      out.failure = std::move(context_.failure());
    } else if (context_.has_missing()) {
      out.missing = std::move(context_.missing());
    } else {
      finish(provenance, out);
    }
    return out;
  }

 private:
  void append_query() {
    MarkedText& text = url_.text;
    const bool has_query = text.bytes.find('?') != std::string::npos;
    PairWriter query(context_, request_.array_style, Encoding::percent, text);
    if (!has_query) {
      query.separator = "?";
    } else if (text.bytes.back() != '?' && text.bytes.back() != '&') {
      query.separator = "&";
    }
    for (const ParamTemplate& param : request_.params) {
      query.add(param.name, param.value, "param " + param.name);
    }
    if (const auto* auth = std::get_if<QueryAuth>(&request_.auth)) {
      query.add(auth->key, auth->value, "auth");
    }
  }

  // Everything that can be told about where the request goes, also while inputs are missing.
  void check_destination() {
    if (!url_.knows_origin) return;
    std::string text = url_.text.bytes;
    const bool is_complete = !context_.has_missing();
    if (!is_complete) {
      text.resize(url_.path_begin);
    } else if (!context_.check_size(url_.text, limits::url_bytes_max, "url")) {
      return;
    }
    auto url = http::parse_url(text);
    if (!url) {
      const Error& why = url.error();
      context_.fail(ErrorCode::invalid_url,
                    "url: " + why.message + (why.fix.empty() ? "" : " " + why.fix));
      return;
    }
    const auto allowed = http::check_egress(*url, options_.egress);
    if (!allowed) {
      context_.fail(ErrorCode::egress_denied, allowed.error().message);
      return;
    }
    check_secrets(url->origin());
    if (is_complete) parsed_ = std::move(*url);
  }

  void check_secrets(const std::string& origin) {
    if (context_.scope().secrets == nullptr) return;
    for (const std::string& name : context_.used_secrets()) {
      const auto found = context_.scope().secrets->find(name);
      if (found == context_.scope().secrets->end()) continue;  // a preview without its value
      if (!found->second.origins.empty()) {
        if (!lists_origin(found->second, origin)) {
          context_.fail(ErrorCode::secret_origin_denied, "the secret \"" + name +
                                                             "\" may not be sent to " + origin +
                                                             ", which its origins do not list");
        }
      } else if (options_.egress.require_secret_origins) {
        context_.fail(ErrorCode::secret_origin_denied,
                      "the secret \"" + name + "\" lists no origins, which is required here");
      } else {
        warnings_.push_back("secret_without_origins: the secret \"" + name +
                            "\" lists no origins; it is sent to " + origin +
                            " because the field's url says so");
      }
    }
  }

  void finish(Provenance provenance, Rendering& out) {
    normalize_url();
    if (context_.scope().secret_mode == SecretMode::mask) mask();
    if (provenance == Provenance::record) {
      add_pieces("url", url_.text, "literal", out.pieces);
      for (const RenderedHeader& header : headers_) {
        add_pieces("header " + header.name, header.value, header.origin, out.pieces);
      }
      if (has_body_) add_pieces("body", body_, "literal", out.pieces);
    }
    out.request.method = http::method_name(request_.method);
    out.request.url = std::move(url_.text.bytes);
    for (RenderedHeader& header : headers_) {
      out.request.headers.push_back({std::move(header.name), std::move(header.value.bytes)});
    }
    out.request.body = std::move(body_.bytes);
    out.request.has_body = has_body_;
    out.url = std::move(parsed_);
  }

  // Puts the normalized origin in front; marks behind it move along.
  void normalize_url() {
    MarkedText& text = url_.text;
    const std::string normalized = parsed_.to_string();
    const std::size_t rest = parsed_.path.size() + (parsed_.query ? 1 + parsed_.query->size() : 0);
    const auto origin_end = static_cast<std::uint32_t>(normalized.size() - rest);
    const std::uint32_t shift = static_cast<std::uint32_t>(normalized.size()) - text.size();
    const auto move = [&](std::uint32_t at) {
      return at > url_.path_begin ? at + shift : std::min(at, origin_end);
    };
    for (Mark& mark : text.marks) {
      mark.begin = move(mark.begin);
      mark.end = move(mark.end);
    }
    text.bytes = normalized;
  }

  void mask() {
    url_.text = url_.text.masked();
    body_ = body_.masked();
    for (RenderedHeader& header : headers_) header.value = header.value.masked();
    // The parsed url is what a real request would have; its text parts may hold secrets.
    parsed_.path = "/";
    parsed_.query.reset();
  }

  const RequestTemplate& request_;
  const RenderOptions& options_;
  RenderContext context_;
  RenderedUrl url_;
  MarkedText body_;
  bool has_body_ = false;
  std::vector<RenderedHeader> headers_;
  http::Url parsed_;
  std::vector<std::string> warnings_;
};

}  // namespace

Rendering render_request(const RequestTemplate& request, const Scope& scope,
                         const RenderOptions& options, Provenance provenance) {
  return RequestRenderer(request, scope, options).run(provenance);
}

RequestTemplate token_request(const OAuth2Auth& auth) {
  RequestTemplate request;
  request.method = http::Method::post;
  request.url = auth.token_url;
  request.auth = BasicAuth{auth.client_id, auth.client_secret};
  BodyNode::Members form;
  form.push_back({"grant_type", {Template::literal("client_credentials")}});
  if (auth.scope) form.push_back({"scope", {*auth.scope}});
  request.body = BodyTemplate{BodyType::form, {std::move(form)}};
  return request;
}

}  // namespace fieldcall::templating
