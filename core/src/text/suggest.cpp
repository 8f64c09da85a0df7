#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/ascii.hpp"

namespace fieldcall::text {
namespace {

// Known words are shorter; anything longer is no typing error, and the work stays bounded.
constexpr std::size_t word_bytes_max = 64;

// Restricted Damerau-Levenshtein distance (optimal string alignment) without regard to case. Both
// words are at most word_bytes_max long.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  using Row = std::array<std::uint8_t, word_bytes_max + 1>;
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before_last = last;
    last = row;
    row[0] = static_cast<std::uint8_t>(i);
    const char a = to_lower(left[i - 1]);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const char b = to_lower(right[j - 1]);
      int cost = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a == b ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && a == to_lower(right[j - 2]) && b == to_lower(left[i - 2]);
      if (swapped) cost = std::min(cost, before_last[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(cost);
    }
  }
  return row[right.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > word_bytes_max) return {};
  // One error in three letters; a word of one letter is near nothing but its other case.
  const std::size_t distance_max =
      std::min(word.size() - 1, std::max<std::size_t>(1, word.size() / 3));
  std::size_t nearest_distance = distance_max + 1;
  std::string_view nearest;
  for (const std::string_view candidate : known) {
    if (candidate.size() > word_bytes_max) continue;
    // No letter more or less is free: most words need no closer look.
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (longer - shorter >= nearest_distance) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < nearest_distance) {
      nearest_distance = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view nearest = nearest_word(word, known);
  if (nearest.empty()) return {};
  return "did you mean \"" + std::string(nearest) + "\"?";
}

}  // namespace fieldcall::text
