#include "expression/jsonpath/normalized_path.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

// normal-escapable: the letter behind the backslash, or 0 if there is none.
constexpr char escape_letter(char c) {
  switch (c) {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    case '\'':
    case '\\':
      return c;
    default:
      return '\0';
  }
}

}  // namespace

void append_quoted(std::string_view name, std::string& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '\'';
  for (const char c : name) {
    if (const char letter = escape_letter(c); letter != '\0') {
      out += '\\';
      out += letter;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += hex[static_cast<std::size_t>(c) / 16];
      out += hex[static_cast<std::size_t>(c) % 16];
    } else {
      out += c;
    }
  }
  out += '\'';
}

void append_name_step(std::string_view name, std::string& out) {
  out += '[';
  append_quoted(name, out);
  out += ']';
}

void append_index_step(std::uint32_t index, std::string& out) {
  out += '[';
  out += std::to_string(index);
  out += ']';
}

}  // namespace fieldcall::expression::jsonpath
