#include "json/value.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "fieldcall/check.hpp"
#include "json/number.hpp"

namespace fieldcall::json {
namespace {

// Two values still to be compared.
struct Pair {
  const Value* left;
  const Value* right;
};

// Wider objects whose members stand in different orders are sorted: searching would be quadratic.
constexpr std::size_t searched_members_max = 16;

std::vector<const Member*> sorted_by_key(std::span<const Member> members) {
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const Member* a, const Member* b) { return a->key < b->key; });
  return sorted;
}

// Pairs the members of two objects of one size by key. False if the keys differ.
bool pair_members(const Value& left, const Value& right, std::vector<Pair>& pairs) {
  const std::span<const Member> ours = left.members();
  const std::span<const Member> theirs = right.members();
  std::size_t index = 0;
  for (; index < ours.size() && ours[index].key == theirs[index].key; ++index) {
    pairs.push_back({&ours[index].value, &theirs[index].value});
  }
  if (ours.size() - index <= searched_members_max) {
    for (; index < ours.size(); ++index) {
      const Value* other = right.find(ours[index].key);
      if (other == nullptr) return false;
      pairs.push_back({&ours[index].value, other});
    }
    return true;
  }
  const auto our_rest = sorted_by_key(ours.subspan(index));
  const auto their_rest = sorted_by_key(theirs.subspan(index));
  for (std::size_t place = 0; place < our_rest.size(); ++place) {
    if (our_rest[place]->key != their_rest[place]->key) return false;
    pairs.push_back({&our_rest[place]->value, &their_rest[place]->value});
  }
  return true;
}

// Compares what can be compared at once and adds the rest to `pairs`.
bool equal_so_far(const Value& left, const Value& right, std::vector<Pair>& pairs) {
  if (left.type() != right.type() || left.size() != right.size()) return false;
  switch (left.type()) {
    case Type::null:
      return true;
    case Type::boolean:
      return left.as_boolean() == right.as_boolean();
    case Type::number:
      return compare_numbers(left, right) == 0;
    case Type::string:
      return left.as_string() == right.as_string();
    case Type::array:
      for (std::size_t index = 0; index < left.size(); ++index) {
        pairs.push_back({&left.items()[index], &right.items()[index]});
      }
      return true;
    case Type::object:
      return pair_members(left, right, pairs);
  }
  return false;
}

}  // namespace

std::string_view type_name(Type type) {
  switch (type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "boolean";
    case Type::number:
      return "number";
    case Type::string:
      return "string";
    case Type::array:
      return "array";
    case Type::object:
      return "object";
  }
  return "";
}

const Value* Value::find(std::string_view key) const {
  const std::span<const Member> all = members();
  for (std::size_t index = all.size(); index-- > 0;) {
    if (all[index].key == key) return &all[index].value;
  }
  return nullptr;
}

void Value::append_number_text(std::string& out) const {
  if (!is_number()) return;
  switch (number_form_) {
    case NumberForm::digits:
      out.append(data_.text_, size_);
      return;
    case NumberForm::integer:
      out += format_int64(data_.integer_);
      return;
    case NumberForm::real:
      out += format_double(data_.real_);
      return;
  }
}

std::string Value::number_text() const {
  std::string text;
  append_number_text(text);
  return text;
}

std::optional<std::int64_t> Value::as_int64() const {
  if (!is_number()) return {};
  if (number_form_ == NumberForm::integer) return data_.integer_;
  if (number_form_ == NumberForm::digits) return parse_int64({data_.text_, size_});
  return parse_int64(format_double(data_.real_));
}

std::optional<std::uint64_t> Value::as_uint64() const {
  if (!is_number()) return {};
  if (number_form_ == NumberForm::digits) return parse_uint64({data_.text_, size_});
  return parse_uint64(number_text());
}

std::optional<double> Value::as_double() const {
  if (!is_number()) return {};
  switch (number_form_) {
    case NumberForm::digits:
      return parse_double({data_.text_, size_});
    case NumberForm::integer:
      return static_cast<double>(data_.integer_);
    case NumberForm::real:
      return data_.real_;
  }
  return {};
}

bool operator==(const Value& left, const Value& right) {
  std::vector<Pair> pairs;
  if (!equal_so_far(left, right, pairs)) return false;
  while (!pairs.empty()) {
    const Pair pair = pairs.back();
    pairs.pop_back();
    if (!equal_so_far(*pair.left, *pair.right, pairs)) return false;
  }
  return true;
}

int compare_numbers(const Value& left, const Value& right) {
  using Form = Value::NumberForm;
  FIELDCALL_CHECK(left.is_number() && right.is_number());
  const auto order = [](auto a, auto b) { return a < b ? -1 : b < a ? 1 : 0; };
  if (left.number_form_ == right.number_form_) {
    if (left.number_form_ == Form::integer) return order(left.data_.integer_, right.data_.integer_);
    if (left.number_form_ == Form::real) return order(left.data_.real_, right.data_.real_);
    return compare_digits({left.data_.text_, left.size_}, {right.data_.text_, right.size_});
  }
  // A computed number is what it is written as: real(0.1) is 0.1.
  return compare_digits(left.number_text(), right.number_text());
}

}  // namespace fieldcall::json
