// An expression's error for people: the message, a caret below the place, what to do about it.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/result.hpp"

namespace fieldcall::cli {

// fieldcall: unknown-function: there is no function lenght()
//   lenght(a)
//   ^
//   did you mean "length"?
std::string expression_error_to_text(std::string_view expression, const Error& error);

}  // namespace fieldcall::cli
