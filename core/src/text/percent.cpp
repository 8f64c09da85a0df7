#include "text/percent.hpp"

#include "text/ascii.hpp"

namespace fieldcall::text {
namespace {

constexpr bool is_unreserved(char c) {
  return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_escape(char c, std::string& out) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += hex[byte >> 4];
  out += hex[byte & 0xF];
}

}  // namespace

void append_percent_encoded(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      append_escape(c, out);
    }
  }
}

std::string percent_encode(std::string_view text) {
  std::string out;
  append_percent_encoded(text, out);
  return out;
}

void append_percent_encoded_path(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (is_unreserved(c) || c == '/') {
      out += c;
    } else {
      append_escape(c, out);
    }
  }
}

void append_form_encoded(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == ' ') {
      out += '+';
    } else if (is_alnum(c) || c == '*' || c == '-' || c == '.' || c == '_') {
      out += c;
    } else {
      append_escape(c, out);
    }
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '%' && text.size() - index > 2) {
      const int high = hex_value(text[index + 1]);
      const int low = hex_value(text[index + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        index += 2;
        continue;
      }
    }
    out += text[index];
  }
  return out;
}

}  // namespace fieldcall::text
