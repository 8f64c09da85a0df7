// Upper and lower case without locale.
#pragma once

#include <cstddef>
#include <string_view>

namespace fieldcall::expression::jmespath {

enum class LetterCase : bool { lower, upper };

// Writes `text` in the wanted case to `out`, which may be nullptr to only measure. Returns the
// bytes of the result.
std::size_t change_case(std::string_view text, LetterCase wanted, char* out);

}  // namespace fieldcall::expression::jmespath
