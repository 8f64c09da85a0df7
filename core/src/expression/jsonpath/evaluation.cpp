#include "expression/jsonpath/evaluation.hpp"

#include <algorithm>

namespace fieldcall::expression::jsonpath {

using json::Value;

// ---- conditions ----

// Recursion ends with the depth of the tree.
bool Evaluation::test(const Condition& condition, const Value& current) {
  if (!spend_steps(1)) return false;
  switch (condition.kind) {
    case ConditionKind::logical_or:
      return test_links(condition, current, true);
    case ConditionKind::logical_and:
      return !test_links(condition, current, false) && !failed_;
    case ConditionKind::logical_not:
      return !test(tree_.conditions[condition.first], current) && !failed_;
    case ConditionKind::exists:
      return exists(tree_.queries[condition.first], current);
    case ConditionKind::comparison:
      return compare(condition, current);
    case ConditionKind::test:
      return matches(tree_.operands[condition.first], current);
  }
  return false;
}

// Whether one of the listed conditions comes out as `wanted`.
bool Evaluation::test_links(const Condition& list, const Value& current, bool wanted) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const bool outcome = test(tree_.conditions[tree_.links[list.first + i]], current);
    if (failed_) return false;
    if (outcome == wanted) return true;
  }
  return false;
}

bool Evaluation::exists(const Query& query, const Value& current) {
  const Value& start = start_of(query, current);
  if (query.is_singular) return find(query, start) != nullptr;
  return Cursor(*this, query, start).next() != nullptr;
}

// RFC 9535, 2.3.5.2.2. Nothing equals nothing, and nothing else.
bool Evaluation::compare(const Condition& condition, const Value& current) {
  const auto left = operand(tree_.operands[condition.first], current);
  const auto right = operand(tree_.operands[condition.first + 1], current);
  if (failed_) return false;
  const auto equal = [&] { return left && right ? equals(*left, *right) : !left && !right; };
  const auto less = [&](const auto& a, const auto& b) { return a && b && is_less(*a, *b); };
  switch (condition.comparison) {
    case Comparison::equal:
      return equal();
    case Comparison::not_equal:
      return !equal() && !failed_;
    case Comparison::less:
      return less(left, right);
    case Comparison::less_or_equal:
      return less(left, right) || equal();
    case Comparison::greater:
      return less(right, left);
    case Comparison::greater_or_equal:
      return less(right, left) || equal();
  }
  return false;
}

bool Evaluation::equals(const Value& left, const Value& right) {
  if (left.type() != right.type() || left.size() != right.size()) return false;
  const auto spend = [this](const Value& value, std::string_view key) {
    return spend_text(key.size() + value.as_string().size() + value.source_digits().size());
  };
  return walk(left, spend) && left == right;
}

// UTF-8 bytes are in the order of code points.
bool Evaluation::is_less(const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) {
    return spend_text(left.source_digits().size() + right.source_digits().size()) &&
           json::compare_numbers(left, right) < 0;
  }
  if (left.is_string() && right.is_string()) {
    return spend_text(std::min(left.as_string().size(), right.as_string().size())) &&
           left.as_string() < right.as_string();
  }
  return false;
}

std::optional<Value> Evaluation::operand(const Operand& operand, const Value& current) {
  switch (operand.kind) {
    case OperandKind::literal:
      return operand.literal;
    case OperandKind::query: {
      const Query& query = tree_.queries[operand.index];
      const Value* const node = find(query, start_of(query, current));
      if (node == nullptr) return {};
      return *node;
    }
    case OperandKind::function:
      return call(operand, current);
  }
  return {};
}

const Value* Evaluation::find(const Query& query, const Value& start) {
  const Value* node = &start;
  for (std::uint32_t i = 0; node != nullptr && i < query.segment_count; ++i) {
    if (!spend_steps(1 + node->members().size() / 16)) return nullptr;
    const Segment& segment = tree_.segments[query.first_segment + i];
    const Selector& selector = tree_.selectors[segment.first_selector];
    if (selector.kind == SelectorKind::name) {
      node = node->find(selector.name);
    } else {
      const auto items = node->items();
      const auto size = static_cast<std::int64_t>(items.size());
      const std::int64_t index = *selector.start < 0 ? *selector.start + size : *selector.start;
      node = index < 0 || index >= size ? nullptr : &items[static_cast<std::size_t>(index)];
    }
  }
  return node;
}

// ---- budgets and memory ----

bool Evaluation::accept_result(const Value& value) {
  return walk(value, [this](const Value& part, std::string_view key) {
    return spend_nodes(1) && spend_bytes(key.size() + part.as_string().size() +
                                         part.source_digits().size() + sizeof(Value));
  });
}

// Uses the stack of descents: no recursion, however deep the value is.
template <class Spend>
bool Evaluation::walk(const Value& value, Spend spend) {
  if (!spend(value, {})) return false;
  const std::uint32_t start = visits_size_;
  if (value.size() > 0) push_visit(value);
  while (visits_size_ > start) {
    Visit& visit = visits_[visits_size_ - 1];
    if (visit.next == visit.node->size()) {
      --visits_size_;
      continue;
    }
    const std::uint32_t place = visit.next++;
    const bool is_array = visit.node->is_array();
    const Value& child = is_array ? visit.node->items()[place] : visit.node->members()[place].value;
    if (!spend(child, is_array ? std::string_view() : visit.node->members()[place].key)) {
      visits_size_ = start;
      return false;
    }
    if (child.size() > 0) push_visit(child);
  }
  return true;
}

Error Evaluation::error() const {
  const auto message = [](std::uint32_t limit, std::string_view what) {
    return "the query is too expensive: more than " + std::to_string(limit) + " " +
           std::string(what);
  };
  switch (used_up_) {
    case Part::steps:
      return {"budget", message(budget_.steps_max, "steps"), "select less before filtering it"};
    case Part::nodes:
      return {"budget", message(budget_.nodes_max, "values in its result"), "select less"};
    case Part::bytes:
      return {"budget", message(budget_.bytes_max, "bytes in its result"), "select less"};
  }
  return {};
}

Evaluation::Frame* Evaluation::frames() {
  if (frames_ == nullptr) {
    frames_ = static_cast<Frame*>(arena_.allocate(tree_.segments.size() * sizeof(Frame)));
  }
  return frames_;
}

void Evaluation::push_visit(const Value& node) {
  if (visits_size_ == visits_capacity_) {
    const std::uint32_t capacity = visits_capacity_ == 0 ? 32 : 2 * visits_capacity_;
    auto* const visits = static_cast<Visit*>(arena_.allocate(capacity * sizeof(Visit)));
    std::copy(visits_, visits_ + visits_size_, visits);
    visits_ = visits;
    visits_capacity_ = capacity;
  }
  visits_[visits_size_++] = {&node, 0};
}

}  // namespace fieldcall::expression::jsonpath
