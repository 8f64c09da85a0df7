// The JSONPath queries (RFC 9535, 2.3.5.1) that name at most one place: $.name['name'][0][-1].
//
// Anything else is refused with the code "unsupported".
#pragma once

#include <memory>
#include <string_view>

#include "expression/program.hpp"

namespace fieldcall::expression {

Result<std::unique_ptr<const Program>> compile_singular_query(std::string_view source);

}  // namespace fieldcall::expression
