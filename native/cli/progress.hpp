// A line that shows that something is going on, while a person waits at a terminal.
#pragma once

#include <chrono>
#include <future>
#include <string>

#include "fieldcall/outcome.hpp"

namespace fieldcall::cli {

// Waits for the outcome; meanwhile, and only if stderr is a terminal, a line counts the seconds.
Outcome wait_with_progress(std::future<Outcome> outcome, const std::string& what);

}  // namespace fieldcall::cli
