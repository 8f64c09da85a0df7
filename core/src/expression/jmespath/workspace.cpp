#include "expression/jmespath/workspace.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

void Workspace::fail(std::string_view code, std::string message, std::uint32_t offset,
                     std::string fix) {
  if (failed_) return;
  failed_ = true;
  error_ = Error{std::string(code), std::move(message), std::move(fix), offset};
}

bool Workspace::fail_budget(std::string_view what, std::uint32_t limit) {
  fail("budget",
       "the expression is too expensive: more than " + std::to_string(limit) + " " +
           std::string(what),
       0, "select less before computing with it");
  return false;
}

bool Workspace::spend_bytes(std::uint64_t bytes) {
  if (bytes > bytes_left_) return fail_budget("bytes of new values", budget_.bytes_max);
  bytes_left_ -= bytes;
  return true;
}

bool Workspace::spend_walk(const Value& value) {
  return walk(value, 1, false);
}

bool Workspace::accept_result(const Value& value) {
  budget_.settle({steps_left_, nodes_left_, bytes_left_});
  is_accepting_ = true;
  nodes_left_ = budget_.nodes_max;
  bytes_left_ = budget_.bytes_max;
  return walk(value, 1, true);
}

// Recursion ends with the depth that is allowed.
bool Workspace::walk(const Value& value, std::uint32_t depth, bool is_result) {
  if (value.is_string()) {
    return is_result ? spend_bytes(value.as_string().size()) : spend_text(value.as_string().size());
  }
  if (value.is_number() && !is_result) return spend_number(value);
  if (value.size() == 0) return true;
  if (depth > limits::json_depth_max) {
    fail("budget",
         "the expression makes a value nested more than " + std::to_string(limits::json_depth_max) +
             " levels deep",
         0);
    return false;
  }
  if (is_result ? !spend_nodes(value.size()) : !spend_steps(value.size())) return false;
  const auto walk_below = [&](const Value& below) { return walk(below, depth + 1, is_result); };
  const auto members = value.members();
  return value.is_array()
             ? std::all_of(value.items().begin(), value.items().end(), walk_below)
             : std::all_of(members.begin(), members.end(),
                           [&](const json::Member& member) { return walk_below(member.value); });
}

char* Workspace::make_text(std::uint64_t bytes) {
  if (!spend_text(bytes) || !spend_bytes(bytes)) return nullptr;
  return static_cast<char*>(arena_.allocate(static_cast<std::size_t>(bytes)));
}

Value Workspace::make_string(std::string_view text) {
  char* const memory = make_text(text.size());
  if (memory == nullptr) return {};
  std::copy(text.begin(), text.end(), memory);
  return Value::string({memory, text.size()});
}

Value Workspace::make_array(std::span<const Value> items) {
  if (failed_ || !spend_nodes(items.size())) return {};
  return Value::array(arena_.copy(items));
}

std::span<json::Member> Workspace::make_members(std::size_t count) {
  if (failed_ || !spend_nodes(count)) return {};
  return {static_cast<json::Member*>(arena_.allocate(count * sizeof(json::Member))), count};
}

// The old values stay where they are: a span of them that somebody still reads remains valid.
bool Workspace::grow() {
  const std::size_t capacity = capacity_ * 2;
  if (!spend_bytes(std::uint64_t{capacity} * sizeof(Value))) return false;
  Value* const values = static_cast<Value*>(arena_.allocate(capacity * sizeof(Value)));
  std::copy(values_, values_ + size_, values);
  values_ = values;
  capacity_ = capacity;
  return true;
}

}  // namespace fieldcall::expression::jmespath
