#include "expression/jsonpath/parser_state.hpp"

namespace fieldcall::expression::jsonpath {

// filter-selector = "?" S logical-expr
std::uint32_t Parser::parse_filter() {
  const DepthGuard guard(*this);
  scanner_.skip_blanks();
  return parse_logical_or();
}

// logical-or-expr = logical-and-expr *(S "||" S logical-and-expr)
std::uint32_t Parser::parse_logical_or() {
  std::vector<std::uint32_t> conditions{parse_logical_and()};
  while (!failed() && scanner_.take_after_blanks("||")) {
    scanner_.skip_blanks();
    conditions.push_back(parse_logical_and());
  }
  return add_list(ConditionKind::logical_or, conditions);
}

// logical-and-expr = basic-expr *(S "&&" S basic-expr)
std::uint32_t Parser::parse_logical_and() {
  std::vector<std::uint32_t> conditions{parse_basic()};
  while (!failed() && scanner_.take_after_blanks("&&")) {
    scanner_.skip_blanks();
    conditions.push_back(parse_basic());
  }
  return add_list(ConditionKind::logical_and, conditions);
}

// basic-expr = paren-expr / comparison-expr / test-expr
std::uint32_t Parser::parse_basic() {
  if (failed()) return 0;
  if (scanner_.peek() == '(') return parse_parentheses();
  if (!scanner_.take('!')) return parse_test_or_comparison();
  scanner_.skip_blanks();
  std::uint32_t negated = 0;
  if (scanner_.peek() == '(') {
    negated = parse_parentheses();
  } else {
    const std::size_t place = scanner_.place();
    negated = add_test(parse_operand(), place);
  }
  return add_condition({ConditionKind::logical_not, Comparison::equal, negated, 1});
}

// paren-expr = [logical-not-op S] "(" S logical-expr S ")"
std::uint32_t Parser::parse_parentheses() {
  const DepthGuard guard(*this);
  scanner_.take('(');
  scanner_.skip_blanks();
  const std::uint32_t condition = parse_logical_or();
  if (!failed() && !scanner_.take_after_blanks(")")) {
    scanner_.skip_blanks();
    scanner_.fail_expected("\")\", \"&&\" or \"||\"");
  }
  return condition;
}

// comparison-expr = comparable S comparison-op S comparable
// test-expr       = [logical-not-op S] (filter-query / function-expr)
std::uint32_t Parser::parse_test_or_comparison() {
  const std::size_t left_place = scanner_.place();
  const Operand left = parse_operand();
  const std::size_t end = scanner_.place();
  Condition condition;
  scanner_.skip_blanks();
  if (failed() || !take_comparison(condition.comparison)) {
    scanner_.go_back(end);
    return add_test(left, left_place);
  }
  check_comparable(left, left_place);
  scanner_.skip_blanks();
  const std::size_t right_place = scanner_.place();
  const Operand right = parse_operand();
  check_comparable(right, right_place);
  condition.kind = ConditionKind::comparison;
  condition.first = add_operands({left, right});
  condition.count = 2;
  return add_condition(condition);
}

std::uint32_t Parser::add_test(const Operand& operand, std::size_t place) {
  if (failed()) return 0;
  Condition condition;
  switch (operand.kind) {
    case OperandKind::literal:
      scanner_.fail_at(place, "syntax", "a literal by itself is no condition",
                       "compare it with something: @.name == 'value'");
      break;
    case OperandKind::query:
      condition.kind = ConditionKind::exists;
      condition.first = operand.index;
      break;
    case OperandKind::function: {
      const FunctionInfo& info = function_info(operand.function);
      if (info.result == ExpressionType::value) {
        scanner_.fail_at(place, "syntax",
                         std::string(info.name) + "() gives a value, which is no condition",
                         "compare it with something: " + std::string(info.name) + "(...) > 1");
      }
      condition.kind = ConditionKind::test;
      condition.first = add_operands({operand});
      break;
    }
  }
  condition.count = 1;
  return add_condition(condition);
}

// comparison-op = "==" / "!=" / "<=" / ">=" / "<" / ">"
bool Parser::take_comparison(Comparison& comparison) {
  struct Spelling {
    std::string_view text;
    Comparison comparison;
  };
  static constexpr Spelling spellings[] = {
      {"==", Comparison::equal},         {"!=", Comparison::not_equal},
      {"<=", Comparison::less_or_equal}, {">=", Comparison::greater_or_equal},
      {"<", Comparison::less},           {">", Comparison::greater},
  };
  for (const Spelling& spelling : spellings) {
    if (scanner_.take(spelling.text)) {
      comparison = spelling.comparison;
      return true;
    }
  }
  return false;
}

// comparable = literal / singular-query / function-expr
void Parser::check_comparable(const Operand& operand, std::size_t place) {
  if (failed()) return;
  if (operand.kind == OperandKind::query && !tree_.queries[operand.index].is_singular) {
    scanner_.fail_at(place, "syntax", "a query that may select several values cannot be compared",
                     "use names and indexes only, or value(...) or count(...)");
  }
  if (operand.kind == OperandKind::function) {
    const FunctionInfo& info = function_info(operand.function);
    if (info.result == ExpressionType::logical) {
      scanner_.fail_at(place, "syntax", std::string(info.name) + "() is a condition by itself",
                       "leave the comparison out, or put \"!\" in front");
    }
  }
}

std::uint32_t Parser::add_condition(const Condition& condition) {
  tree_.conditions.push_back(condition);
  return static_cast<std::uint32_t>(tree_.conditions.size() - 1);
}

std::uint32_t Parser::add_list(ConditionKind kind, const std::vector<std::uint32_t>& conditions) {
  if (conditions.size() == 1) return conditions.front();
  Condition condition;
  condition.kind = kind;
  condition.first = static_cast<std::uint32_t>(tree_.links.size());
  condition.count = static_cast<std::uint32_t>(conditions.size());
  tree_.links.insert(tree_.links.end(), conditions.begin(), conditions.end());
  return add_condition(condition);
}

}  // namespace fieldcall::expression::jsonpath
