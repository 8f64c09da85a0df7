#include "expression/jsonpath/evaluation.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using json::Value;

// Steps of a regular expression are smaller than those of a query.
constexpr std::uint64_t operations_per_step = 8;

}  // namespace

// Functions that give a value; nothing where RFC 9535 says Nothing.
std::optional<Value> Evaluation::call(const Operand& call, const Value& current) {
  if (!spend_steps(1)) return {};
  const Operand& argument = tree_.operands[call.index];
  switch (call.function) {
    case Function::length: {
      const auto value = operand(argument, current);
      if (!value) return {};
      return length(*value);
    }
    case Function::count:
      return count(tree_.queries[argument.index], current);
    case Function::value:
      return single_value(tree_.queries[argument.index], current);
    case Function::match:
    case Function::search:
      break;  // true or false: see matches()
  }
  return {};
}

// RFC 9535, 2.4.4
std::optional<Value> Evaluation::length(const Value& value) {
  if (value.is_string()) {
    if (!spend_text(value.as_string().size())) return {};
    return Value::integer(static_cast<std::int64_t>(text::count_code_points(value.as_string())));
  }
  if (value.is_scalar()) return {};
  return Value::integer(value.size());
}

// RFC 9535, 2.4.5
std::optional<Value> Evaluation::count(const Query& query, const Value& current) {
  Cursor cursor(*this, query, start_of(query, current));
  std::int64_t nodes = 0;
  while (cursor.next() != nullptr) ++nodes;
  return Value::integer(nodes);
}

// RFC 9535, 2.4.8
std::optional<Value> Evaluation::single_value(const Query& query, const Value& current) {
  Cursor cursor(*this, query, start_of(query, current));
  const Value* const node = cursor.next();
  if (node == nullptr || cursor.next() != nullptr) return {};
  return *node;
}

// RFC 9535, 2.4.6 and 2.4.7
bool Evaluation::matches(const Operand& call, const Value& current) {
  const auto subject = operand(tree_.operands[call.index], current);
  if (!subject || !subject->is_string()) return false;
  const iregexp::Regexp* const regexp = pattern(call, current);
  if (regexp == nullptr || failed_) return false;
  const auto scope =
      call.function == Function::match ? iregexp::Scope::whole : iregexp::Scope::anywhere;
  std::uint64_t operations_left = steps_left_ * operations_per_step;
  const auto found = regexp->matches(subject->as_string(), scope, scratch_, operations_left);
  if (!found) return spend_steps(steps_left_ + 1);
  steps_left_ = operations_left / operations_per_step;
  return *found;
}

// nullptr if it is no string or no I-Regexp.
const iregexp::Regexp* Evaluation::pattern(const Operand& call, const Value& current) {
  if (call.pattern != no_pattern) {
    const auto& compiled = tree_.patterns[call.pattern];
    return compiled ? &*compiled : nullptr;
  }
  const auto text = operand(tree_.operands[call.index + 1], current);
  if (!text || !text->is_string()) return nullptr;
  const std::string_view source = text->as_string();
  if (!pattern_text_ || pattern_text_->as_string() != source) {
    if (!spend_text(source.size())) return nullptr;
    pattern_text_ = text;
    pattern_.reset();
    auto regexp = iregexp::Regexp::compile(source);
    if (regexp) {
      if (!spend_text(regexp->instruction_count() * sizeof(iregexp::Instruction))) return nullptr;
      pattern_ = *std::move(regexp);
    } else if (regexp.error().code != "syntax") {
      spend_steps(steps_left_ + 1);
    }
  }
  return pattern_ ? &*pattern_ : nullptr;
}

}  // namespace fieldcall::expression::jsonpath
