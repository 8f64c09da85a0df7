#include "expression_error_text.hpp"

#include <algorithm>

#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

// What is shown of a long line, on either side of the place.
constexpr std::size_t context_bytes = 50;

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

}  // namespace

std::string expression_error_to_text(std::string_view expression, const Error& error) {
  const std::size_t place = std::min<std::size_t>(error.offset, expression.size());
  const std::size_t line_feed = expression.substr(0, place).rfind('\n');
  const std::size_t line_start = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  const std::size_t line_end = std::min(expression.find('\n', place), expression.size());
  std::size_t start = place - std::min(place - line_start, context_bytes);
  std::size_t end = std::min(line_end, place + context_bytes);
  while (start > line_start && continues_character(expression[start])) --start;
  while (end < line_end && continues_character(expression[end])) ++end;
  const std::string before =
      (start > line_start ? "..." : "") + printable(expression.substr(start, place - start));
  const std::string after =
      printable(expression.substr(place, end - place)) + (end < line_end ? "..." : "");
  const auto columns = std::count_if(before.begin(), before.end(),
                                     [](char byte) { return !continues_character(byte); });
  std::string text = "fieldcall: " + error.code + ": " + printable(error.message) + "\n";
  text += "  " + before + after + "\n";
  text += "  " + std::string(static_cast<std::size_t>(columns), ' ') + "^\n";
  if (!error.fix.empty()) text += "  " + printable(error.fix) + "\n";
  return text;
}

}  // namespace fieldcall::cli
