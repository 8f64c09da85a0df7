#include "expression/jmespath/evaluator.hpp"

#include <algorithm>
#include <vector>

#include "expression/jmespath/arithmetic.hpp"
#include "text/suggest.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

Result<std::optional<Value>> Evaluator::run() {
  if (tree_.slot_count > 0) {
    slots_ = work_.make_list<Value>(tree_.slot_count);
    if (slots_ != nullptr) std::uninitialized_fill_n(slots_, tree_.slot_count, Value());
  }
  const Value result = evaluate(tree_.root, inputs_.root);
  if (!work_.failed() && tree_.may_grow) work_.accept_result(result);
  if (work_.failed()) return work_.take_error();
  return std::optional<Value>(result);
}

Value Evaluator::evaluate(NodeIndex index, const Value& current) {
  if (work_.failed() || !work_.spend_steps(1)) return {};
  const Node& node = tree_.nodes[index];
  switch (node.kind) {
    case NodeKind::current:
      return current;
    case NodeKind::root:
      return inputs_.root;
    case NodeKind::literal:
      return tree_.literals[node.first];
    case NodeKind::variable:
      return evaluate_variable(node);
    case NodeKind::chain:
      return evaluate_chain(node, current);
    case NodeKind::multi_select_list:
      return evaluate_list(node, current);
    case NodeKind::multi_select_hash:
      return evaluate_hash(node, current);
    case NodeKind::function:
      return evaluate_call(node, current);
    case NodeKind::expression_reference:
      return {};  // evaluated by the function that takes it
    case NodeKind::pipe:
      return evaluate_pipe(node, current);
    case NodeKind::logical_or:
      return evaluate_logic(node, current, true);
    case NodeKind::logical_and:
      return evaluate_logic(node, current, false);
    case NodeKind::ternary:
      return evaluate_ternary(node, current);
    case NodeKind::comparison:
    case NodeKind::arithmetic:
      return evaluate_operators(node, current);
    case NodeKind::logical_not:
      return Value::boolean(!is_truthy(evaluate(node.head, current)));
    case NodeKind::negate:
    case NodeKind::affirm:
      return evaluate_sign(node, current);
    case NodeKind::let:
      return evaluate_let(node, current);
  }
  return {};
}

Value Evaluator::evaluate_variable(const Node& node) {
  if (node.count != no_slot) return slots_[node.count];
  const std::string_view name = tree_.texts[node.first];
  std::vector<std::string_view> known;
  for (const Variable& variable : inputs_.variables) {
    if (variable.name == name) return variable.value;
  }
  for (const Variable& variable : inputs_.variables) known.push_back(variable.name);
  work_.fail("undefined-variable", "there is no variable $" + std::string(name), node.offset,
             text::did_you_mean(name, known));
  return {};
}

Value Evaluator::evaluate_let(const Node& node, const Value& current) {
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const std::uint32_t* const binding = &tree_.links[node.first + 3 * i];
    slots_[binding[1]] = evaluate(binding[2], current);
  }
  return evaluate(node.head, current);
}

Value Evaluator::evaluate_list(const Node& node, const Value& current) {
  const std::size_t mark = work_.mark();
  for (std::uint32_t i = 0; i < node.count && !work_.failed(); ++i) {
    work_.push(evaluate(tree_.links[node.first + i], current));
  }
  return work_.take_array(mark);
}

// A name that stands twice has its later value, in the place of the first.
Value Evaluator::evaluate_hash(const Node& node, const Value& current) {
  const std::span<json::Member> members = work_.make_members(node.count);
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < node.count && !work_.failed(); ++i) {
    const std::string_view name = tree_.texts[tree_.links[node.first + 2 * i]];
    const Value value = evaluate(tree_.links[node.first + 2 * i + 1], current);
    const auto made = members.first(count);
    const auto same = node.detail == 0
                          ? made.end()
                          : std::find_if(made.begin(), made.end(), [&](const json::Member& known) {
                              return known.key == name;
                            });
    if (work_.failed()) break;
    if (same == made.end()) {
      members[count++] = {name, value};
    } else {
      same->value = value;
    }
  }
  return work_.failed() ? Value() : Value::object(members.first(count));
}

