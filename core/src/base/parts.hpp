// Many texts in one, so that no two lists of texts make the same bytes: what is hashed when several
// things together tell something from everything else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::base {

// Appends "<bytes>:<part>".
void append_part(std::string_view part, std::string& out);
// The same of a number's decimal digits.
void append_part(std::int64_t number, std::string& out);

}  // namespace fieldcall::base
