// One face over both path languages: compile once, evaluate many times.
//
// A source that starts with `$` followed by `.`, `[` or the end is JSONPath (RFC 9535), anything
// else is JMESPath (Community edition). White space before `.` or `[` is skipped in telling.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/evaluate.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/result.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::expression {

using Language = ExpressionLanguage;

Language language_of(std::string_view source);

// A value bound to a name: `$status`, `$headers`, `$now`, `$data`, `$body`. JMESPath only.
struct Variable {
  std::string_view name;  // without "$"
  json::Value value;
};

// What all expressions of one answer, or of one request, have left together: hundreds of them, each
// within its own budget, would hold up everything else.
struct Allowance {
  std::uint64_t steps = std::uint64_t{limits::expression_steps_max} * limits::allowance_budgets;
  std::uint64_t nodes =
      std::uint64_t{limits::expression_output_nodes_max} * limits::allowance_budgets;
  std::uint64_t bytes =
      std::uint64_t{limits::expression_output_bytes_max} * limits::allowance_budgets;
};

struct Budget {
  std::uint32_t steps_max = limits::expression_steps_max;
  std::uint32_t nodes_max = limits::expression_output_nodes_max;
  std::uint32_t bytes_max = limits::expression_output_bytes_max;
  Allowance* shared = nullptr;  // an evaluation gets no more than this, and takes off what it used

  // What one evaluation may use.
  [[nodiscard]] Allowance start() const {
    const Allowance left = shared != nullptr ? *shared : Allowance{steps_max, nodes_max, bytes_max};
    return {std::min<std::uint64_t>(steps_max, left.steps),
            std::min<std::uint64_t>(nodes_max, left.nodes),
            std::min<std::uint64_t>(bytes_max, left.bytes)};
  }
  // Takes off what it did use: `left` remains of start().
  void settle(const Allowance& left) const {
    if (shared == nullptr) return;
    const Allowance given = start();
    shared->steps -= given.steps - left.steps;
    shared->nodes -= given.nodes - left.nodes;
    shared->bytes -= given.bytes - left.bytes;
  }
};

// A compiled expression. Immutable, cheap to copy, shareable between threads.
class Expression {
 public:
  // Error::code is the class the language specifies ("syntax", "unknown-function",
  // "invalid-arity", ...); Error::offset is in bytes; Error::fix may suggest a name.
  static Result<Expression> compile(std::string_view source, Language language);
  // Language by language_of().
  static Result<Expression> compile(std::string_view source);

  // The JMESPath expression at the start of `source`, as long as the grammar goes on: for
  // `{= expression }` in templates. `end` is the first byte behind it (white space not taken).
  static Result<Expression> compile_prefix(std::string_view source, std::size_t& end);

  [[nodiscard]] Language language() const;
  [[nodiscard]] const std::string& source() const;

  // JMESPath: the result, null included. JSONPath: a singular query gives its value, or nothing if
  // there is none; any other query always gives an array.
  //
  // New values are made in `arena`; parts of `root`, of variables and of the expression itself
  // (literals, names) are returned as they are, not copied: the result lives as long as all of
  // them. Errors
  // are those of evaluation: "invalid-type", "invalid-value", "not-a-number", "undefined-variable",
  // and "budget" when the expression is too expensive.
  Result<std::optional<json::Value>> evaluate(const json::Value& root,
                                              std::span<const Variable> variables,
                                              json::Arena& arena, const Budget& budget = {}) const;

  // The paths from the root (or from a variable: first step "$data") that it may read, as far as
  // they can be told without evaluating: {"$data", "address", "city"}. Array steps are left out.
  // For lint, derived watches and dependency planning.
  [[nodiscard]] std::vector<std::vector<std::string>> references() const;

 private:
  struct Program;
  explicit Expression(std::shared_ptr<const Program> program);
  std::shared_ptr<const Program> program_;
};

}  // namespace fieldcall::expression
