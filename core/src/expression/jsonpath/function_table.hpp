// The functions of JSONPath and their types (RFC 9535, 2.4): what makes a query well-typed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::expression::jsonpath {

enum class Function : std::uint8_t { length, count, match, search, value };

// RFC 9535, 2.4.1. No parameter is a LogicalType, no result a NodesType.
enum class ExpressionType : std::uint8_t { value, logical, nodes };

struct FunctionInfo {
  Function function;
  std::string_view name;
  ExpressionType result;
  std::uint8_t parameter_count;
  std::array<ExpressionType, 2> parameters;
};

inline constexpr std::size_t parameters_max = 2;

const FunctionInfo& function_info(Function function);
std::optional<Function> find_function(std::string_view name);
// did you mean "length"?
std::string suggest_function(std::string_view name);

}  // namespace fieldcall::expression::jsonpath
