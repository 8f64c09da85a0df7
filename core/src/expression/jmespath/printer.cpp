#include "expression/jmespath/printer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "expression/jmespath/function_table.hpp"
#include "json/number.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::expression::jmespath {
namespace {

// How tightly a node holds together; what holds less than its place asks for gets parentheses.
enum class Tightness : std::uint8_t {
  anything,
  ternary,
  logical_or,
  logical_and,
  comparison,
  addition,
  multiplication,
  sign,
  chain,
  single,
};

std::string_view operator_text(TokenKind kind) {
  switch (kind) {
    case TokenKind::equal:
      return " == ";
    case TokenKind::not_equal:
      return " != ";
    case TokenKind::less:
      return " < ";
    case TokenKind::less_equal:
      return " <= ";
    case TokenKind::greater:
      return " > ";
    case TokenKind::greater_equal:
      return " >= ";
    case TokenKind::plus:
      return " + ";
    case TokenKind::minus:
      return " - ";
    case TokenKind::multiply:
      return " * ";
    case TokenKind::divide:
      return " / ";
    case TokenKind::integer_divide:
      return " // ";
    default:
      return " % ";
  }
}

constexpr bool is_addition(TokenKind kind) {
  return kind == TokenKind::plus || kind == TokenKind::minus;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && !text::is_digit(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return text::is_alnum(c) || c == '_'; });
}

class Printer {
 public:
  explicit Printer(const Tree& tree) : tree_(tree) {}

  std::string run() {
    print(tree_.root, Tightness::anything);
    return std::move(out_);
  }

 private:
  [[nodiscard]] TokenKind operation(const Node& node, std::uint32_t part) const {
    return static_cast<TokenKind>(tree_.links[node.first + 2 * part]);
  }

  [[nodiscard]] Tightness tightness_of(const Node& node) const {
    switch (node.kind) {
      case NodeKind::pipe:
      case NodeKind::let:
      case NodeKind::expression_reference:
        return Tightness::anything;
      case NodeKind::ternary:
        return Tightness::ternary;
      case NodeKind::logical_or:
        return Tightness::logical_or;
      case NodeKind::logical_and:
        return Tightness::logical_and;
      case NodeKind::comparison:
        return Tightness::comparison;
      case NodeKind::arithmetic:
        return is_addition(operation(node, 1)) ? Tightness::addition : Tightness::multiplication;
      case NodeKind::logical_not:
      case NodeKind::negate:
      case NodeKind::affirm:
        return Tightness::sign;
      case NodeKind::chain:
        return Tightness::chain;
      default:
        return Tightness::single;
    }
  }

  void print(NodeIndex index, Tightness wanted) {
    const Node& node = tree_.nodes[index];
    const bool needs_parentheses = tightness_of(node) < wanted;
    if (needs_parentheses) out_ += '(';
    print_node(node);
    if (needs_parentheses) out_ += ')';
  }

  void print_node(const Node& node) {
    switch (node.kind) {
      case NodeKind::current:
        out_ += '@';
        return;
      case NodeKind::root:
        out_ += '$';
        return;
      case NodeKind::literal:
        return print_literal(tree_.literals[node.first]);
      case NodeKind::variable:
        out_ += "$" + std::string(tree_.texts[node.first]);
        return;
      case NodeKind::chain:
        return print_chain(node);
      case NodeKind::multi_select_list:
        return print_multi_select_list(node);
      case NodeKind::multi_select_hash:
        return print_multi_select_hash(node);
      case NodeKind::function:
        out_ += std::string(signature_of(node.detail).name) + "(";
        print_list(node, ", ", Tightness::anything);
        out_ += ')';
        return;
      case NodeKind::expression_reference:
        return print_prefixed("&", node, Tightness::anything);
      case NodeKind::pipe:
        return print_list(node, " | ", Tightness::ternary);
      case NodeKind::logical_or:
        return print_list(node, " || ", Tightness::logical_and);
      case NodeKind::logical_and:
        return print_list(node, " && ", Tightness::comparison);
      case NodeKind::ternary:
        return print_ternary(node);
      case NodeKind::comparison:
        return print_operators(node, Tightness::addition);
      case NodeKind::arithmetic:
        return print_operators(
            node, is_addition(operation(node, 1)) ? Tightness::multiplication : Tightness::sign);
      case NodeKind::logical_not:
        return print_prefixed("!", node, Tightness::sign);
      case NodeKind::negate:
        return print_prefixed("-", node, Tightness::sign);
      case NodeKind::affirm:
        return print_prefixed("+", node, Tightness::sign);
      case NodeKind::let:
        return print_let(node);
    }
  }

