// What a language compiles to: the seam between Expression and the languages behind it.
//
// A Program is immutable and holds all that evaluation needs; evaluation state lives elsewhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "expression/expression.hpp"

namespace fieldcall::expression {

// Names from the root; the first one may be a variable: {"$data", "address"}.
using Path = std::vector<std::string>;

// What one evaluation is given.
struct Inputs {
  const json::Value& root;
  std::span<const Variable> variables;
  json::Arena& arena;
  const Budget& budget;
};

class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  virtual ~Program() = default;

  // As Expression::evaluate and Expression::references.
  virtual Result<std::optional<json::Value>> evaluate(const Inputs& inputs) const = 0;
  [[nodiscard]] virtual std::vector<Path> references() const = 0;
};

}  // namespace fieldcall::expression
