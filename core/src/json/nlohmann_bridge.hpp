// The core's one door to nlohmann/json: it writes doubles.
#pragma once

#include <string>

namespace fieldcall::json {

// Shortest text that reads back as `value`, in nlohmann/json's form: "0.1", "100.0", "1e+300".
std::string nlohmann_double_text(double value);

}  // namespace fieldcall::json
