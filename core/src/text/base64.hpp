// Base64 (RFC 4648, 4), with padding.
#pragma once

#include <string>
#include <string_view>

namespace fieldcall::text {

void append_base64(std::string_view bytes, std::string& out);
std::string base64(std::string_view bytes);

}  // namespace fieldcall::text
