// A value as the type a rule asks for, converted only where nothing is lost.
//
//   string    a number with its source digits; true, false
//   integer   text that is a JSON number; numbers without a fraction in any spelling (720.0, 72e1);
//             from -2^63 to 2^63-1
//   number    text that is a JSON number within the range of a double; its digits are kept
//   boolean   text "true" or "false"
//   date, datetime   text of the forms in date_text.hpp
//   object, array    nothing else
#pragma once

#include <cstdint>
#include <string>

#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

struct Coerced {
  enum class Kind : std::uint8_t { as_it_was, converted, refused } kind = Kind::as_it_was;
  json::Value value;  // null if refused
  std::string hint;   // refused: what the designer can do; may be empty
};

// `value` is not null.
Coerced coerce(const json::Value& value, TargetType type, json::Arena& arena);

// "the text \"abc\"", "the number 7.5", "an array": a value in a sentence, its text cut short.
std::string describe(const json::Value& value);

// "an integer", "a date": a type in a sentence.
std::string_view describe(TargetType type);

}  // namespace fieldcall::mapping
