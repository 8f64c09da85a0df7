// Evaluates a Tree against a document.
//
// Parts of the document are returned as they are; nothing of it is copied. Projections leave null
// results out; in them each element is given to the next part, null included, while elsewhere what
// follows a null is not evaluated (JEP-19).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expression/jmespath/function_table.hpp"
#include "expression/jmespath/node.hpp"
#include "expression/jmespath/truth.hpp"
#include "expression/jmespath/workspace.hpp"
#include "expression/program.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::jmespath {

class Evaluator {
 public:
  Evaluator(const Tree& tree, const Inputs& inputs)
      : tree_(tree), inputs_(inputs), work_(inputs.arena, inputs.budget) {}

  Result<std::optional<json::Value>> run();

  // ---- for functions ----

  Workspace& work() { return work_; }
  // What the expression reference in argument `argument` of `call` makes of `element`.
  json::Value apply(const Call& call, std::size_t argument, const json::Value& element);
  // Fails at the place of the call; returns null.
  json::Value fail(const Call& call, std::string_view code, std::string message);

 private:
  using Steps = std::span<const Step>;

  json::Value evaluate(NodeIndex index, const json::Value& current);
  json::Value evaluate_variable(const Node& node);
  json::Value evaluate_let(const Node& node, const json::Value& current);
  json::Value evaluate_list(const Node& node, const json::Value& current);
  json::Value evaluate_hash(const Node& node, const json::Value& current);
  json::Value evaluate_pipe(const Node& node, const json::Value& current);
  // && stops at the first value that is false, || at the first that is true.
  json::Value evaluate_logic(const Node& node, const json::Value& current, bool stop_at);
  json::Value evaluate_ternary(const Node& node, const json::Value& current);
  json::Value operand(NodeIndex index, const json::Value& current);
  json::Value evaluate_operators(const Node& node, const json::Value& current);
  json::Value evaluate_sign(const Node& node, const json::Value& current);

  json::Value compare(TokenKind operation, const json::Value& left, const json::Value& right);
  json::Value calculate(TokenKind operation, const json::Value& left, const json::Value& right,
                        std::uint32_t offset);

  json::Value evaluate_call(const Node& node, const json::Value& current);
  bool check_arguments(const Call& call, const Signature& signature);

  // ---- chains: evaluator_chain.cpp ----
  json::Value evaluate_chain(const Node& node, const json::Value& current);
  json::Value follow(Steps steps, const json::Value& start, bool is_projected);
  json::Value project(const Step& step, Steps rest, const json::Value& value);
  json::Value flatten(Steps rest, const json::Value& value);
  void project_item(Steps rest, const json::Value& item);
  json::Value project_slice(const Slice& slice, Steps rest, const json::Value& value);

  const Tree& tree_;
  const Inputs& inputs_;
  Workspace work_;
  json::Value* slots_ = nullptr;  // values of let variables
};

}  // namespace fieldcall::expression::jmespath
