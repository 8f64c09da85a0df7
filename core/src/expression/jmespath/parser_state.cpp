#include "expression/jmespath/parser_state.hpp"

#include <algorithm>

#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jmespath {
namespace {

std::string describe(const Token& token) {
  if (token.kind == TokenKind::end) return "the end of the expression";
  return "\"" + std::string(token.text) + "\"";
}

// What people write who know other languages.
std::string operator_hint(const Token& token) {
  if (token.kind == TokenKind::assign) return "write == to compare";
  if (token.kind == TokenKind::expression_reference || token.text == "and") {
    return "write && for \"and\"";
  }
  if (token.text == "or") return "write || for \"or\"";
  return "";
}

std::string too_deep() {
  return "the expression is nested more than " + std::to_string(limits::expression_depth_max) +
         " levels deep";
}

}  // namespace

Result<Tree> Parser::parse_all() {
  tree_.root = parse_pipe();
  if (!failed() && token_.kind != TokenKind::end) fail_unexpected("an operator or the end");
  if (failed()) return *std::move(error_);
  return std::move(tree_);
}

Result<Tree> Parser::parse_start(std::size_t& end) {
  tree_.root = parse_pipe();
  if (failed()) return *std::move(error_);
  end = end_of_last_;
  return std::move(tree_);
}

Parser::DepthGuard::DepthGuard(Parser& parser) : parser_(parser) {
  if (++parser_.depth_ > limits::expression_depth_max) {
    parser_.fail("budget", too_deep(), parser_.token_.offset);
  }
}

void Parser::advance() {
  end_of_last_ = token_.end_offset();
  token_ = lexer_.next();
}

Token Parser::peek() const {
  Lexer ahead = lexer_;
  return ahead.next();
}

void Parser::expect(TokenKind kind, std::string_view what) {
  if (failed()) return;
  if (token_.kind == kind) {
    advance();
  } else {
    fail_unexpected(what);
  }
}

void Parser::fail(std::string code, std::string message, std::uint32_t offset, std::string fix) {
  if (failed()) return;
  error_ = Error{std::move(code), std::move(message), std::move(fix), offset};
}

NodeIndex Parser::fail_unexpected(std::string_view expected) {
  if (token_.kind == TokenKind::invalid) {
    fail("syntax", std::string(lexer_.error()) + ": " + describe(token_), token_.offset);
  } else {
    fail("syntax", "expected " + std::string(expected) + ", found " + describe(token_),
         token_.offset, operator_hint(token_));
  }
  return 0;
}

NodeIndex Parser::add(Node node, std::uint16_t height_below) {
  node.height = static_cast<std::uint16_t>(height_below + 1);
  if (node.height > limits::expression_depth_max) fail("budget", too_deep(), node.offset);
  if (failed()) return 0;
  tree_.nodes.push_back(node);
  return static_cast<NodeIndex>(tree_.nodes.size() - 1);
}

NodeIndex Parser::add_head(NodeKind kind, NodeIndex head, std::uint32_t offset) {
  if (failed()) return 0;
  Node node;
  node.kind = kind;
  node.head = head;
  node.offset = offset;
  return add(node, height_of(head));
}

NodeIndex Parser::add_list(NodeKind kind, const std::vector<std::uint32_t>& nodes,
                           std::uint32_t offset) {
  if (failed()) return 0;
  Node node;
  node.kind = kind;
  node.first = static_cast<std::uint32_t>(tree_.links.size());
  node.count = static_cast<std::uint32_t>(nodes.size());
  node.offset = offset;
  std::uint16_t height = 0;
  for (const NodeIndex part : nodes) {
    height = std::max(height, height_of(part));
    tree_.links.push_back(part);
  }
  return add(node, height);
}

NodeIndex Parser::add_pairs(NodeKind kind, const std::vector<std::uint32_t>& pairs,
                            std::uint32_t offset) {
  if (failed()) return 0;
  Node node;
  node.kind = kind;
  node.first = static_cast<std::uint32_t>(tree_.links.size());
  node.count = static_cast<std::uint32_t>(pairs.size() / 2);
  node.offset = offset;
  std::uint16_t height = 0;
  for (std::size_t i = 1; i < pairs.size(); i += 2) height = std::max(height, height_of(pairs[i]));
  tree_.links.insert(tree_.links.end(), pairs.begin(), pairs.end());
  return add(node, height);
}

NodeIndex Parser::add_literal(const json::Value& value, std::uint32_t offset) {
  Node node;
  node.kind = NodeKind::literal;
  node.first = static_cast<std::uint32_t>(tree_.literals.size());
  node.offset = offset;
  tree_.literals.push_back(value);
  return add(node, 0);
}

// Each projection is a level of its own until the next flatten, and what stands in it is below.
NodeIndex Parser::add_chain(NodeIndex head, const std::vector<Step>& steps, std::uint32_t offset) {
  if (failed()) return 0;
  Node node;
  node.kind = NodeKind::chain;
  node.head = head;
  node.first = static_cast<std::uint32_t>(tree_.steps.size());
  node.count = static_cast<std::uint32_t>(steps.size());
  node.offset = offset;
  std::uint32_t height = height_of(head);
  std::uint32_t projections = 0;
  for (const Step& step : steps) {
    if (step.kind == StepKind::flatten) projections = 0;
    if (is_projecting(step.kind) || step.kind == StepKind::flatten) ++projections;
    const bool has_node = step.kind == StepKind::filter || step.kind == StepKind::apply;
    height = std::max(height, projections + (has_node ? height_of(step.reference) : 0u));
    if (step.kind == StepKind::flatten) node.detail = 1;
    tree_.steps.push_back(step);
  }
  return add(node, static_cast<std::uint16_t>(std::min<std::uint32_t>(height, 0xfffe)));
}

std::uint32_t Parser::add_text(std::string_view text) {
  tree_.texts.push_back(text);
  return static_cast<std::uint32_t>(tree_.texts.size() - 1);
}

}  // namespace fieldcall::expression::jmespath
