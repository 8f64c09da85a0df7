#include "expression/jsonpath/printer.hpp"

#include "expression/jsonpath/normalized_path.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

class Printer {
 public:
  explicit Printer(const Tree& tree) : tree_(tree) {}

  std::string run() {
    print_query(tree_.main_query());
    return std::move(out_);
  }

 private:
  void print_query(const Query& query) {
    out_ += query.is_absolute ? '$' : '@';
    for (std::uint32_t i = 0; i < query.segment_count; ++i) {
      const Segment& segment = tree_.segments[query.first_segment + i];
      out_ += segment.is_descendant ? "..[" : "[";
      for (std::uint32_t j = 0; j < segment.selector_count; ++j) {
        if (j > 0) out_ += ", ";
        print_selector(tree_.selectors[segment.first_selector + j]);
      }
      out_ += ']';
    }
  }

  void print_selector(const Selector& selector) {
    switch (selector.kind) {
      case SelectorKind::name:
        return append_quoted(selector.name, out_);
      case SelectorKind::wildcard:
        out_ += '*';
        return;
      case SelectorKind::index:
        out_ += std::to_string(selector.start.value_or(0));
        return;
      case SelectorKind::slice:
        if (selector.start) out_ += std::to_string(*selector.start);
        out_ += ':';
        if (selector.end) out_ += std::to_string(*selector.end);
        if (selector.step != 1) out_ += ':' + std::to_string(selector.step);
        return;
      case SelectorKind::filter:
        out_ += '?';
        return print_condition(tree_.conditions[selector.condition]);
    }
  }

  void print_condition(const Condition& condition) {
    switch (condition.kind) {
      case ConditionKind::logical_or:
        return print_list(condition, " || ");
      case ConditionKind::logical_and:
        return print_list(condition, " && ");
      case ConditionKind::logical_not:
        return print_negation(tree_.conditions[condition.first]);
      case ConditionKind::exists:
        return print_query(tree_.queries[condition.first]);
      case ConditionKind::comparison:
        print_operand(tree_.operands[condition.first]);
        out_ += comparison_text(condition.comparison);
        return print_operand(tree_.operands[condition.first + 1]);
      case ConditionKind::test:
        return print_operand(tree_.operands[condition.first]);
    }
  }

  // Parentheses around what would otherwise be read as part of this list.
  void print_list(const Condition& list, std::string_view separator) {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      if (i > 0) out_ += separator;
      const Condition& part = tree_.conditions[tree_.links[list.first + i]];
      const bool binds_tighter =
          part.kind != ConditionKind::logical_or &&
          (part.kind != ConditionKind::logical_and || list.kind == ConditionKind::logical_or);
      if (binds_tighter) {
        print_condition(part);
      } else {
        print_in_parentheses(part);
      }
    }
  }

  void print_negation(const Condition& negated) {
    out_ += '!';
    if (negated.kind == ConditionKind::exists || negated.kind == ConditionKind::test) {
      print_condition(negated);
    } else {
      print_in_parentheses(negated);
    }
  }

  void print_in_parentheses(const Condition& condition) {
    out_ += '(';
    print_condition(condition);
    out_ += ')';
  }

  static std::string_view comparison_text(Comparison comparison) {
    switch (comparison) {
      case Comparison::equal:
        return " == ";
      case Comparison::not_equal:
        return " != ";
      case Comparison::less:
        return " < ";
      case Comparison::less_or_equal:
        return " <= ";
      case Comparison::greater:
        return " > ";
      case Comparison::greater_or_equal:
        return " >= ";
    }
    return "";
  }

  void print_operand(const Operand& operand) {
    switch (operand.kind) {
      case OperandKind::literal:
        return print_literal(operand.literal);
      case OperandKind::query:
        return print_query(tree_.queries[operand.index]);
      case OperandKind::function: {
        const FunctionInfo& info = function_info(operand.function);
        out_ += info.name;
        out_ += '(';
        for (std::uint32_t i = 0; i < info.parameter_count; ++i) {
          if (i > 0) out_ += ", ";
          print_operand(tree_.operands[operand.index + i]);
        }
        out_ += ')';
        return;
      }
    }
  }

  void print_literal(const json::Value& literal) {
    if (literal.is_string()) {
      append_quoted(literal.as_string(), out_);
    } else if (literal.is_number()) {
      literal.append_number_text(out_);
    } else if (literal.is_null()) {
      out_ += "null";
    } else {
      out_ += literal.as_boolean() ? "true" : "false";
    }
  }

  const Tree& tree_;
  std::string out_;
};

}  // namespace

std::string print(const Tree& tree) {
  return Printer(tree).run();
}

}  // namespace fieldcall::expression::jsonpath
