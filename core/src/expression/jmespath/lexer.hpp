// Splits a JMESPath expression into tokens, one at a time and only as far as asked, so that an
// expression can be followed by other text.
//
// White space is space, tab, line feed and carriage return. A lexer is small: copy it to look
// ahead.
#pragma once

#include <cstdint>
#include <string_view>

#include "expression/jmespath/token.hpp"

namespace fieldcall::expression::jmespath {

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Token next();

  // Why the last token was invalid: a sentence with static storage.
  [[nodiscard]] std::string_view error() const { return error_; }

 private:
  Token take(TokenKind kind, std::size_t bytes);
  Token take_invalid(std::size_t bytes, std::string_view why);
  Token take_delimited(TokenKind kind, char quote, std::string_view why_open);
  Token take_name(TokenKind kind, std::size_t prefix_bytes);
  Token take_non_ascii();
  Token take_operator(char first, char second);

  std::string_view source_;
  std::size_t position_ = 0;
  std::string_view error_;
};

}  // namespace fieldcall::expression::jmespath
