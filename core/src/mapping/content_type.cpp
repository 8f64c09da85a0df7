#include "mapping/content_type.hpp"

#include <string_view>

#include "http/headers.hpp"
#include "text/ascii.hpp"

namespace fieldcall::mapping {
namespace {

constexpr std::string_view charset_name = "charset=";

// "charset=\"UTF-8\"" -> "utf-8"; nothing for another parameter.
std::string charset_in(std::string_view parameter) {
  if (!text::equals_ignoring_case(parameter.substr(0, charset_name.size()), charset_name)) {
    return {};
  }
  std::string_view value = text::trim_ows(parameter.substr(charset_name.size()));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return text::to_lower(value);
}

}  // namespace

bool ContentType::is_json() const {
  constexpr std::string_view suffix = "+json";
  if (media_type == "application/json" || media_type == "text/json") return true;
  return media_type.size() > suffix.size() &&
         std::string_view(media_type).substr(media_type.size() - suffix.size()) == suffix;
}

bool ContentType::is_latin1() const {
  return charset == "iso-8859-1" || charset == "iso8859-1" || charset == "iso_8859-1" ||
         charset == "latin1" || charset == "latin-1" || charset == "l1";
}

ContentType content_type_of(std::span<const Header> headers) {
  const std::string* header = http::find_header(headers, "content-type");
  if (header == nullptr) return {};
  std::string_view rest = *header;
  ContentType type;
  type.media_type = text::to_lower(text::trim_ows(rest.substr(0, rest.find(';'))));
  while (type.charset.empty() && rest.find(';') != std::string_view::npos) {
    rest.remove_prefix(rest.find(';') + 1);
    type.charset = charset_in(text::trim_ows(rest.substr(0, rest.find(';'))));
  }
  return type;
}

}  // namespace fieldcall::mapping
