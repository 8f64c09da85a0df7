#include "engine/inventory.hpp"

#include <utility>
#include <variant>

#include "config/data_path.hpp"
#include "config/dependencies.hpp"
#include "http/method.hpp"
#include "http/url.hpp"
#include "templating/url_scanner.hpp"

namespace fieldcall::engine {
namespace {

using templating::PlacedTemplate;
using templating::Placeholder;
using templating::RequestPart;

void add_placeholder(const Placeholder& placeholder, RequestPart part, InventoryCall& call) {
  for (auto& path : templating::references(placeholder)) {
    const std::string root = path.front();
    path.erase(path.begin());
    if (root == "data") {
      call.sends[config::data_path_text(path)].insert(part);
    } else if (root == "secret" && !path.empty()) {
      call.secrets.insert(path.front());
    } else {
      call.inputs.insert(path.empty() ? root : root + "." + config::data_path_text(path));
    }
  }
}

void add_template(const PlacedTemplate& placed, InventoryCall& call) {
  for (const templating::Part& part : placed.text->parts()) {
    if (const auto* placeholder = std::get_if<Placeholder>(&part)) {
      add_placeholder(*placeholder, placed.part, call);
    }
  }
}

// The part of `text` that still belongs to the origin; `scanner` goes on behind it.
std::string_view origin_part(std::string_view text, templating::UrlScanner& scanner) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    scanner.advance(text.substr(i, 1));
    if (!scanner.in_origin()) return text.substr(0, i);
  }
  return text;
}

// "https://api.example.com:443/" -> "https://api.example.com", as people list origins.
std::string normalized(const std::string& origin) {
  const Result<http::Url> url = http::parse_url(origin + "/");
  if (!url) return origin;
  std::string text = url->to_string();
  text.pop_back();
  return text;
}

}  // namespace

Origin origin_of(const templating::Template& url) {
  Origin origin;
  templating::UrlScanner scanner;
  const auto& parts = url.parts();
  for (std::size_t i = 0; i < parts.size() && scanner.in_origin(); ++i) {
    if (const auto* literal = std::get_if<std::string>(&parts[i])) {
      origin.text += origin_part(*literal, scanner);
      continue;
    }
    // In front of everything stands a scheme, if "://" follows, or else a base url.
    if (i == 0) {
      const auto* next = parts.size() > 1 ? std::get_if<std::string>(&parts[1]) : nullptr;
      const bool is_scheme = next != nullptr && next->starts_with("://");
      scanner.advance(is_scheme ? "https" : "https://host");
    }
    origin.is_literal = false;
    origin.text += std::get<Placeholder>(parts[i]).source;
  }
  if (origin.is_literal) origin.text = normalized(origin.text);
  return origin;
}

std::vector<InventoryCall> inventory_calls(const config::FieldConfig& field) {
  const templating::RequestTemplate& request = field.request;
  const auto* oauth2 = std::get_if<templating::OAuth2Auth>(&request.auth);
  std::vector<InventoryCall> calls(1);
  calls[0].purpose = "request";
  calls[0].origin = origin_of(request.url);
  calls[0].method = http::method_name(request.method);
  calls[0].auth = templating::auth_kind(request.auth);
  if (oauth2 != nullptr) {
    InventoryCall token;
    token.purpose = "token";
    token.origin = origin_of(oauth2->token_url);
    token.method = http::method_name(http::Method::post);
    token.auth = "basic";
    calls.push_back(std::move(token));
  }
  for (const PlacedTemplate& placed : templating::templates_of(request)) {
    const bool is_for_token = oauth2 != nullptr && placed.part == RequestPart::auth;
    add_template(placed, is_for_token ? calls[1] : calls[0]);
  }
  return calls;
}

std::vector<std::string> local_reads(const config::FieldConfig& field) {
  std::vector<std::string> reads;
  for (const config::DataPath& path : config::paths_read_by_mapping(field.mapping)) {
    reads.push_back(config::data_path_text(path));
  }
  return reads;
}

}  // namespace fieldcall::engine
