// The functions of both JMESPath editions: their names, what they take and what runs them.
//
// Argument counts and expression references are checked when an expression is compiled, types when
// it is evaluated, before the function runs. A function may rely on both.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace fieldcall::expression::jmespath {

class Evaluator;
struct Node;

// What an argument has to be.
enum class Parameter : std::uint8_t {
  any,
  number,
  string,
  array,
  object,
  string_or_array,
  string_array_or_object,
  array_of_numbers,
  array_of_strings,
  array_of_numbers_or_strings,  // all of one type
  array_of_arrays,
  array_of_objects,
  expression,  // &expression
};

// "a number", "an array of strings"
std::string_view parameter_text(Parameter parameter);

// One call. Expression references have a null argument in their place.
struct Call {
  Evaluator& evaluator;
  std::span<const json::Value> arguments;
  const Node& node;
};

struct Signature {
  std::string_view name;
  std::uint8_t arguments_min;
  std::uint8_t arguments_max;  // any_number: as many as you like
  std::array<Parameter, 4> parameters;
  // The result can be larger than a number or a word: it has to be measured.
  bool may_grow;
  json::Value (*run)(const Call& call);
};

inline constexpr std::uint8_t any_number = 0xff;

std::optional<std::uint8_t> find_function(std::string_view name);
const Signature& signature_of(std::uint8_t function);
std::span<const Signature> function_table();

// What argument `index` has to be; the parameter of a variadic function repeats.
Parameter parameter(const Signature& signature, std::size_t index);

bool accepts_count(const Signature& signature, std::size_t count);
// join() takes 2 arguments, not 1
std::string describe_arity(const Signature& signature, std::size_t count);
// did you mean "length"?   -- or "" when nothing is near.
std::string suggest_function(std::string_view name);

}  // namespace fieldcall::expression::jmespath
