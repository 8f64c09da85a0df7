#include "json/document.hpp"

#include <utility>

namespace fieldcall::json {
namespace {

// Uninitialised room for `count` items, filled with copies that can still be changed.
template <class T>
std::span<T> changeable_copy(std::span<const T> items, Arena& arena) {
  T* const memory = static_cast<T*>(arena.allocate(items.size_bytes()));
  std::uninitialized_copy(items.begin(), items.end(), memory);
  return {memory, items.size()};
}

// Copies what `value` points to, one level deep; what its items point to is added to `pending`.
void copy_level(Value& value, Arena& arena, std::vector<Value*>& pending) {
  switch (value.type()) {
    case Type::null:
    case Type::boolean:
      return;
    case Type::number:
      if (const std::string_view digits = value.source_digits(); !digits.empty()) {
        value = Value::number(arena.copy(digits));
      }
      return;
    case Type::string:
      value = Value::string(arena.copy(value.as_string()));
      return;
    case Type::array: {
      const auto items = changeable_copy(value.items(), arena);
      for (Value& item : items) pending.push_back(&item);
      value = Value::array(items);
      return;
    }
    case Type::object: {
      const auto members = changeable_copy(value.members(), arena);
      for (Member& member : members) {
        member.key = arena.copy(member.key);
        pending.push_back(&member.value);
      }
      value = Value::object(members);
      return;
    }
  }
}

}  // namespace

Result<Document> Document::parse(std::string text, const ReadLimits& limits,
                                 std::vector<DuplicateKey>* duplicates) {
  Document document;
  document.text_ = std::make_unique<const std::string>(std::move(text));
  Result<Value> root = read(*document.text_, document.arena_, limits, duplicates);
  if (!root) return std::move(root).error();
  document.root_ = *root;
  return document;
}

Value deep_copy(const Value& value, Arena& arena) {
  Value copy = value;
  std::vector<Value*> pending{&copy};
  while (!pending.empty()) {
    Value* const next = pending.back();
    pending.pop_back();
    copy_level(*next, arena, pending);
  }
  return copy;
}

}  // namespace fieldcall::json
