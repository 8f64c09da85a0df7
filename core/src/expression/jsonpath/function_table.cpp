#include "expression/jsonpath/function_table.hpp"

#include "text/suggest.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using enum ExpressionType;

// In the order of Function.
constexpr std::array functions{
    FunctionInfo{Function::length, "length", value, 1, {value, value}},
    FunctionInfo{Function::count, "count", value, 1, {nodes, nodes}},
    FunctionInfo{Function::match, "match", logical, 2, {value, value}},
    FunctionInfo{Function::search, "search", logical, 2, {value, value}},
    FunctionInfo{Function::value, "value", value, 1, {nodes, nodes}},
};

}  // namespace

const FunctionInfo& function_info(Function function) {
  return functions[static_cast<std::size_t>(function)];
}

std::optional<Function> find_function(std::string_view name) {
  for (const FunctionInfo& info : functions) {
    if (info.name == name) return info.function;
  }
  return {};
}

std::string suggest_function(std::string_view name) {
  std::array<std::string_view, functions.size()> names;
  for (std::size_t index = 0; index < names.size(); ++index) names[index] = functions[index].name;
  return text::did_you_mean(name, names);
}

}  // namespace fieldcall::expression::jsonpath
