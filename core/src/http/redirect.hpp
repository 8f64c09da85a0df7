// Where a redirect leads. Only inside the origin: headers, secrets and the egress decision were
// made for it. Sources: RFC 9110, 10.2.2; RFC 3986, 5.2.
#pragma once

#include <string_view>

#include "fieldcall/result.hpp"
#include "http/url.hpp"

namespace fieldcall::http {

// `location` is an absolute url or a reference relative to `base`; dot segments are removed. Error
// codes: those of parse_url, and "redirect_origin" for another scheme, host or port. The messages
// do not quote the location: a server may have put a secret there.
Result<Url> resolve_redirect(const Url& base, std::string_view location);

}  // namespace fieldcall::http
