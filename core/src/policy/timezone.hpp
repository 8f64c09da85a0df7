// Names of time zones, as far as they can be judged without a database.
#pragma once

#include <optional>
#include <string_view>

#include "fieldcall/result.hpp"
#include "fieldcall/schedule.hpp"

namespace fieldcall::policy {

// "UTC" and "Etc/UTC", which need no database.
bool is_utc(std::string_view zone);

// Why `zone` cannot be an IANA name ("invalid_timezone"), or nothing. Such a name is parts of
// letters, digits, `_`, `-` and `+` between slashes, each of which begins with a letter, so that it
// leads out of no folder.
std::optional<Error> check_timezone(std::string_view zone);

// Why `zones` has no zone of this name ("unknown_timezone"), or nothing. The fix is the spelling
// that differs in case only, if there is one.
std::optional<Error> find_timezone(std::string_view zone, const TimeZones& zones);

}  // namespace fieldcall::policy
