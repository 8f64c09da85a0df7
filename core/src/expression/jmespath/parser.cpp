#include "expression/jmespath/parser.hpp"

#include "expression/jmespath/parser_state.hpp"
#include "fieldcall/limits.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jmespath {

// pipe-expression = expression "|" expression
NodeIndex Parser::parse_pipe() {
  const std::uint32_t offset = token_.offset;
  const NodeIndex first = parse_ternary();
  if (failed() || token_.kind != TokenKind::pipe) return first;
  std::vector<std::uint32_t> parts{first};
  while (!failed() && token_.kind == TokenKind::pipe) {
    advance();
    parts.push_back(parse_ternary());
  }
  return add_list(NodeKind::pipe, parts, offset);
}

// ternary-expression = expression "?" expression ":" expression
NodeIndex Parser::parse_ternary() {
  const std::uint32_t offset = token_.offset;
  const NodeIndex first = parse_or();
  if (failed() || !at_ternary()) return first;
  std::vector<std::uint32_t> parts{first};
  while (!failed() && at_ternary()) {
    advance();
    parts.push_back(parse_nested());
    expect(TokenKind::colon, "\":\" and the value for the other case");
    parts.push_back(parse_or());
  }
  return add_list(NodeKind::ternary, parts, offset);
}

bool Parser::at_ternary() const {
  if (token_.kind != TokenKind::question) return false;
  const TokenKind after = peek().kind;
  return after != TokenKind::right_brace && after != TokenKind::question && after != TokenKind::end;
}

// or-expression = expression "||" expression
NodeIndex Parser::parse_or() {
  const std::uint32_t offset = token_.offset;
  const NodeIndex first = parse_and();
  if (failed() || token_.kind != TokenKind::logical_or) return first;
  std::vector<std::uint32_t> parts{first};
  while (!failed() && token_.kind == TokenKind::logical_or) {
    advance();
    parts.push_back(parse_and());
  }
  return add_list(NodeKind::logical_or, parts, offset);
}

// and-expression = expression "&&" expression
NodeIndex Parser::parse_and() {
  const std::uint32_t offset = token_.offset;
  const NodeIndex first = parse_operators(0);
  if (failed() || token_.kind != TokenKind::logical_and) return first;
  std::vector<std::uint32_t> parts{first};
  while (!failed() && token_.kind == TokenKind::logical_and) {
    advance();
    parts.push_back(parse_operators(0));
  }
  return add_list(NodeKind::logical_and, parts, offset);
}

namespace {

constexpr int tightest_level = 2;

// Comparisons are level 0, + and - level 1, the other arithmetic level 2.
constexpr int operator_level(TokenKind kind) {
  switch (kind) {
    case TokenKind::equal:
    case TokenKind::not_equal:
    case TokenKind::less:
    case TokenKind::less_equal:
    case TokenKind::greater:
    case TokenKind::greater_equal:
      return 0;
    case TokenKind::plus:
    case TokenKind::minus:
      return 1;
    case TokenKind::star:
    case TokenKind::multiply:
    case TokenKind::divide:
    case TokenKind::integer_divide:
    case TokenKind::modulo:
      return 2;
    default:
      return -1;
  }
}

// The signs and the ASCII operators are the same operation.
constexpr TokenKind operation(TokenKind kind) {
  return kind == TokenKind::star ? TokenKind::multiply : kind;
}

}  // namespace

// comparator-expression = expression comparator expression
// arithmetic-expression = expression ("+" / "-" / ...) expression
NodeIndex Parser::parse_operators(int level) {
  const auto parse_operand = [&] {
    return level == tightest_level ? parse_unary() : parse_operators(level + 1);
  };
  const std::uint32_t offset = token_.offset;
  const NodeIndex first = parse_operand();
  if (failed() || operator_level(token_.kind) != level) return first;
  std::vector<std::uint32_t> parts{0, first};
  while (!failed() && operator_level(token_.kind) == level) {
    parts.push_back(static_cast<std::uint32_t>(operation(token_.kind)));
    advance();
    parts.push_back(parse_operand());
  }
  return add_pairs(level == 0 ? NodeKind::comparison : NodeKind::arithmetic, parts, offset);
}

// not-expression = "!" expression
// arithmetic-expression = ("+" / "-") expression
NodeIndex Parser::parse_unary() {
  NodeKind kind;
  switch (token_.kind) {
    case TokenKind::logical_not:
      kind = NodeKind::logical_not;
      break;
    case TokenKind::minus:
      kind = NodeKind::negate;
      break;
    case TokenKind::plus:
      kind = NodeKind::affirm;
      break;
    default:
      return parse_chain();
  }
  const std::uint32_t offset = token_.offset;
  if (kind == NodeKind::negate && number_follows_sign()) return fail_bare_number();
  const DepthGuard guard(*this);
  advance();
  const NodeIndex operand = failed() ? 0 : parse_unary();
  return add_head(kind, operand, offset);
}

// paren-expression, and everything else between brackets: one level deeper.
NodeIndex Parser::parse_nested() {
  const DepthGuard guard(*this);
  return failed() ? 0 : parse_pipe();
}

namespace {

std::optional<Error> refuse_source(std::string_view source) {
  if (source.size() > limits::expression_bytes_max) {
    return Error{"budget",
                 "the expression has " + std::to_string(source.size()) + " bytes, at most " +
                     std::to_string(limits::expression_bytes_max) + " are allowed",
                 "", limits::expression_bytes_max};
  }
  const std::size_t valid = text::valid_utf8_prefix(source);
  if (valid != source.size()) {
    return Error{"syntax", "the expression is not valid UTF-8", "",
                 static_cast<std::uint32_t>(valid)};
  }
  return std::nullopt;
}

}  // namespace

Result<Tree> parse(std::string_view source) {
  if (auto refused = refuse_source(source)) return *std::move(refused);
  return Parser(source).parse_all();
}

Result<Tree> parse_prefix(std::string_view source, std::size_t& end) {
  // What follows the expression is not ours to judge; it only has to be cut where it is too long.
  std::string_view readable = source.substr(0, limits::expression_bytes_max);
  readable = readable.substr(0, text::valid_utf8_prefix(readable));
  return Parser(readable).parse_start(end);
}

}  // namespace fieldcall::expression::jmespath
