// Compiles and evaluates in one go, with everything as JSON text.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "expression/expression.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall::expression::test {

// The result as JSON text, "nothing" where there is none, "error CODE" after an error.
inline std::string evaluate(std::string_view source, std::string_view given = "null",
                            std::span<const Variable> variables = {}, const Budget& budget = {},
                            Language language = Language::jmespath) {
  const auto compiled = Expression::compile(source, language);
  if (!compiled) return "error " + compiled.error().code;
  auto document = json::Document::parse(std::string(given));
  if (!document) return "bad JSON: " + document.error().message;
  const auto result = compiled->evaluate(document->root(), variables, document->arena(), budget);
  if (!result) return "error " + result.error().code;
  return *result ? json::to_text(**result) : "nothing";
}

}  // namespace fieldcall::expression::test
