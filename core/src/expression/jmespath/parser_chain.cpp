// sub-expressions, index expressions and projections: a.b[0][*].c[?d][].
#include <limits>

#include "expression/jmespath/parser_state.hpp"

namespace fieldcall::expression::jmespath {

NodeIndex Parser::parse_chain() {
  const std::uint32_t offset = token_.offset;
  NodeIndex head = 0;
  std::vector<Step> steps;
  if (!parse_chain_start(head, steps)) return 0;
  while (!failed()) {
    switch (token_.kind) {
      case TokenKind::dot:
        advance();
        parse_after_dot(steps);
        continue;
      case TokenKind::left_bracket:
      case TokenKind::flatten:
      case TokenKind::filter:
        parse_bracket(steps);
        continue;
      default:
        break;
    }
    break;
  }
  if (failed()) return 0;
  return steps.empty() ? head : add_chain(head, steps, offset);
}

// The first part: a value of its own, or a step on the current value. False after a failure.
bool Parser::parse_chain_start(NodeIndex& head, std::vector<Step>& steps) {
  const Token token = token_;
  const bool is_name =
      token.kind == TokenKind::quoted_identifier ||
      (token.kind == TokenKind::identifier && peek().kind != TokenKind::left_parenthesis &&
       !(token.text == "let" && peek().kind == TokenKind::variable));
  const bool is_step = is_name || token.kind == TokenKind::star ||
                       token.kind == TokenKind::flatten || token.kind == TokenKind::filter ||
                       (token.kind == TokenKind::left_bracket && index_follows());
  if (!is_step) {
    head = parse_primary();
    return !failed();
  }
  Node current;
  current.offset = token.offset;
  head = add(current, 0);
  if (is_name) {
    steps.push_back({.kind = StepKind::field, .offset = token.offset, .name = parse_name()});
  } else if (token.kind == TokenKind::star) {
    steps.push_back({.kind = StepKind::object_wildcard, .offset = token.offset});
    advance();
  } else {
    parse_bracket(steps);
  }
  return !failed();
}

// After "[": an index, a slice or "*]". Anything else there is a multi-select list.
bool Parser::index_follows() const {
  Lexer ahead = lexer_;
  const Token first = ahead.next();
  const Token second = ahead.next();
  switch (first.kind) {
    case TokenKind::number:
    case TokenKind::colon:
      return true;
    case TokenKind::star:
      return second.kind == TokenKind::right_bracket;
    case TokenKind::minus:
      return second.kind == TokenKind::number && second.offset == first.end_offset();
    default:
      return false;
  }
}

bool Parser::number_follows_sign() const {
  return token_.text == "-" && peek().kind == TokenKind::number;
}

// bracket-specifier = "[" (number / "*" / slice-expression) "]" / "[]" / "[?" expression "]"
void Parser::parse_bracket(std::vector<Step>& steps) {
  const Token bracket = token_;
  if (bracket.kind == TokenKind::filter) return parse_filter(steps);
  if (bracket.kind == TokenKind::flatten) {
    steps.push_back({.kind = StepKind::flatten, .offset = bracket.offset});
    return advance();
  }
  const bool has_index = index_follows();
  advance();
  if (!has_index) {
    fail_unexpected(
        "an index, a slice or * between the brackets (a list of expressions needs a "
        "dot before it)");
  } else if (token_.kind == TokenKind::star) {
    steps.push_back({.kind = StepKind::list_wildcard, .offset = bracket.offset});
    advance();
    expect(TokenKind::right_bracket, "]");
  } else {
    parse_index_or_slice(steps);
  }
}

void Parser::parse_index_or_slice(std::vector<Step>& steps) {
  const std::uint32_t offset = token_.offset;
  const std::optional<std::int64_t> number = parse_slice_number();
  if (token_.kind == TokenKind::colon) return parse_slice(steps, number);
  if (!number) {
    fail_unexpected("an index");
    return;
  }
  steps.push_back({.kind = StepKind::index, .offset = offset, .index = *number});
  expect(TokenKind::right_bracket, "]");
}

// slice-expression = [number] ":" [number] [ ":" [number] ]
void Parser::parse_slice(std::vector<Step>& steps, std::optional<std::int64_t> start) {
  const std::uint32_t offset = token_.offset;
  Slice slice;
  slice.has_start = start.has_value();
  slice.start = start.value_or(0);
  advance();
  const auto stop = parse_slice_number();
  slice.has_stop = stop.has_value();
  slice.stop = stop.value_or(0);
  if (token_.kind == TokenKind::colon) {
    advance();
    slice.step = parse_slice_number().value_or(1);
  }
  expect(TokenKind::right_bracket, "a number, : or ] in the slice");
  if (slice.step == 0) fail("invalid-value", "the step of a slice must not be 0", offset);
  tree_.slices.push_back(slice);
  steps.push_back({.kind = StepKind::slice,
                   .offset = offset,
                   .reference = static_cast<std::uint32_t>(tree_.slices.size() - 1)});
}

// number = ["-"] 1*digit. Numbers beyond 64 bits mean the same as the nearest one within.
std::optional<std::int64_t> Parser::parse_slice_number() {
  bool is_negative = false;
  if (token_.text == "-" && number_follows_sign()) {
    is_negative = true;
    advance();
  }
  if (failed() || token_.kind != TokenKind::number) return std::nullopt;
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  std::int64_t number = 0;
  for (const char c : token_.text) {
    const std::int64_t digit = c - '0';
    number = number > (largest - digit) / 10 ? largest : number * 10 + digit;
  }
  advance();
  return is_negative ? -number : number;
}

// list-filter-expr = "[?" expression "]"
void Parser::parse_filter(std::vector<Step>& steps) {
  const std::uint32_t offset = token_.offset;
  advance();
  const NodeIndex condition = parse_nested();
  expect(TokenKind::right_bracket, "an operator or ] after the condition");
  steps.push_back({.kind = StepKind::filter, .offset = offset, .reference = condition});
}

// sub-expression = expression "." ( identifier / multi-select-list / multi-select-hash /
//                                   function-expression / "*" )
void Parser::parse_after_dot(std::vector<Step>& steps) {
  const Token token = token_;
  NodeIndex node = 0;
  switch (token.kind) {
    case TokenKind::star:
      steps.push_back({.kind = StepKind::object_wildcard, .offset = token.offset});
      return advance();
    case TokenKind::identifier:
      if (peek().kind == TokenKind::left_parenthesis) {
        node = parse_function();
        break;
      }
      [[fallthrough]];
    case TokenKind::quoted_identifier:
      steps.push_back({.kind = StepKind::field, .offset = token.offset, .name = parse_name()});
      return;
    case TokenKind::left_bracket:
      node = parse_multi_select_list();
      break;
    case TokenKind::left_brace:
      node = parse_multi_select_hash();
      break;
    default:
      fail_unexpected("a name, *, a function, [ or { after the dot");
      return;
  }
  steps.push_back({.kind = StepKind::apply, .offset = token.offset, .reference = node});
}

}  // namespace fieldcall::expression::jmespath
