// Lines in, lines out: as long as standard input goes on, each line is answered as soon as it came.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "fieldcall/result.hpp"

namespace fieldcall::cli {

// `answer` gives the line to print for a line of standard input; line feeds are not part of either.
// The error says why reading or writing ended early.
Result<Done> answer_lines(const std::function<std::string(std::string_view)>& answer);

}  // namespace fieldcall::cli
