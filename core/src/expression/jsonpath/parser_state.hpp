// The parser at work: one function for each rule of the grammar, one token of state.
//
// After an error every function returns at once what it has; failed() says so.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "expression/jsonpath/scanner.hpp"
#include "expression/jsonpath/tree.hpp"

namespace fieldcall::expression::jsonpath {

class Parser {
 public:
  explicit Parser(std::string_view source) : scanner_(source, tree_.texts) {}
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  Result<Tree> parse();

 private:
  // Counts a level of nesting while it lives.
  class DepthGuard {
   public:
    explicit DepthGuard(Parser& parser);
    ~DepthGuard() { --parser_.depth_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

   private:
    Parser& parser_;
  };

  // ---- queries: parser.cpp ----

  std::uint32_t parse_query();
  bool parse_segment(Segment& segment);
  Segment parse_shorthand();
  Segment parse_bracketed_selection();
  Selector parse_selector();
  Selector parse_index_or_slice();
  Segment add_segment(const std::vector<Selector>& selectors);
  [[nodiscard]] bool is_singular(const std::vector<Segment>& segments) const;

  // ---- filters: parser_filter.cpp ----

  std::uint32_t parse_filter();
  std::uint32_t parse_logical_or();
  std::uint32_t parse_logical_and();
  std::uint32_t parse_basic();
  std::uint32_t parse_parentheses();
  std::uint32_t parse_test_or_comparison();
  std::uint32_t add_test(const Operand& operand, std::size_t place);
  bool take_comparison(Comparison& comparison);
  void check_comparable(const Operand& operand, std::size_t place);
  std::uint32_t add_condition(const Condition& condition);
  std::uint32_t add_list(ConditionKind kind, const std::vector<std::uint32_t>& conditions);

  // ---- operands: parser_operand.cpp ----

  Operand parse_operand();
  Operand parse_word();
  Operand parse_function(std::string_view name, std::size_t place);
  Operand parse_argument(const FunctionInfo& info, std::size_t index);
  void check_argument(const FunctionInfo& info, std::size_t index, const Operand& argument,
                      std::size_t place);
  void add_pattern(Operand& call, const Operand& argument, std::size_t place);
  std::uint32_t add_operands(const std::vector<Operand>& operands);

  [[nodiscard]] bool failed() const { return scanner_.failed(); }

  Tree tree_;
  Scanner scanner_;
  std::uint32_t depth_ = 0;
  std::uint64_t pattern_instructions_ = 0;  // of all patterns together
};

}  // namespace fieldcall::expression::jsonpath
