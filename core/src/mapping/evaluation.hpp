// What expressions of a mapping can see: the variables, and {status, headers, body}.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "expression/expression.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/judge.hpp"

namespace fieldcall::mapping {

// Without "$".
inline constexpr std::array<std::string_view, 5> variable_names{"status", "headers", "now", "data",
                                                                "body"};

class Evaluation {
 public:
  // Both must outlive it.
  Evaluation(const AnswerContext& context, json::Arena& arena);

  // The source of a rule, over the body. Nothing and null both mean missing.
  Result<std::optional<json::Value>> over_body(const expression::Expression& source) const;

  // success_when or error_message, over {status, headers, body}.
  Result<std::optional<json::Value>> over_answer(const expression::Expression& source) const;

 private:
  const AnswerContext& context_;
  json::Arena& arena_;
  std::array<expression::Variable, variable_names.size()> variables_;
  mutable expression::Allowance allowance_;  // of all evaluations together
};

}  // namespace fieldcall::mapping
