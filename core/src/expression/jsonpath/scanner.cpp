#include "expression/jsonpath/scanner.hpp"

#include "json/number.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool is_name_first(char c) {
  return text::is_alpha(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_name_char(char c) {
  return is_name_first(c) || text::is_digit(c);
}

constexpr std::int64_t integer_max = (std::int64_t{1} << 53) - 1;

constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

// What an escaped letter stands for; 0 if it may not be escaped.
constexpr char unescaped(char letter, char quote) {
  switch (letter) {
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
    case '/':
    case '\\':
      return letter;
    default:
      return letter == quote ? quote : '\0';
  }
}

}  // namespace

bool Scanner::take(std::string_view wanted) {
  if (!looking_at(wanted)) return false;
  place_ += wanted.size();
  return true;
}

void Scanner::skip_blanks() {
  while (!at_end() && is_blank(source_[place_])) ++place_;
}

bool Scanner::take_after_blanks(std::string_view wanted) {
  const std::size_t start = place_;
  skip_blanks();
  if (take(wanted)) return true;
  place_ = start;
  return false;
}

// string-literal = %x22 *double-quoted %x22 / %x27 *single-quoted %x27
std::string_view Scanner::take_string() {
  const std::size_t start = place_;
  const std::size_t text_start = texts_.size();
  const char quote = source_[place_++];
  while (!failed()) {
    const char c = peek();
    if (at_end()) {
      fail_at(start, "syntax", "the string is not closed", "end it with " + std::string(1, quote));
    } else if (c == quote) {
      ++place_;
      return {texts_.data() + text_start, texts_.size() - text_start};
    } else if (c == '\\') {
      take_escape(quote);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fail("a control character in a string", "write it as \\n, \\t or \\u00XX");
    } else {
      texts_.push_back(c);
      ++place_;
    }
  }
  return {};
}

void Scanner::take_escape(char quote) {
  const std::size_t start = place_++;
  const char letter = peek();
  if (letter == 'u') {
    ++place_;
    const auto code_point = take_unicode_escape();
    if (!code_point) {
      return fail_at(start, "syntax", "\\u is not followed by the four hex digits of a character",
                     "write characters above U+FFFF as a pair of surrogates: \\uD83D\\uDE00");
    }
    std::string encoded;
    text::append_utf8(*code_point, encoded);
    texts_.insert(texts_.end(), encoded.begin(), encoded.end());
    return;
  }
  const char c = unescaped(letter, quote);
  if (c == '\0') {
    return fail_at(start, "syntax", "no escape that JSONPath knows",
                   "there are \\b \\f \\n \\r \\t \\/ \\\\ \\uXXXX and the escaped quote");
  }
  ++place_;
  texts_.push_back(c);
}

std::optional<char32_t> Scanner::take_hex4() {
  char32_t unit = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = text::hex_value(peek());
    if (digit < 0) return {};
    unit = unit * 16 + static_cast<char32_t>(digit);
    ++place_;
  }
  return unit;
}

// hexchar = non-surrogate / (high-surrogate "\" %x75 low-surrogate)
std::optional<char32_t> Scanner::take_unicode_escape() {
  const auto first = take_hex4();
  if (!first || is_low_surrogate(*first)) return {};
  if (!is_high_surrogate(*first)) return first;
  if (!take("\\u")) return {};
  const auto second = take_hex4();
  if (!second || !is_low_surrogate(*second)) return {};
  return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

std::string_view Scanner::keep(std::string_view text) {
  const std::size_t start = texts_.size();
  texts_.insert(texts_.end(), text.begin(), text.end());
  return {texts_.data() + start, text.size()};
}

// member-name-shorthand = name-first *name-char
std::string_view Scanner::take_member_name() {
  if (!is_name_first(peek())) return {};
  const std::size_t start = place_;
  while (is_name_char(peek())) ++place_;
  return keep(source_.substr(start, place_ - start));
}

std::string_view Scanner::take_word() {
  const std::size_t start = place_;
  while (text::is_alpha(peek()) || (place_ > start && is_name_char(peek()))) ++place_;
  return source_.substr(start, place_ - start);
}

bool Scanner::at_integer() const {
  return peek() == '-' || text::is_digit(peek());
}

// int = "0" / (["-"] DIGIT1 *DIGIT)
std::int64_t Scanner::take_integer() {
  const std::size_t start = place_;
  const bool is_negative = take('-');
  const std::size_t first = place_;
  std::int64_t integer = 0;
  bool is_in_range = true;
  while (text::is_digit(peek())) {
    if (is_in_range) integer = integer * 10 + (source_[place_] - '0');
    is_in_range = is_in_range && integer <= integer_max;
    ++place_;
  }
  const std::size_t digits = place_ - first;
  if (digits == 0) {
    fail_expected("digits");
  } else if (source_[first] == '0' && (digits > 1 || is_negative)) {
    fail_at(start, "syntax", "an integer without leading zeros is needed here, and 0 has no sign");
  } else if (!is_in_range) {
    fail_at(start, "syntax", "the integer is outside the exact range of -(2^53-1) to 2^53-1");
  }
  return is_negative ? -integer : integer;
}

// number = (int / "-0") [ frac ] [ exp ]: JSON's own grammar.
std::string_view Scanner::take_number() {
  const std::size_t bytes = json::number_prefix(source_.substr(place_));
  if (bytes == 0) {
    fail("a minus sign without a number");
    return {};
  }
  place_ += bytes;
  return keep(source_.substr(place_ - bytes, bytes));
}

void Scanner::fail(std::string_view message, std::string_view fix) {
  fail_at(place_, "syntax", message, fix);
}

void Scanner::fail_at(std::size_t place, std::string_view code, std::string_view message,
                      std::string_view fix) {
  if (failed()) return;
  error_ = Error{std::string(code), std::string(message), std::string(fix),
                 static_cast<std::uint32_t>(place)};
}

void Scanner::fail_expected(std::string_view what, std::string_view fix) {
  std::string found = "the end of the query";
  if (is_blank(peek())) {
    found = "white space";
  } else if (!at_end()) {
    const std::string_view rest = source_.substr(place_);
    found = "\"" + std::string(rest.substr(0, text::decode_utf8(rest).bytes)) + "\"";
  }
  fail("expected " + std::string(what) + ", found " + found, fix);
}

}  // namespace fieldcall::expression::jsonpath
