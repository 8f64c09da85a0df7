// Dates and times as text, checked and never computed with.
//
// date:     YYYY-MM-DD, a day that exists (ISO 8601 calendar date, extended form).
// datetime: date, "T", hh:mm with optional :ss, fraction of a second (any digits) and offset ("Z",
//           "+hh:mm", "-hh:mm"). That is RFC 3339, and ISO 8601's local time without an offset.
//           Space or "t" instead of "T" and "z" instead of "Z" are read and written as "T" and "Z".
// Not read: basic forms (20260115), week dates, 24:00, a date with an offset, numbers. A second of
// 60 is a leap second.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::mapping {

bool is_date(std::string_view text);

// The datetime with "T" and "Z", or nothing.
std::optional<std::string> normal_datetime(std::string_view text);

}  // namespace fieldcall::mapping
