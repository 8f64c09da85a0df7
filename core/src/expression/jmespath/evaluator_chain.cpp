// Following a chain of steps, with projections.
//
// A chain is parted by its flatten steps. Within a part every projecting step gives each of its
// elements to the steps behind it and collects what is not null; a flatten starts from the list
// that all before it came to.
#include <algorithm>

#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/string_slice.hpp"
#include "json/same_text.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using json::Value;

std::size_t steps_before_flatten(std::span<const Step> steps) {
  const auto found = std::find_if(steps.begin(), steps.end(),
                                  [](const Step& step) { return step.kind == StepKind::flatten; });
  return static_cast<std::size_t>(found - steps.begin());
}

const Value* find_item(const Value& array, std::int64_t index) {
  const auto items = array.items();
  const auto size = static_cast<std::int64_t>(items.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return nullptr;
  return &items[static_cast<std::size_t>(index)];
}

// Value::find in line: this is where evaluation spends its time. Keys do not repeat.
const Value* find_member(const Value& object, std::string_view name) {
  for (const json::Member& member : object.members()) {
    if (json::same_text(member.key, name)) return &member.value;
  }
  return nullptr;
}

}  // namespace

Value Evaluator::evaluate_chain(const Node& node, const Value& current) {
  Steps rest(&tree_.steps[node.first], node.count);
  const bool has_flatten = node.detail != 0;
  std::size_t part = has_flatten ? steps_before_flatten(rest) : rest.size();
  Value value = tree_.nodes[node.head].kind == NodeKind::current
                    ? follow(rest.first(part), current, false)
                    : follow(rest.first(part), evaluate(node.head, current), false);
  while (part < rest.size() && !work_.failed()) {
    rest = rest.subspan(part + 1);
    part = steps_before_flatten(rest);
    value = flatten(rest.first(part), value);
  }
  return value;
}

// `steps` has no flatten. `is_projected`: the value is an element of a projection. Goes from place
// to place in the document; only what a step makes is held here.
Value Evaluator::follow(Steps steps, const Value& start, bool is_projected) {
  const Value* value = &start;
  Value made;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (step.kind == StepKind::field) {  // most of all steps; null has no members
      if (!work_.spend_steps(1 + value->size() / 8)) return {};
      value = find_member(*value, step.name);
      if (value == nullptr) return {};
      continue;
    }
    if (value->is_null() && !(is_projected && i == 0 && step.kind == StepKind::apply)) return {};
    switch (step.kind) {
      case StepKind::index:
        value = find_item(*value, step.index);
        break;
      case StepKind::apply:
        made = evaluate(step.reference, *value);
        value = &made;
        if (work_.failed()) return {};
        break;
      case StepKind::slice: {
        const Slice& slice = tree_.slices[step.reference];
        if (!value->is_string()) return project_slice(slice, steps.subspan(i + 1), *value);
        made = slice_string(slice, value->as_string(), work_);
        value = &made;
        if (work_.failed()) return {};
        break;
      }
      default:
        return project(step, steps.subspan(i + 1), *value);
    }
    if (value == nullptr) return {};
  }
  return *value;
}

void Evaluator::project_item(Steps rest, const Value& item) {
  const Value result = rest.empty() ? item : follow(rest, item, true);
  if (!result.is_null()) work_.push(result);
}

Value Evaluator::project(const Step& step, Steps rest, const Value& value) {
  const bool is_over_object = step.kind == StepKind::object_wildcard;
  if (is_over_object ? !value.is_object() : !value.is_array()) return {};
  if (!work_.spend_steps(value.size())) return {};
  const std::size_t mark = work_.mark();
  for (const json::Member& member : value.members()) {
    project_item(rest, member.value);
    if (work_.failed()) return {};
  }
  for (const Value& item : value.items()) {
    if (step.kind == StepKind::list_wildcard || is_truthy(evaluate(step.reference, item))) {
      project_item(rest, item);
    }
    if (work_.failed()) return {};
  }
  return work_.take_array(mark);
}

Value Evaluator::flatten(Steps rest, const Value& value) {
  if (!value.is_array()) return {};
  const std::size_t mark = work_.mark();
  for (const Value& item : value.items()) {
    const std::span<const Value> inner =
        item.is_array() ? item.items() : std::span<const Value>(&item, 1);
    if (!work_.spend_steps(1 + inner.size())) return {};
    for (const Value& element : inner) {
      project_item(rest, element);
      if (work_.failed()) return {};
    }
  }
  return work_.take_array(mark);
}

Value Evaluator::project_slice(const Slice& slice, Steps rest, const Value& value) {
  if (!value.is_array()) return {};
  const SliceRange range = slice_range(slice, value.size());
  if (!work_.spend_steps(range.count)) return {};
  const std::size_t mark = work_.mark();
  for (std::uint32_t i = 0; i < range.count; ++i) {
    project_item(rest, value.items()[static_cast<std::size_t>(range.index_of(i))]);
    if (work_.failed()) return {};
  }
  return work_.take_array(mark);
}

}  // namespace fieldcall::expression::jmespath