  void print_prefixed(std::string_view prefix, const Node& node, Tightness wanted) {
    out_ += prefix;
    print(node.head, wanted);
  }

  void print_list(const Node& node, std::string_view separator, Tightness wanted) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      if (i > 0) out_ += separator;
      print(tree_.links[node.first + i], wanted);
    }
  }

  void print_operators(const Node& node, Tightness wanted) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      if (i > 0) out_ += operator_text(operation(node, i));
      print(tree_.links[node.first + 2 * i + 1], wanted);
    }
  }

  void print_ternary(const Node& node) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const bool is_value = i % 2 == 1;
      if (i > 0) out_ += is_value ? " ? " : " : ";
      print(tree_.links[node.first + i], is_value ? Tightness::anything : Tightness::logical_or);
    }
  }

  void print_let(const Node& node) {
    out_ += "let ";
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const std::uint32_t* const binding = &tree_.links[node.first + 3 * i];
      if (i > 0) out_ += ", ";
      out_ += "$" + std::string(tree_.texts[binding[0]]) + " = ";
      print(binding[2], Tightness::anything);
    }
    out_ += " in ";
    print(node.head, Tightness::anything);
  }

  // [(*)] is a list with one part; [*] is a wildcard.
  void print_multi_select_list(const Node& node) {
    const std::size_t start = out_.size();
    out_ += '[';
    print_list(node, ", ", Tightness::anything);
    out_ += ']';
    if (out_.compare(start, std::string::npos, "[*]") == 0) out_.replace(start, 3, "[(*)]");
  }

  void print_multi_select_hash(const Node& node) {
    out_ += '{';
    for (std::uint32_t i = 0; i < node.count; ++i) {
      if (i > 0) out_ += ", ";
      print_name(tree_.texts[tree_.links[node.first + 2 * i]]);
      out_ += ": ";
      print(tree_.links[node.first + 2 * i + 1], Tightness::anything);
    }
    out_ += '}';
  }

  void print_name(std::string_view name) {
    if (is_plain_name(name)) {
      out_ += name;
    } else {
      json::write_string(name, out_);
    }
  }

  void print_literal(const json::Value& value) {
    if (value.is_string()) {
      out_ += '\'';
      for (const char c : value.as_string()) {
        if (c == '\'' || c == '\\') out_ += '\\';
        out_ += c;
      }
      out_ += '\'';
      return;
    }
    out_ += '`';
    for (const char c : json::to_text(value)) {
      if (c == '`') out_ += '\\';
      out_ += c;
    }
    out_ += '`';
  }

  // The current node is not written where the chain can start with its first step.
  void print_chain(const Node& node) {
    const Step* const steps = &tree_.steps[node.first];
    bool needs_dot = tree_.nodes[node.head].kind != NodeKind::current;
    if (needs_dot) {
      print(node.head, Tightness::single);
    } else if (steps[0].kind == StepKind::apply) {
      out_ += '@';
      needs_dot = true;
    }
    for (std::uint32_t i = 0; i < node.count; ++i) {
      print_step(steps[i], needs_dot);
      needs_dot = true;
    }
  }

  void print_step(const Step& step, bool needs_dot) {
    const std::string_view dot = needs_dot ? "." : "";
    switch (step.kind) {
      case StepKind::field:
        out_ += dot;
        return print_name(step.name);
      case StepKind::object_wildcard:
        out_ += dot;
        out_ += '*';
        return;
      case StepKind::apply:
        out_ += dot;
        return print_node(tree_.nodes[step.reference]);
      case StepKind::index:
        out_ += "[" + json::format_int64(step.index) + "]";
        return;
      case StepKind::slice:
        return print_slice(tree_.slices[step.reference]);
      case StepKind::list_wildcard:
        out_ += "[*]";
        return;
      case StepKind::flatten:
        out_ += "[]";
        return;
      case StepKind::filter:
        out_ += "[?";
        print(step.reference, Tightness::anything);
        out_ += ']';
        return;
    }
  }

  void print_slice(const Slice& slice) {
    out_ += '[';
    if (slice.has_start) out_ += json::format_int64(slice.start);
    out_ += ':';
    if (slice.has_stop) out_ += json::format_int64(slice.stop);
    if (slice.step != 1) out_ += ":" + json::format_int64(slice.step);
    out_ += ']';
  }

  const Tree& tree_;
  std::string out_;
};

}  // namespace

std::string print(const Tree& tree) {
  return Printer(tree).run();
}

}  // namespace fieldcall::expression::jmespath
