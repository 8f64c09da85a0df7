#include "expression/jmespath/function_table.hpp"

#include <algorithm>

#include "expression/jmespath/functions.hpp"
#include "text/suggest.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using P = Parameter;

constexpr bool grows = true;
constexpr bool stays_small = false;

// In the order of their names.
constexpr std::array table{
    Signature{"abs", 1, 1, {P::number}, stays_small, run_abs},
    Signature{"avg", 1, 1, {P::array_of_numbers}, stays_small, run_avg},
    Signature{"ceil", 1, 1, {P::number}, stays_small, run_ceil},
    Signature{"contains", 2, 2, {P::string_or_array, P::any}, stays_small, run_contains},
    Signature{"ends_with", 2, 2, {P::string, P::string}, stays_small, run_ends_with},
    Signature{"find_first",
              2,
              4,
              {P::string, P::string, P::number, P::number},
              stays_small,
              run_find_first},
    Signature{"find_last",
              2,
              4,
              {P::string, P::string, P::number, P::number},
              stays_small,
              run_find_last},
    Signature{"floor", 1, 1, {P::number}, stays_small, run_floor},
    Signature{"from_items", 1, 1, {P::array_of_arrays}, grows, run_from_items},
    Signature{"group_by", 2, 2, {P::array_of_objects, P::expression}, grows, run_group_by},
    Signature{"items", 1, 1, {P::object}, grows, run_items},
    Signature{"join", 2, 2, {P::string, P::array_of_strings}, grows, run_join},
    Signature{"keys", 1, 1, {P::object}, grows, run_keys},
    Signature{"length", 1, 1, {P::string_array_or_object}, stays_small, run_length},
    Signature{"lower", 1, 1, {P::string}, grows, run_lower},
    Signature{"map", 2, 2, {P::expression, P::array}, grows, run_map},
    Signature{"max", 1, 1, {P::array_of_numbers_or_strings}, grows, run_max},
    Signature{"max_by", 2, 2, {P::array, P::expression}, grows, run_max_by},
    Signature{"merge", 1, any_number, {P::object}, grows, run_merge},
    Signature{"min", 1, 1, {P::array_of_numbers_or_strings}, grows, run_min},
    Signature{"min_by", 2, 2, {P::array, P::expression}, grows, run_min_by},
    Signature{"not_null", 1, any_number, {P::any}, grows, run_not_null},
    Signature{"pad_left", 2, 3, {P::string, P::number, P::string}, grows, run_pad_left},
    Signature{"pad_right", 2, 3, {P::string, P::number, P::string}, grows, run_pad_right},
    Signature{"replace", 3, 4, {P::string, P::string, P::string, P::number}, grows, run_replace},
    Signature{"reverse", 1, 1, {P::string_or_array}, grows, run_reverse},
    Signature{"sort", 1, 1, {P::array_of_numbers_or_strings}, grows, run_sort},
    Signature{"sort_by", 2, 2, {P::array, P::expression}, grows, run_sort_by},
    Signature{"split", 2, 3, {P::string, P::string, P::number}, grows, run_split},
    Signature{"starts_with", 2, 2, {P::string, P::string}, stays_small, run_starts_with},
    Signature{"sum", 1, 1, {P::array_of_numbers}, stays_small, run_sum},
    Signature{"to_array", 1, 1, {P::any}, grows, run_to_array},
    Signature{"to_number", 1, 1, {P::any}, stays_small, run_to_number},
    Signature{"to_string", 1, 1, {P::any}, grows, run_to_string},
    Signature{"trim", 1, 2, {P::string, P::string}, grows, run_trim},
    Signature{"trim_left", 1, 2, {P::string, P::string}, grows, run_trim_left},
    Signature{"trim_right", 1, 2, {P::string, P::string}, grows, run_trim_right},
    Signature{"type", 1, 1, {P::any}, stays_small, run_type},
    Signature{"upper", 1, 1, {P::string}, grows, run_upper},
    Signature{"values", 1, 1, {P::object}, grows, run_values},
    Signature{"zip", 1, any_number, {P::array}, grows, run_zip},
};

}  // namespace

std::string_view parameter_text(Parameter parameter) {
  switch (parameter) {
    case P::any:
      return "any value";
    case P::number:
      return "a number";
    case P::string:
      return "a string";
    case P::array:
      return "an array";
    case P::object:
      return "an object";
    case P::string_or_array:
      return "a string or an array";
    case P::string_array_or_object:
      return "a string, an array or an object";
    case P::array_of_numbers:
      return "an array of numbers";
    case P::array_of_strings:
      return "an array of strings";
    case P::array_of_numbers_or_strings:
      return "an array of numbers or an array of strings";
    case P::array_of_arrays:
      return "an array of arrays";
    case P::array_of_objects:
      return "an array of objects";
    case P::expression:
      return "an expression reference";
  }
  return "";
}

std::span<const Signature> function_table() {
  return table;
}

std::optional<std::uint8_t> find_function(std::string_view name) {
  const auto found = std::lower_bound(
      table.begin(), table.end(), name,
      [](const Signature& known, std::string_view wanted) { return known.name < wanted; });
  if (found == table.end() || found->name != name) return std::nullopt;
  return static_cast<std::uint8_t>(found - table.begin());
}

const Signature& signature_of(std::uint8_t function) {
  return table[function];
}

Parameter parameter(const Signature& signature, std::size_t index) {
  return signature.parameters[signature.arguments_max == any_number ? 0 : index];
}

bool accepts_count(const Signature& signature, std::size_t count) {
  return count >= signature.arguments_min &&
         (signature.arguments_max == any_number || count <= signature.arguments_max);
}

std::string describe_arity(const Signature& signature, std::size_t count) {
  const int least = signature.arguments_min;
  const int most = signature.arguments_max;
  std::string text = std::string(signature.name) + "() takes ";
  if (most == any_number) {
    text += "at least " + std::to_string(least);
  } else if (least == most) {
    text += std::to_string(least);
  } else {
    text += std::to_string(least) + " to " + std::to_string(most);
  }
  text += most == 1 || (most == any_number && least == 1) ? " argument" : " arguments";
  return text + ", not " + std::to_string(count);
}

std::string suggest_function(std::string_view name) {
  std::array<std::string_view, table.size()> names;
  std::transform(table.begin(), table.end(), names.begin(),
                 [](const Signature& known) { return known.name; });
  return text::did_you_mean(name, names);
}

}  // namespace fieldcall::expression::jmespath
