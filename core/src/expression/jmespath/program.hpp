// JMESPath behind the Expression face.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "expression/program.hpp"

namespace fieldcall::expression::jmespath {

Result<std::unique_ptr<const Program>> compile(std::string_view source);
// `end` is the first byte behind the expression.
Result<std::unique_ptr<const Program>> compile_prefix(std::string_view source, std::size_t& end);

}  // namespace fieldcall::expression::jmespath
