// HTTP-date: how header fields write a point in time, to the second.
//
//   Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
//   Sunday, 06-Nov-94 08:49:37 GMT    RFC 850, obsolete
//   Sun Nov  6 08:49:37 1994          asctime, obsolete
//
// Strict about the form and the ranges. The day name must be one but is not compared with the date:
// it carries nothing, and servers that get it wrong mean the date. Second 60 is the next minute's
// first (leap seconds). Source: RFC 9110, 5.6.7.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/time.hpp"

namespace fieldcall::http {

// `now` gives two-digit years their century: at most 50 years ahead.
std::optional<Instant> parse_http_date(std::string_view text, Instant now);

// IMF-fixdate; milliseconds are cut off. For years 0 to 9999.
std::string format_http_date(Instant instant);

}  // namespace fieldcall::http
