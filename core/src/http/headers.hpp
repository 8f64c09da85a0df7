// Header fields: which names and values can be sent, who may set them, and which ones are secret.
//
// Values are stricter than RFC 9110, 5.5: no byte above 0x7e, because fetch and libcurl disagree
// about what such bytes mean. White space around a value is legal here and means nothing on the
// wire; whoever builds a request trims it (text::trim_ows). Names compare without case.
// Sources: RFC 9110, 5.1, 5.5, 5.6.2; Fetch standard, 2.2.2.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/http.hpp"

namespace fieldcall::http {

// RFC 9110 token: 1*tchar.
bool is_token(std::string_view text);

// Printable ASCII, space and tab; the empty value is one.
bool is_field_value(std::string_view text);

// What no configuration may set, because the transport does: Host, framing, connection management,
// content coding and everything that begins with "Proxy-".
bool forbidden_request_header(std::string_view name);

// What fetch silently drops when a page sets it; the preview says so.
bool browser_forbidden_header(std::string_view name);

// The value of the first header of that name, or nullptr. Valid while `headers` is unchanged.
const std::string* find_header(std::span<const Header> headers, std::string_view name);

// All values of that name, in order.
std::vector<std::string_view> header_values(std::span<const Header> headers, std::string_view name);

// Whether a list of directives ("no-cache, max-age=0", RFC 9111, 5.2) has one of that name.
bool has_directive(std::string_view list, std::string_view name);

// Names of headers, parameters and members whose values are credentials: "Authorization",
// "x-api-key", "access_token", "clientSecret". Case and separators do not matter. Errs towards
// yes: the cost is a masked value or a warning.
bool is_sensitive_name(std::string_view name);

}  // namespace fieldcall::http
