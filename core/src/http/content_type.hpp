// Content-Type of an answer, read with tolerance: what cannot be understood is left empty, because
// the body decides in the end. RFC 9110, 8.3.
#pragma once

#include <string>
#include <string_view>

namespace fieldcall::http {

struct ContentType {
  std::string essence;  // "application/json", lower case; empty if there is no type/subtype
  std::string charset;  // lower case, without quotes; empty if none is given
};

ContentType parse_content_type(std::string_view value);

// application/json, text/json and every structured syntax "+json" (RFC 6839, 3.1). Takes an
// essence.
bool is_json_media_type(std::string_view essence);

}  // namespace fieldcall::http
