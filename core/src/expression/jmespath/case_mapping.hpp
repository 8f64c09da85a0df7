// Upper and lower case as Unicode maps them by default (SpecialCasing included: \u00df becomes SS),
// without locale. The one rule that looks at neighbours, the final sigma, is left out.
#pragma once

#include <cstddef>
#include <string_view>

namespace fieldcall::expression::jmespath {

enum class LetterCase : bool { lower, upper };

// Writes `text`, which is well-formed UTF-8, in the wanted case to `out`, which may be nullptr to
// only measure. Returns the bytes of the result.
std::size_t change_case(std::string_view text, LetterCase wanted, char* out);

}  // namespace fieldcall::expression::jmespath
