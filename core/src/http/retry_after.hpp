// Retry-After: how long the server asks to wait. RFC 9110, 10.2.3.
#pragma once

#include <optional>
#include <string_view>

#include "fieldcall/time.hpp"

namespace fieldcall::http {

// Seconds ("120") or an HTTP-date, with white space around. A past date is 0; a wait of more than
// 2^31 seconds is that (the rule of RFC 9111, 1.2.2), so that adding it to `now` cannot overflow.
// Nothing for a malformed value: it is to be ignored.
std::optional<Millis> parse_retry_after(std::string_view value, Instant now);

}  // namespace fieldcall::http
