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
#include "expression/jmespath/workspace.hpp"
#include "expression/program.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::jmespath {

// null, false, "", [] and {} count as false.
bool is_truthy(const json::Value& value);

class Evaluator {
 public:
  Evaluator(const Tree& tree, const Inputs& inputs)
      : tree_(tree),
        root_(inputs.root),
        variables_(inputs.variables),
        work_(inputs.arena, inputs.budget) {}

  Result<std::optional<json::Value>> run();

  // ---- for functions ----

  Workspace& work() { return work_; }
  // What the expression reference in argument `argument` of `call` makes of `element`.
  json::Value apply(const Call& call, std::size_t argument, json::Value element);
  // Fails at the place of the call; returns null.
  json::Value fail(const Call& call, std::string_view code, std::string message);

 private:
  using Steps = std::span<const Step>;

  json::Value evaluate(NodeIndex index, json::Value current);
  json::Value evaluate_variable(const Node& node);
  json::Value evaluate_let(const Node& node, json::Value current);
  json::Value evaluate_list(const Node& node, json::Value current);
  json::Value evaluate_hash(const Node& node, json::Value current);
  json::Value evaluate_pipe(const Node& node, json::Value current);
  // && stops at the first value that is false, || at the first that is true.
  json::Value evaluate_logic(const Node& node, json::Value current, bool stop_at);
  json::Value evaluate_ternary(const Node& node, json::Value current);
  json::Value evaluate_operators(const Node& node, json::Value current);
  json::Value evaluate_sign(const Node& node, json::Value current);

  json::Value compare(TokenKind operation, json::Value left, json::Value right);
  json::Value calculate(TokenKind operation, json::Value left, json::Value right,
                        std::uint32_t offset);

  json::Value evaluate_call(const Node& node, json::Value current);
  bool check_arguments(const Call& call, const Signature& signature);

  // ---- chains: evaluator_chain.cpp ----
  json::Value evaluate_chain(const Node& node, json::Value current);
  json::Value follow(Steps steps, json::Value value, bool is_projected);
  json::Value project(const Step& step, Steps rest, json::Value value);
  json::Value flatten(Steps rest, json::Value value);
  void project_item(Steps rest, const json::Value& item);
  json::Value slice(const Slice& slice, Steps rest, json::Value value);

  const Tree& tree_;
  const json::Value& root_;
  std::span<const Variable> variables_;
  Workspace work_;
  json::Value* slots_ = nullptr;  // values of let variables
};

}  // namespace fieldcall::expression::jmespath
