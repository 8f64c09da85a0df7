// The parser at work: the token it stands at and the tree it has made so far.
//
// After a failure every function returns quickly with an index that nobody uses; the first error
// stands. See parser.hpp for the language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/jmespath/lexer.hpp"
#include "expression/jmespath/node.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::jmespath {

class Parser {
 public:
  explicit Parser(std::string_view source) : source_(source), lexer_(source) { advance(); }

  Result<Tree> parse_all();
  Result<Tree> parse_start(std::size_t& end);

 private:
  // One level deeper, as long as it lives.
  class DepthGuard {
   public:
    explicit DepthGuard(Parser& parser);
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;
    ~DepthGuard() { --parser_.depth_; }

   private:
    Parser& parser_;
  };

  // ---- operators: parser.cpp ----
  NodeIndex parse_pipe();
  NodeIndex parse_ternary();
  NodeIndex parse_or();
  NodeIndex parse_and();
  NodeIndex parse_operators(int level);
  NodeIndex parse_unary();
  NodeIndex parse_nested();
  [[nodiscard]] bool at_ternary() const;

  // ---- chains: parser_chain.cpp ----
  NodeIndex parse_chain();
  bool parse_chain_start(NodeIndex& head, std::vector<Step>& steps);
  void parse_bracket(std::vector<Step>& steps);
  void parse_index_or_slice(std::vector<Step>& steps);
  void parse_slice(std::vector<Step>& steps, std::optional<std::int64_t> start);
  std::optional<std::int64_t> parse_slice_number();
  void parse_filter(std::vector<Step>& steps);
  void parse_after_dot(std::vector<Step>& steps);
  [[nodiscard]] bool index_follows() const;
  [[nodiscard]] bool number_follows_sign() const;

  // ---- single values: parser_primary.cpp ----
  NodeIndex parse_primary();
  NodeIndex parse_literal();
  NodeIndex parse_raw_string();
  NodeIndex parse_variable();
  NodeIndex parse_let();
  NodeIndex parse_function();
  std::uint32_t parse_argument();
  NodeIndex check_call(const Token& name, const std::vector<std::uint32_t>& arguments);
  NodeIndex parse_multi_select_list();
  NodeIndex parse_multi_select_hash();
  [[nodiscard]] bool repeats_name(const std::vector<std::uint32_t>& pairs) const;
  NodeIndex fail_bare_number();
  std::string_view parse_name();

  // ---- tokens and errors: parser_state.cpp ----
  void advance();
  [[nodiscard]] Token peek() const;
  void expect(TokenKind kind, std::string_view what);
  void fail(std::string code, std::string message, std::uint32_t offset, std::string fix = {});
  NodeIndex fail_unexpected(std::string_view expected);
  [[nodiscard]] bool failed() const { return error_.has_value(); }

  // ---- the tree: parser_state.cpp ----
  NodeIndex add(Node node, std::uint16_t height_below);
  NodeIndex add_head(NodeKind kind, NodeIndex head, std::uint32_t offset);
  NodeIndex add_list(NodeKind kind, const std::vector<std::uint32_t>& nodes, std::uint32_t offset);
  NodeIndex add_pairs(NodeKind kind, const std::vector<std::uint32_t>& pairs, std::uint32_t offset);
  NodeIndex add_literal(const json::Value& value, std::uint32_t offset);
  NodeIndex add_chain(NodeIndex head, const std::vector<Step>& steps, std::uint32_t offset);
  std::uint32_t add_text(std::string_view text);
  [[nodiscard]] std::uint16_t height_of(NodeIndex node) const { return tree_.nodes[node].height; }

  std::string_view source_;
  Lexer lexer_;
  Token token_;
  std::uint32_t end_of_last_ = 0;  // of the token before token_
  std::uint32_t depth_ = 0;
  std::optional<Error> error_;
  Tree tree_;

  struct Binding {
    std::string_view name;
    std::uint32_t slot = 0;
  };
  std::vector<Binding> bindings_;  // visible let variables, the innermost last
};

}  // namespace fieldcall::expression::jmespath
