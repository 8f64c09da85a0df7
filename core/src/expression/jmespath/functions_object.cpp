// from_items, group_by, items, keys, merge, values. Members keep the order of their first
// appearance.
#include <algorithm>

#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"

namespace fieldcall::expression::jmespath {

using json::Member;
using json::Value;

namespace {

// Finds keys again by their place in a sorted list, so that many members stay cheap.
//
// Members are given in order, with repetitions; what comes out has each key once, in the place of
// its first member and with the value of its last.
Value object_of(const Call& call, std::span<const Member> members) {
  Workspace& work = call.evaluator.work();
  auto* const order = work.make_list<std::uint32_t>(members.size());
  auto* const firsts = work.make_list<std::uint32_t>(members.size());
  const std::span<Member> made = work.make_members(members.size());
  if (work.failed() || !work.spend_steps(members.size() * 16)) return {};
  for (std::uint32_t i = 0; i < members.size(); ++i) order[i] = i;
  std::sort(order, order + members.size(), [&](std::uint32_t left, std::uint32_t right) {
    const int comparison = members[left].key.compare(members[right].key);
    return comparison != 0 ? comparison < 0 : left < right;
  });
  // For the first member of each key: the place of its last one. Others are marked as such.
  constexpr std::uint32_t repeated = 0xffffffff;
  for (std::size_t begin = 0, end = 0; begin < members.size(); begin = end) {
    const std::string_view key = members[order[begin]].key;
    for (end = begin + 1; end < members.size() && members[order[end]].key == key; ++end) {
      firsts[order[end]] = repeated;
    }
    firsts[order[begin]] = order[end - 1];
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (firsts[i] == repeated) continue;
    made[count++] = {members[i].key, members[firsts[i]].value};
  }
  return Value::object(made.first(count));
}

}  // namespace

Value run_from_items(const Call& call) {
  Workspace& work = call.evaluator.work();
  const auto pairs = call.arguments[0].items();
  auto* const members = work.make_list<Member>(pairs.size());
  if (members == nullptr) return {};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto pair = pairs[i].items();
    if (pair.size() != 2 || !pair[0].is_string()) {
      return call.evaluator.fail(
          call, "invalid-value",
          "from_items() takes pairs of a name and a value; item " + std::to_string(i) + " is none");
    }
    members[i] = {pair[0].as_string(), pair[1]};
  }
  return object_of(call, {members, pairs.size()});
}

// The elements whose key is the string, under that string. A null key leaves its element out.
Value run_group_by(const Call& call) {
  Workspace& work = call.evaluator.work();
  const auto elements = call.arguments[0].items();
  const std::size_t mark = work.mark();
  for (const Value& element : elements) {
    const Value key = call.evaluator.apply(call, 1, element);
    if (work.failed()) return {};
    if (!key.is_string() && !key.is_null()) {
      return call.evaluator.fail(
          call, "invalid-type",
          "group_by() groups by strings, one key is " + std::string(json::type_name(key.type())));
    }
    work.push(key);
  }
  const auto keys = work.since(mark);
  auto* const order = work.make_list<std::uint32_t>(elements.size());
  auto* const groups = work.make_list<Member>(elements.size());
  if (work.failed() || !work.spend_steps(elements.size() * 16)) return {};
  std::uint32_t grouped = 0;
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    if (keys[i].is_string()) order[grouped++] = i;
  }
  std::sort(order, order + grouped, [&](std::uint32_t left, std::uint32_t right) {
    const int comparison = keys[left].as_string().compare(keys[right].as_string());
    return comparison != 0 ? comparison < 0 : left < right;
  });
  // One array per run of equal keys, kept at the place of its first element.
  for (std::uint32_t begin = 0, end = 0; begin < grouped; begin = end) {
    const std::string_view key = keys[order[begin]].as_string();
    const std::size_t group = work.mark();
    for (end = begin; end < grouped && keys[order[end]].as_string() == key; ++end) {
      work.push(elements[order[end]]);
    }
    groups[order[begin]] = {key, work.take_array(group)};
    for (std::uint32_t i = begin + 1; i < end; ++i) groups[order[i]] = {};
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < elements.size() && !work.failed(); ++i) {
    if (keys[i].is_string() && groups[i].value.is_array()) groups[count++] = groups[i];
  }
  work.release(mark);
  const std::span<Member> made = work.make_members(count);
  if (work.failed()) return {};
  std::copy(groups, groups + count, made.begin());
  return Value::object(made);
}

Value run_items(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::size_t mark = work.mark();
  for (const Member& member : call.arguments[0].members()) {
    const std::array<Value, 2> pair{Value::string(member.key), member.value};
    work.push(work.make_array(pair));
    if (work.failed()) return {};
  }
  return work.take_array(mark);
}

Value run_keys(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::size_t mark = work.mark();
  if (!work.spend_steps(call.arguments[0].size())) return {};
  for (const Member& member : call.arguments[0].members()) work.push(Value::string(member.key));
  return work.take_array(mark);
}

Value run_merge(const Call& call) {
  Workspace& work = call.evaluator.work();
  std::size_t count = 0;
  for (const Value& object : call.arguments) count += object.size();
  auto* const members = work.make_list<Member>(count);
  if (members == nullptr) return {};
  Member* end = members;
  for (const Value& object : call.arguments) {
    end = std::copy(object.members().begin(), object.members().end(), end);
  }
  return object_of(call, {members, count});
}

Value run_values(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::size_t mark = work.mark();
  if (!work.spend_steps(call.arguments[0].size())) return {};
  for (const Member& member : call.arguments[0].members()) work.push(member.value);
  return work.take_array(mark);
}

}  // namespace fieldcall::expression::jmespath
