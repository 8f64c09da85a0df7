// Expressions of a mapping, compiled and looked at: does this source mean what it says?
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "expression/expression.hpp"
#include "fieldcall/diagnostic.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

// Data paths the request reads, without "data".
using Inputs = std::vector<std::vector<std::string>>;

// A rule's source, JMESPath or JSONPath. Errors: "empty_source", "expression_syntax" (also unknown
// functions and wrong arity), "unknown_variable". Lint: "source_root" (`response.x`, `body.x`,
// `data.x` of an input), "header_case", "text_answer".
std::optional<expression::Expression> compile_source(std::string_view source, ResponseType type,
                                                     const Inputs& inputs, std::string_view pointer,
                                                     std::vector<Diagnostic>& diagnostics);

// success_when or error_message: JMESPath over {status, headers, body}. Errors as above. Lint:
// "answer_root" (`valid` instead of `body.valid`), "header_case".
std::optional<expression::Expression> compile_over_answer(std::string_view source,
                                                          std::string_view pointer,
                                                          std::vector<Diagnostic>& diagnostics);

// A JSONPath query that can find several nodes: its value is always an array.
bool always_yields_array(const expression::Expression& source);

}  // namespace fieldcall::mapping
