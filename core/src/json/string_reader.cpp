#include "json/string_reader.hpp"

#include "json/plain_text.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::json {
namespace {

// What stands for the character behind a backslash; 0 if JSON has no such escape. Not for "u".
constexpr char escaped_character(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

constexpr bool is_high_surrogate(std::uint32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_surrogate(std::uint32_t unit) {
  return unit >= 0xD800 && unit <= 0xDFFF;
}

}  // namespace

bool StringReader::read(const char*& cursor, const char* end, std::string_view& out) {
  cursor_ = cursor;
  end_ = end;
  if (!skip_run()) return false;
  if (*cursor_ == '"') {
    out = {cursor, static_cast<std::size_t>(cursor_ - cursor)};
  } else {
    decoded_.assign(cursor, cursor_);
    while (*cursor_ == '\\') {
      if (!read_escape()) return false;
      const char* const run = cursor_;
      if (!skip_run()) return false;
      decoded_.append(run, cursor_);
    }
    out = arena_.copy(decoded_);
  }
  cursor = cursor_ + 1;
  return true;
}

// Goes on to the next quote or backslash.
bool StringReader::skip_run() {
  while (true) {
    cursor_ = skip_plain(cursor_, end_);
    if (cursor_ == end_) {
      return fail({"json_syntax", "the text ends inside a string", "", end_});
    }
    if (*cursor_ == '"' || *cursor_ == '\\') return true;
    if (static_cast<std::uint8_t>(*cursor_) < 0x20) {
      return fail({"json_syntax", "a string contains a control character",
                   "write a line break as \\n, a tab as \\t", cursor_});
    }
    const text::Utf8Sequence sequence = text::first_utf8_sequence(rest());
    if (!sequence.well_formed) {
      return fail({"json_utf8", "a string is not valid UTF-8", "", cursor_});
    }
    cursor_ += sequence.bytes;
  }
}

bool StringReader::read_escape() {
  const char* const start = cursor_;
  ++cursor_;
  if (cursor_ == end_) return fail({"json_syntax", "the text ends inside a string", "", end_});
  const char c = *cursor_;
  ++cursor_;
  if (c == 'u') return read_unicode_escape(start);
  const char character = escaped_character(c);
  if (character == 0) {
    return fail({"json_syntax", "a string contains an escape that JSON does not have",
                 "write a backslash as \\\\", start});
  }
  decoded_ += character;
  return true;
}

// Behind "\u", which may be the first half of a pair.
bool StringReader::read_unicode_escape(const char* start) {
  std::uint32_t unit = 0;
  if (!read_hex4(start, unit)) return false;
  char32_t code_point = unit;
  if (is_high_surrogate(unit) && rest().starts_with("\\u")) {
    cursor_ += 2;
    std::uint32_t low = 0;
    if (!read_hex4(start, low)) return false;
    const bool is_pair = is_surrogate(low) && !is_high_surrogate(low);
    if (is_pair) code_point = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
  }
  if (is_surrogate(code_point)) {
    return fail({"json_utf8", "a \\u escape is half of a surrogate pair without the other half", "",
                 start});
  }
  text::append_utf8(code_point, decoded_);
  return true;
}

bool StringReader::read_hex4(const char* start, std::uint32_t& unit) {
  for (int digit = 0; digit < 4; ++digit, ++cursor_) {
    const int value = cursor_ == end_ ? -1 : text::hex_value(*cursor_);
    if (value < 0) {
      return fail({"json_syntax", "\\u must be followed by four hexadecimal digits", "", start});
    }
    unit = unit * 16 + static_cast<std::uint32_t>(value);
  }
  return true;
}

bool StringReader::fail(const StringProblem& problem) {
  problem_ = problem;
  return false;
}

}  // namespace fieldcall::json
