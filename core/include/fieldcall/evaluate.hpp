// Path expressions by themselves: JSON text in, JSON text out. For trying them, and for suites.
//
// The languages, limits and budgets are those of mapping sources; there are no bound variables.
// Numbers keep their digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"

namespace fieldcall {

enum class ExpressionLanguage : std::uint8_t { jmespath, jsonpath };

// As mapping sources are told apart: JSONPath starts with `$` followed by `.`, `[` or the end;
// anything else is JMESPath.
ExpressionLanguage expression_language(std::string_view expression);

struct EvaluatedExpression {
  ExpressionLanguage language = ExpressionLanguage::jmespath;
  // What a mapping would get. Nothing: a singular JSONPath query found no node.
  std::optional<std::string> result_json;
  // JSONPath only: the nodes in their order, each with its normalized path ($['a'][0]).
  std::vector<std::string> nodes_json;
  std::vector<std::string> paths;
};

// Codes of Error::code: "invalid-json" (`document_json`; the offset is a place in it), "budget",
// and the classes of the languages: "syntax", "unknown-function", "invalid-arity", "invalid-type",
// "invalid-value", "not-a-number", "undefined-variable". Their offset is a place in `expression`.
Result<EvaluatedExpression> evaluate_expression(
    std::string_view expression, std::string_view document_json,
    std::optional<ExpressionLanguage> language = std::nullopt);

// One line of a stream: {"expression": text, "document": any value}; other members are ignored.
// Always gives one line of JSON, without line feed: {"result": ...}, for JSONPath {"nodes": [...],
// "paths": [...]}, or {"error": {"class", "message", "offset", "fix"?}} with the codes above as
// class, or "invalid-line" for what is no such object.
std::string evaluate_line(std::string_view line,
                          std::optional<ExpressionLanguage> language = std::nullopt);

}  // namespace fieldcall
