// Percent-encoding (RFC 3986, 2.1) and application/x-www-form-urlencoded (WHATWG URL, 5.2).
#pragma once

#include <string>
#include <string_view>

namespace fieldcall::text {

// Everything but ALPHA DIGIT "-" "." "_" "~" becomes %XX with upper-case hex.
void append_percent_encoded(std::string_view text, std::string& out);
std::string percent_encode(std::string_view text);
// Keeps "/" as well: for {+placeholders} in a path.
void append_percent_encoded_path(std::string_view text, std::string& out);

// Space is "+", kept are ALPHA DIGIT "*" "-" "." "_".
void append_form_encoded(std::string_view text, std::string& out);

// Decodes %XX; malformed escapes stay as they are.
std::string percent_decode(std::string_view text);

}  // namespace fieldcall::text
