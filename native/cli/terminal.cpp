#include "terminal.hpp"

#include <unistd.h>

#include <cstdlib>

namespace fieldcall::cli {
namespace {

std::string_view escape_sequence(Colour colour) {
  switch (colour) {
    case Colour::red:
      return "\x1b[31m";
    case Colour::green:
      return "\x1b[32m";
    case Colour::yellow:
      return "\x1b[33m";
    case Colour::cyan:
      return "\x1b[36m";
    case Colour::dim:
      return "\x1b[2m";
    case Colour::bold:
      return "\x1b[1m";
  }
  return "";
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool is_terminal(std::FILE* stream) {
  return ::isatty(::fileno(stream)) == 1;
}

bool has_colours(std::FILE* stream) {
  const char* term = std::getenv("TERM");
  const bool is_dumb = term != nullptr && std::string_view{term} == "dumb";
  return is_terminal(stream) && !is_set("NO_COLOR") && !is_dumb;
}

std::string paint(Colour colour, std::string_view text) {
  static const bool coloured = has_colours(stdout);
  if (!coloured) return printable(text);
  return std::string(escape_sequence(colour)) + printable(text) + "\x1b[0m";
}

std::string printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    // C1 controls are two bytes in UTF-8: 0xc2 0x80 to 0xc2 0x9f.
    const bool is_c1 = byte == 0xc2 && next >= 0x80 && next < 0xa0;
    if ((byte < 0x20 && byte != '\n') || byte == 0x7f || is_c1) {
      const unsigned code = is_c1 ? next : byte;
      result += "\\x";
      result += digits[code >> 4U];
      result += digits[code & 15U];
      if (is_c1) ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string padded(std::string_view text, std::size_t columns) {
  std::size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  std::string result(text);
  if (width < columns) result.append(columns - width, ' ');
  return result;
}

void complain(std::string_view message) {
  std::fprintf(stderr, "fieldcall: %s\n", printable(message).c_str());
}

void complain(const Error& error) {
  complain(error.message);
  if (!error.fix.empty()) std::fprintf(stderr, "  fix: %s\n", printable(error.fix).c_str());
}

}  // namespace fieldcall::cli
