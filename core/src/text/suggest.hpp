// Near misses: the known word somebody probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fieldcall::text {

// The nearest of `known` within a small edit distance (case, swaps, a missing or extra letter), or
// "" when nothing is near. Ties go to the first.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known);

// did you mean "cache_duration"?   -- or "" when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace fieldcall::text