Value Evaluator::evaluate_pipe(const Node& node, const Value& current) {
  Value value = current;
  for (std::uint32_t i = 0; i < node.count && !work_.failed(); ++i) {
    value = evaluate(tree_.links[node.first + i], value);
  }
  return value;
}

Value Evaluator::evaluate_logic(const Node& node, const Value& current, bool stop_at) {
  Value value;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    value = evaluate(tree_.links[node.first + i], current);
    if (work_.failed() || is_truthy(value) == stop_at) return value;
  }
  return value;
}

Value Evaluator::evaluate_ternary(const Node& node, const Value& current) {
  const std::uint32_t* const parts = &tree_.links[node.first];
  std::uint32_t i = 0;
  for (; i + 1 < node.count; i += 2) {
    const bool applies = is_truthy(evaluate(parts[i], current));
    if (work_.failed()) return {};
    if (applies) return evaluate(parts[i + 1], current);
  }
  return evaluate(parts[i], current);
}

// Filters spend their time here: paths and literals are what they compare.
Value Evaluator::operand(NodeIndex index, const Value& current) {
  const Node& node = tree_.nodes[index];
  if (node.kind == NodeKind::literal) return tree_.literals[node.first];
  return node.kind == NodeKind::chain ? evaluate_chain(node, current) : evaluate(index, current);
}

Value Evaluator::evaluate_operators(const Node& node, const Value& current) {
  const std::uint32_t* const parts = &tree_.links[node.first];
  Value left = operand(parts[1], current);
  for (std::uint32_t i = 1; i < node.count && !work_.failed(); ++i) {
    const auto operation = static_cast<TokenKind>(parts[2 * i]);
    const Value right = operand(parts[2 * i + 1], current);
    if (work_.failed()) return {};
    left = node.kind == NodeKind::comparison ? compare(operation, left, right)
                                             : calculate(operation, left, right, node.offset);
  }
  return left;
}

// Ordering is defined for numbers only and null for everything else.
Value Evaluator::compare(TokenKind operation, const Value& left, const Value& right) {
  if (operation == TokenKind::equal || operation == TokenKind::not_equal) {
    if (left.is_string() && right.is_string()) {
      if (!work_.spend_text(left.as_string().size())) return {};
      return Value::boolean((left.as_string() == right.as_string()) ==
                            (operation == TokenKind::equal));
    }
    if (left.type() == right.type() && !work_.spend_walk(left)) return {};
    return Value::boolean((left == right) == (operation == TokenKind::equal));
  }
  if (!left.is_number() || !right.is_number()) return {};
  if (!work_.spend_number(left) || !work_.spend_number(right)) return {};
  const int order = json::compare_numbers(left, right);
  switch (operation) {
    case TokenKind::less:
      return Value::boolean(order < 0);
    case TokenKind::less_equal:
      return Value::boolean(order <= 0);
    case TokenKind::greater:
      return Value::boolean(order > 0);
    default:
      return Value::boolean(order >= 0);
  }
}

namespace {

std::string operation_text(TokenKind operation) {
  switch (operation) {
    case TokenKind::plus:
      return "+";
    case TokenKind::minus:
      return "-";
    case TokenKind::multiply:
      return "*";
    case TokenKind::divide:
      return "/";
    case TokenKind::integer_divide:
      return "//";
    default:
      return "%";
  }
}

}  // namespace

Value Evaluator::calculate(TokenKind operation, const Value& left, const Value& right,
                           std::uint32_t offset) {
  if (!left.is_number() || !right.is_number()) {
    const Value& culprit = left.is_number() ? right : left;
    work_.fail("invalid-type",
               operation_text(operation) + " needs numbers on both sides, one is " +
                   std::string(json::type_name(culprit.type())),
               offset, "turn text into a number with to_number()");
    return {};
  }
  if (!work_.spend_number(left) || !work_.spend_number(right)) return {};
  const auto result = compute(operation, left, right);
  if (!result) {
    work_.fail("not-a-number",
               "the result of " + operation_text(operation) +
                   " is no number (division by zero, or too large)",
               offset);
  }
  return result.value_or(Value());
}

