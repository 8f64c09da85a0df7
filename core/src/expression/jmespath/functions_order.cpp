// max, max_by, min, min_by, sort, sort_by. Strings are ordered by code point, which is the order of
// their UTF-8 bytes. Sorting is stable; of equal extremes the first one wins.
#include <algorithm>

#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

namespace {

// Both are numbers or both are strings.
int compare_keys(const Value& left, const Value& right) {
  if (left.is_number()) return json::compare_numbers(left, right);
  return left.as_string().compare(right.as_string());
}

// What the expression reference makes of each item: all numbers or all strings. Pushed on the
// scratch stack; false if it is something else.
bool push_keys(const Call& call) {
  Evaluator& evaluator = call.evaluator;
  const std::size_t mark = evaluator.work().mark();
  for (const Value& item : call.arguments[0].items()) {
    const Value key = evaluator.apply(call, 1, item);
    if (evaluator.work().failed()) return false;
    const auto keys = evaluator.work().since(mark);
    const bool is_orderable = key.is_number() || key.is_string();
    if (!is_orderable || (!keys.empty() && keys[0].type() != key.type())) {
      evaluator.fail(call, "invalid-type",
                     std::string(signature_of(call.node.detail).name) +
                         "() orders by numbers or by strings, one key is " +
                         std::string(json::type_name(key.type())));
      return false;
    }
    evaluator.work().push(key);
  }
  return true;
}

// `sign` is 1 for the largest, -1 for the smallest. `keys` is not empty.
std::size_t extreme_index(std::span<const Value> keys, int sign) {
  std::size_t extreme = 0;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (compare_keys(keys[i], keys[extreme]) * sign > 0) extreme = i;
  }
  return extreme;
}

Value extreme(const Call& call, int sign) {
  const auto items = call.arguments[0].items();
  if (items.empty() || !call.evaluator.work().spend_walk(call.arguments[0])) return {};
  return items[extreme_index(items, sign)];
}

Value extreme_by(const Call& call, int sign) {
  Workspace& work = call.evaluator.work();
  const auto items = call.arguments[0].items();
  const std::size_t mark = work.mark();
  if (items.empty() || !push_keys(call)) return {};
  const std::size_t index = extreme_index(work.since(mark), sign);
  work.release(mark);
  return items[index];
}

// The items in the order of their keys.
Value sorted(const Call& call, std::span<const Value> keys) {
  Workspace& work = call.evaluator.work();
  const auto items = call.arguments[0].items();
  std::uint64_t key_bytes = 0;
  for (const Value& key : keys) key_bytes += key.as_string().size() + key.source_digits().size();
  // About as many comparisons as there are items, times the logarithm of that.
  std::uint64_t rounds = 1;
  for (std::size_t left = items.size(); left > 1; left /= 2) ++rounds;
  if (!work.spend_steps(rounds * (items.size() + key_bytes / 32))) return {};

  auto* const order = work.make_list<std::uint32_t>(items.size());
  if (order == nullptr) return {};
  for (std::uint32_t i = 0; i < items.size(); ++i) order[i] = i;
  // With the place as last resort: stable without the buffer that std::stable_sort would allocate.
  std::sort(order, order + items.size(), [&](std::uint32_t left, std::uint32_t right) {
    const int comparison = compare_keys(keys[left], keys[right]);
    return comparison != 0 ? comparison < 0 : left < right;
  });
  const std::size_t mark = work.mark();
  for (std::size_t i = 0; i < items.size(); ++i) work.push(items[order[i]]);
  return work.take_array(mark);
}

}  // namespace

Value run_max(const Call& call) {
  return extreme(call, 1);
}
Value run_max_by(const Call& call) {
  return extreme_by(call, 1);
}
Value run_min(const Call& call) {
  return extreme(call, -1);
}
Value run_min_by(const Call& call) {
  return extreme_by(call, -1);
}

Value run_sort(const Call& call) {
  return sorted(call, call.arguments[0].items());
}

Value run_sort_by(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::size_t mark = work.mark();
  if (!push_keys(call)) return {};
  const Value result = sorted(call, work.since(mark));
  work.release(mark);
  return result;
}

}  // namespace fieldcall::expression::jmespath
