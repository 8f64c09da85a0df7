// The words of JMESPath. Quoted words keep their quotes: decoding them is the parser's work.
#pragma once

#include <cstdint>
#include <string_view>

namespace fieldcall::expression::jmespath {

enum class TokenKind : std::uint8_t {
  end,
  invalid,  // Token::text is the offending part; Lexer::error() says why

  identifier,         // foo
  quoted_identifier,  // "foo bar"
  raw_string,         // 'foo'
  literal,            // `{"a": 1}`
  number,             // 17, without sign; only between brackets
  variable,           // $foo
  root,               // $
  current,            // @

  dot,
  comma,
  colon,
  question,
  assign,  // =
  left_parenthesis,
  right_parenthesis,
  left_bracket,
  right_bracket,
  left_brace,
  right_brace,
  flatten,  // []
  filter,   // [?

  pipe,
  logical_or,
  logical_and,
  logical_not,
  expression_reference,  // &

  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,

  plus,
  minus,           // - and U+2212
  star,            // *: wildcard or multiplication
  multiply,        // U+00D7
  divide,          // / and U+00F7
  integer_divide,  // //
  modulo,          // %
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t offset = 0;  // bytes from the start of the expression
  std::string_view text;

  [[nodiscard]] std::uint32_t end_offset() const {
    return offset + static_cast<std::uint32_t>(text.size());
  }
};

}  // namespace fieldcall::expression::jmespath
