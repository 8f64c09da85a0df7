// What an answer says about its body: media type and charset (RFC 9110, 8.3).
#pragma once

#include <span>
#include <string>

#include "fieldcall/http.hpp"

namespace fieldcall::mapping {

struct ContentType {
  std::string media_type;              // "application/json", lower case; empty = not said
  std::string charset;                 // lower case; empty = not said
  [[nodiscard]] bool is_json() const;  // application/json, text/json or anything with +json
  [[nodiscard]] bool is_latin1() const;
};

// Of the first Content-Type header.
ContentType content_type_of(std::span<const Header> headers);

}  // namespace fieldcall::mapping
