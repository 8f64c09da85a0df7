// The core's one door to nlohmann/json: it writes doubles.
#pragma once

#include <cstddef>
#include <span>

namespace fieldcall::json {

// No double has more: "-1.2345678901234567e-308" has 24 characters.
inline constexpr std::size_t double_chars_max = 32;

// Shortest text that reads back as `value`, in nlohmann/json's form: "0.1", "100.0", "1e+300".
// Written to `out`; returns its length.
std::size_t nlohmann_write_double(double value, std::span<char, double_chars_max> out);

}  // namespace fieldcall::json
