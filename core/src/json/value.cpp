#include "json/value.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "json/number.hpp"
#include "json/same_text.hpp"

namespace fieldcall::json {
namespace {

// Two containers of one kind and size, and how many of their parts are compared.
struct Pair {
  const Value* left;
  const Value* right;
  std::uint32_t next;
};

// Pairs on the way down. Documents are no deeper than what needs no memory; computed values may be.
class PairStack {
 public:
  void push(const Pair& pair) {
    if (size_ < near_.size()) {
      near_[size_] = pair;
    } else {
      far_.push_back(pair);
    }
    ++size_;
  }
  void pop() {
    --size_;
    if (size_ >= near_.size()) far_.pop_back();
  }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Pair& top() { return size_ > near_.size() ? far_.back() : near_[size_ - 1]; }

 private:
  std::array<Pair, limits::json_depth_max + 1> near_;  // uninitialised
  std::vector<Pair> far_;
  std::size_t size_ = 0;
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

// False if the two differ already. What has parts to compare is pushed.
bool equal_so_far(const Value& left, const Value& right, PairStack& pairs) {
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
    case Type::object:
      if (left.size() > 0) pairs.push({&left, &right, 0});
      return true;
  }
  return false;
}

// The members from `first` on, which stand in different orders.
bool equal_by_key(std::span<const Member> left, std::span<const Member> right, std::uint32_t first,
                  PairStack& pairs) {
  const auto our_rest = sorted_by_key(left.subspan(first));
  const auto their_rest = sorted_by_key(right.subspan(first));
  for (std::size_t place = 0; place < our_rest.size(); ++place) {
    if (our_rest[place]->key != their_rest[place]->key) return false;
    if (!equal_so_far(our_rest[place]->value, their_rest[place]->value, pairs)) return false;
  }
  return true;
}

// Compares the next part of the pair on top, or takes the pair away.
bool equal_in_next_part(PairStack& pairs) {
  Pair& pair = pairs.top();
  const Value& left = *pair.left;
  const Value& right = *pair.right;
  const std::uint32_t index = pair.next++;
  if (index == left.size()) {
    pairs.pop();
    return true;
  }
  if (left.is_array()) return equal_so_far(left.items()[index], right.items()[index], pairs);
  const Member& ours = left.members()[index];
  const Member& theirs = right.members()[index];
  if (ours.key == theirs.key) return equal_so_far(ours.value, theirs.value, pairs);
  if (left.size() - index > searched_members_max) {
    pair.next = left.size();
    return equal_by_key(left.members(), right.members(), index, pairs);
  }
  const Value* const other = right.find(ours.key);
  return other != nullptr && equal_so_far(ours.value, *other, pairs);
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
    if (same_text(all[index].key, key)) return &all[index].value;
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
      out += NumberText(data_.integer_).view();
      return;
    case NumberForm::real:
      out += NumberText(data_.real_).view();
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
  return parse_int64(NumberText(data_.real_).view());
}

std::optional<std::uint64_t> Value::as_uint64() const {
  if (!is_number()) return {};
  if (number_form_ == NumberForm::digits) return parse_uint64({data_.text_, size_});
  return number_form_ == NumberForm::integer ? parse_uint64(NumberText(data_.integer_).view())
                                             : parse_uint64(NumberText(data_.real_).view());
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
  PairStack pairs;
  if (!equal_so_far(left, right, pairs)) return false;
  while (!pairs.empty()) {
    if (!equal_in_next_part(pairs)) return false;
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
  const auto digits_of = [](const Value& value, std::optional<NumberText>& made) {
    if (value.number_form_ == Form::digits) {
      return std::string_view(value.data_.text_, value.size_);
    }
    made = value.number_form_ == Form::real ? NumberText(value.data_.real_)
                                            : NumberText(value.data_.integer_);
    return made->view();
  };
  std::optional<NumberText> left_text;
  std::optional<NumberText> right_text;
  return compare_digits(digits_of(left, left_text), digits_of(right, right_text));
}

}  // namespace fieldcall::json