Value Evaluator::evaluate_sign(const Node& node, const Value& current) {
  const Value operand = evaluate(node.head, current);
  if (work_.failed()) return {};
  if (!operand.is_number()) {
    work_.fail("invalid-type",
               "a sign needs a number, not " + std::string(json::type_name(operand.type())),
               node.offset);
    return {};
  }
  if (node.kind == NodeKind::affirm) return operand;
  const auto result = negate(operand);
  if (!result) work_.fail("not-a-number", "the number is too large to be negated", node.offset);
  return result.value_or(Value());
}

Value Evaluator::evaluate_call(const Node& node, const Value& current) {
  const std::size_t mark = work_.mark();
  for (std::uint32_t i = 0; i < node.count; ++i) {
    work_.push(evaluate(tree_.links[node.first + i], current));
    if (work_.failed()) return {};
  }
  const Signature& signature = signature_of(node.detail);
  const Call call{*this, work_.since(mark), node};
  Value result;
  if (check_arguments(call, signature)) result = signature.run(call);
  work_.release(mark);
  return result;
}

namespace {

bool all_of_type(const Value& array, json::Type type) {
  const auto items = array.items();
  return std::all_of(items.begin(), items.end(),
                     [&](const Value& item) { return item.type() == type; });
}

bool is_acceptable(const Value& value, Parameter parameter) {
  using json::Type;
  switch (parameter) {
    case Parameter::any:
    case Parameter::expression:
      return true;
    case Parameter::number:
      return value.is_number();
    case Parameter::string:
      return value.is_string();
    case Parameter::array:
      return value.is_array();
    case Parameter::object:
      return value.is_object();
    case Parameter::string_or_array:
      return value.is_string() || value.is_array();
    case Parameter::string_array_or_object:
      return value.is_string() || !value.is_scalar();
    case Parameter::array_of_numbers:
      return value.is_array() && all_of_type(value, Type::number);
    case Parameter::array_of_strings:
      return value.is_array() && all_of_type(value, Type::string);
    case Parameter::array_of_numbers_or_strings:
      return value.is_array() &&
             (all_of_type(value, Type::number) || all_of_type(value, Type::string));
    case Parameter::array_of_arrays:
      return value.is_array() && all_of_type(value, Type::array);
    case Parameter::array_of_objects:
      return value.is_array() && all_of_type(value, Type::object);
  }
  return false;
}

// "null", "an array with a string at 2": what is wrong with an array is one of its items.
std::string describe_value(const Value& value, Parameter parameter) {
  if (!value.is_array() || parameter < Parameter::array_of_numbers) {
    return std::string(json::type_name(value.type()));
  }
  std::string types;
  for (const json::Type type : {json::Type::null, json::Type::boolean, json::Type::number,
                                json::Type::string, json::Type::array, json::Type::object}) {
    const auto items = value.items();
    const bool occurs = std::any_of(items.begin(), items.end(),
                                    [&](const Value& item) { return item.type() == type; });
    if (occurs) types += (types.empty() ? "" : ", ") + std::string(json::type_name(type));
  }
  return "an array that holds " + types;
}

}  // namespace

bool Evaluator::check_arguments(const Call& call, const Signature& signature) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Parameter wanted = parameter(signature, i);
    const Value& argument = call.arguments[i];
    if (!work_.spend_steps(1 + argument.size())) return false;
    if (argument.is_number() && !work_.spend_number(argument)) return false;
    if (is_acceptable(argument, wanted)) continue;
    work_.fail("invalid-type",
               "argument " + std::to_string(i + 1) + " of " + std::string(signature.name) +
                   "() must be " + std::string(parameter_text(wanted)) + ", not " +
                   describe_value(argument, wanted),
               call.node.offset);
    return false;
  }
  return true;
}

Value Evaluator::apply(const Call& call, std::size_t argument, const Value& element) {
  const NodeIndex reference = tree_.links[call.node.first + argument];
  return evaluate(tree_.nodes[reference].head, element);
}

Value Evaluator::fail(const Call& call, std::string_view code, std::string message) {
  work_.fail(code, std::move(message), call.node.offset);
  return {};
}

}  // namespace fieldcall::expression::jmespath
