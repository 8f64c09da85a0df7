#include "expression/jmespath/lexer.hpp"

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jmespath {
namespace {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool is_name_start(char c) {
  return text::is_alpha(c) || c == '_';
}
constexpr bool is_name_part(char c) {
  return text::is_alnum(c) || c == '_';
}

constexpr std::string_view minus_sign = "\xe2\x88\x92";  // U+2212
constexpr std::string_view multiply_sign = "\xc3\x97";   // U+00D7
constexpr std::string_view division_sign = "\xc3\xb7";   // U+00F7

}  // namespace

Token Lexer::take(TokenKind kind, std::size_t bytes) {
  const Token token{kind, static_cast<std::uint32_t>(position_), source_.substr(position_, bytes)};
  position_ += bytes;
  return token;
}

Token Lexer::take_invalid(std::size_t bytes, std::string_view why) {
  error_ = why;
  return take(TokenKind::invalid, bytes);
}

// From quote to quote; a backslash takes the next character with it.
Token Lexer::take_delimited(TokenKind kind, char quote, std::string_view why_open) {
  for (std::size_t end = position_ + 1; end < source_.size(); ++end) {
    if (source_[end] == '\\') {
      ++end;
    } else if (source_[end] == quote) {
      return take(kind, end + 1 - position_);
    }
  }
  return take_invalid(source_.size() - position_, why_open);
}

Token Lexer::take_name(TokenKind kind, std::size_t prefix_bytes) {
  std::size_t end = position_ + prefix_bytes;
  while (end < source_.size() && is_name_part(source_[end])) ++end;
  return take(kind, end - position_);
}

Token Lexer::take_non_ascii() {
  const std::string_view rest = source_.substr(position_);
  if (rest.starts_with(minus_sign)) return take(TokenKind::minus, minus_sign.size());
  if (rest.starts_with(multiply_sign)) return take(TokenKind::multiply, multiply_sign.size());
  if (rest.starts_with(division_sign)) return take(TokenKind::divide, division_sign.size());
  if (text::valid_utf8_prefix(rest.substr(0, 4)) == 0) {
    return take_invalid(1, "the expression is not valid UTF-8");
  }
  return take_invalid(text::decode_utf8(rest).bytes,
                      "names with other characters than A-Z, a-z, 0-9 and _ need double quotes");
}

Token Lexer::take_operator(char first, char second) {
  switch (first) {
    case '[':
      if (second == ']') return take(TokenKind::flatten, 2);
      if (second == '?') return take(TokenKind::filter, 2);
      return take(TokenKind::left_bracket, 1);
    case '|':
      return second == '|' ? take(TokenKind::logical_or, 2) : take(TokenKind::pipe, 1);
    case '&':
      return second == '&' ? take(TokenKind::logical_and, 2)
                           : take(TokenKind::expression_reference, 1);
    case '!':
      return second == '=' ? take(TokenKind::not_equal, 2) : take(TokenKind::logical_not, 1);
    case '=':
      return second == '=' ? take(TokenKind::equal, 2) : take(TokenKind::assign, 1);
    case '<':
      return second == '=' ? take(TokenKind::less_equal, 2) : take(TokenKind::less, 1);
    case '>':
      return second == '=' ? take(TokenKind::greater_equal, 2) : take(TokenKind::greater, 1);
    case '/':
      return second == '/' ? take(TokenKind::integer_divide, 2) : take(TokenKind::divide, 1);
    case '$':
      return is_name_start(second) ? take_name(TokenKind::variable, 1) : take(TokenKind::root, 1);
    default:
      return take_invalid(1, "this character has no meaning here");
  }
}

Token Lexer::next() {
  while (position_ < source_.size() && is_space(source_[position_])) ++position_;
  if (position_ >= source_.size()) return take(TokenKind::end, 0);
  const char c = source_[position_];
  if (is_name_start(c)) return take_name(TokenKind::identifier, 0);
  if (text::is_digit(c)) {
    std::size_t end = position_;
    while (end < source_.size() && text::is_digit(source_[end])) ++end;
    return take(TokenKind::number, end - position_);
  }
  if (static_cast<unsigned char>(c) >= 0x80) return take_non_ascii();
  switch (c) {
    case '"':
      return take_delimited(TokenKind::quoted_identifier, '"', "the closing \" is missing");
    case '\'':
      return take_delimited(TokenKind::raw_string, '\'', "the closing ' is missing");
    case '`':
      return take_delimited(TokenKind::literal, '`', "the closing ` is missing");
    case '@':
      return take(TokenKind::current, 1);
    case '.':
      return take(TokenKind::dot, 1);
    case ',':
      return take(TokenKind::comma, 1);
    case ':':
      return take(TokenKind::colon, 1);
    case '?':
      return take(TokenKind::question, 1);
    case '(':
      return take(TokenKind::left_parenthesis, 1);
    case ')':
      return take(TokenKind::right_parenthesis, 1);
    case ']':
      return take(TokenKind::right_bracket, 1);
    case '{':
      return take(TokenKind::left_brace, 1);
    case '}':
      return take(TokenKind::right_brace, 1);
    case '+':
      return take(TokenKind::plus, 1);
    case '-':
      return take(TokenKind::minus, 1);
    case '*':
      return take(TokenKind::star, 1);
    case '%':
      return take(TokenKind::modulo, 1);
    default:
      return take_operator(c, position_ + 1 < source_.size() ? source_[position_ + 1] : '\0');
  }
}

}  // namespace fieldcall::expression::jmespath
