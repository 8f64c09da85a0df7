// A JSON value: 16 bytes, trivially copyable, a view into an arena and the text it was read from.
//
// Arrays and objects are contiguous, members in the order of the text. Numbers keep their source
// digits until someone computes with them. Nothing is ever copied to navigate.
//
// Lifetime: a Value is valid as long as the arena and the text it points into.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fieldcall::json {

enum class Type : std::uint8_t { null, boolean, number, string, array, object };

// "null", "boolean", ...: JSON's own words.
std::string_view type_name(Type type);

struct Member;

class Value {
 public:
  constexpr Value() = default;  // null

  static constexpr Value boolean(bool value);
  static constexpr Value string(std::string_view text);  // UTF-8, at most 2^32-1 bytes
  // `digits` is a number of the JSON grammar and is kept as it is.
  static constexpr Value number(std::string_view digits);
  // Computed numbers; written in shortest form.
  static constexpr Value integer(std::int64_t value);
  static constexpr Value real(double value);  // must be finite
  static constexpr Value array(std::span<const Value> items);
  static constexpr Value object(std::span<const Member> members);

  [[nodiscard]] constexpr Type type() const { return type_; }
  [[nodiscard]] constexpr bool is_null() const { return type_ == Type::null; }
  [[nodiscard]] constexpr bool is_boolean() const { return type_ == Type::boolean; }
  [[nodiscard]] constexpr bool is_number() const { return type_ == Type::number; }
  [[nodiscard]] constexpr bool is_string() const { return type_ == Type::string; }
  [[nodiscard]] constexpr bool is_array() const { return type_ == Type::array; }
  [[nodiscard]] constexpr bool is_object() const { return type_ == Type::object; }
  [[nodiscard]] constexpr bool is_scalar() const {
    return type_ != Type::array && type_ != Type::object;
  }

  // Each asks for its own type and yields false, "" or nothing for another one.
  [[nodiscard]] constexpr bool as_boolean() const;
  [[nodiscard]] constexpr std::string_view as_string() const;
  [[nodiscard]] constexpr std::span<const Value> items() const;
  [[nodiscard]] constexpr std::span<const Member> members() const;

  // Items of an array, members of an object, else 0.
  [[nodiscard]] constexpr std::uint32_t size() const;

  // The member called `key` (the last one where a key repeats, as the reader keeps it), or nullptr.
  [[nodiscard]] const Value* find(std::string_view key) const;

  // ---- numbers ----

  // The digits as they were read, or the shortest form of a computed number ("0.1", "1e+300").
  [[nodiscard]] std::string number_text() const;
  void append_number_text(std::string& out) const;
  // Only digits as they were read; "" for a computed number.
  [[nodiscard]] constexpr std::string_view source_digits() const;
  // Exact: "7", "7.0" and "70e-1" are 7; nothing for fractions and beyond 64 bits.
  [[nodiscard]] std::optional<std::int64_t> as_int64() const;
  [[nodiscard]] std::optional<std::uint64_t> as_uint64() const;
  // Nearest double; nothing if the value is no number or overflows.
  [[nodiscard]] std::optional<double> as_double() const;

 private:
  friend int compare_numbers(const Value& left, const Value& right);

  enum class NumberForm : std::uint8_t { digits, integer, real };

  Type type_ = Type::null;
  NumberForm number_form_ = NumberForm::digits;
  std::uint32_t size_ = 0;  // bytes, items or members; 1 for true
  union {
    const char* text_;
    const Value* items_;
    const Member* members_;
    std::int64_t integer_;
    double real_;
  } data_{nullptr};
};

struct Member {
  std::string_view key;
  Value value;
};

// Equal as JSON: numbers by exact decimal value (1 == 1.0 == 10e-1), objects without regard to
// member order. Iterative; wide objects in another order are sorted, not searched.
bool operator==(const Value& left, const Value& right);

// -1, 0 or 1 by exact decimal value, whatever the length of the digits. Both must be numbers.
int compare_numbers(const Value& left, const Value& right);

// ---- inline ----

constexpr Value Value::boolean(bool value) {
  Value result;
  result.type_ = Type::boolean;
  result.size_ = value ? 1 : 0;
  return result;
}

constexpr Value Value::string(std::string_view text) {
  Value result;
  result.type_ = Type::string;
  result.size_ = static_cast<std::uint32_t>(text.size());
  result.data_.text_ = text.data();
  return result;
}

constexpr Value Value::number(std::string_view digits) {
  Value result;
  result.type_ = Type::number;
  result.size_ = static_cast<std::uint32_t>(digits.size());
  result.data_.text_ = digits.data();
  return result;
}

constexpr Value Value::integer(std::int64_t value) {
  Value result;
  result.type_ = Type::number;
  result.number_form_ = NumberForm::integer;
  result.data_.integer_ = value;
  return result;
}

constexpr Value Value::real(double value) {
  Value result;
  result.type_ = Type::number;
  result.number_form_ = NumberForm::real;
  result.data_.real_ = value;
  return result;
}

constexpr Value Value::array(std::span<const Value> items) {
  Value result;
  result.type_ = Type::array;
  result.size_ = static_cast<std::uint32_t>(items.size());
  result.data_.items_ = items.data();
  return result;
}

constexpr Value Value::object(std::span<const Member> members) {
  Value result;
  result.type_ = Type::object;
  result.size_ = static_cast<std::uint32_t>(members.size());
  result.data_.members_ = members.data();
  return result;
}

constexpr bool Value::as_boolean() const {
  return type_ == Type::boolean && size_ == 1;
}

constexpr std::string_view Value::as_string() const {
  return type_ == Type::string ? std::string_view{data_.text_, size_} : std::string_view{};
}

constexpr std::span<const Value> Value::items() const {
  return type_ == Type::array ? std::span<const Value>{data_.items_, size_}
                              : std::span<const Value>{};
}

constexpr std::span<const Member> Value::members() const {
  if (type_ != Type::object) return {};
  return {data_.members_, size_};
}

constexpr std::string_view Value::source_digits() const {
  if (type_ != Type::number || number_form_ != NumberForm::digits) return {};
  return {data_.text_, size_};
}

constexpr std::uint32_t Value::size() const {
  return type_ == Type::array || type_ == Type::object ? size_ : 0;
}

}  // namespace fieldcall::json
