// Points in time on the command line.
#pragma once

#include <optional>
#include <string>

#include "fieldcall/time.hpp"

namespace fieldcall::cli {

// "2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00.250Z" (RFC 3339; seconds may be left out).
// Nothing for what is no such text or no point in time.
std::optional<Instant> parse_instant(const std::string& text);

}  // namespace fieldcall::cli
