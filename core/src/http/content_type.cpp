#include "http/content_type.hpp"

#include <algorithm>

#include "http/headers.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && is_token(text.substr(0, slash)) &&
         is_token(text.substr(slash + 1));
}

// The end of the parameter that begins at `start`: the next ";" outside quotes.
std::size_t parameter_end(std::string_view text, std::size_t start) {
  bool quoted = false;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\\' && quoted) ++i;
    if (i < text.size() && text[i] == ';' && !quoted) return i;
  }
  return text.size();
}

// A quoted-string without its quotes and backslashes; other text as it is.
std::string unquote(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string plain;
  for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    plain.push_back(text[i]);
  }
  return plain;
}

}  // namespace

ContentType parse_content_type(std::string_view value) {
  ContentType type;
  std::size_t end = std::min(value.find(';'), value.size());
  const std::string_view essence = text::trim_ows(value.substr(0, end));
  if (is_media_type(essence)) type.essence = text::to_lower(essence);
  while (end < value.size() && type.charset.empty()) {
    const std::size_t start = end + 1;
    end = parameter_end(value, start);
    const std::string_view parameter = value.substr(start, end - start);
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view name = text::trim_ows(parameter.substr(0, equals));
    if (equals == parameter.size() || !text::equals_ignoring_case(name, "charset")) continue;
    type.charset = text::to_lower(unquote(text::trim_ows(parameter.substr(equals + 1))));
  }
  return type;
}

bool is_json_media_type(std::string_view essence) {
  const std::string lower = text::to_lower(essence);
  return lower == "application/json" || lower == "text/json" ||
         (is_media_type(lower) && lower.ends_with("+json") && !lower.ends_with("/+json"));
}

}  // namespace fieldcall::http
