#include "expression/jsonpath/program.hpp"

#include <algorithm>
#include <utility>

#include "expression/jsonpath/evaluation.hpp"
#include "expression/jsonpath/parser.hpp"
#include "expression/jsonpath/references.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using json::Value;

// Items of unknown number, one behind the other in the arena.
class ArrayBuilder {
 public:
  explicit ArrayBuilder(json::Arena& arena) : arena_(arena) {}

  void add(const Value& item) {
    if (size_ == capacity_) grow();
    items_[size_++] = item;
  }
  [[nodiscard]] Value array() const { return Value::array({items_, size_}); }

 private:
  void grow() {
    capacity_ = capacity_ == 0 ? 8 : 2 * capacity_;
    auto* const items = static_cast<Value*>(arena_.allocate(capacity_ * sizeof(Value)));
    std::copy(items_, items_ + size_, items);
    items_ = items;
  }

  json::Arena& arena_;
  Value* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

class JsonpathProgram final : public Program {
 public:
  explicit JsonpathProgram(Tree tree) : tree_(std::move(tree)) {}

  Result<std::optional<Value>> evaluate(const Inputs& inputs) const override {
    Evaluation evaluation(tree_, inputs.root, inputs.arena, inputs.budget);
    const Query& query = tree_.main_query();
    std::optional<Value> result;
    if (query.is_singular) {
      if (const Value* const node = evaluation.find(query, inputs.root)) result = *node;
    } else {
      ArrayBuilder items(inputs.arena);
      Cursor cursor(evaluation, query, inputs.root);
      while (const Value* const node = cursor.next()) {
        if (!evaluation.accept_result(*node)) break;
        items.add(*node);
      }
      result = items.array();
    }
    if (evaluation.failed()) return evaluation.error();
    return result;
  }

  [[nodiscard]] std::vector<Path> references() const override { return find_references(tree_); }

 private:
  Tree tree_;
};

}  // namespace

Result<std::unique_ptr<const Program>> compile(std::string_view source) {
  auto tree = parse(source);
  if (!tree) return std::move(tree).error();
  return std::unique_ptr<const Program>(new JsonpathProgram(*std::move(tree)));
}

Result<NodeList> evaluate_nodes(const Tree& tree, const Value& root, json::Arena& arena,
                                const Budget& budget) {
  Evaluation evaluation(tree, root, arena, budget);
  Cursor cursor(evaluation, tree.main_query(), root);
  NodeList nodes;
  while (const Value* const node = cursor.next()) {
    nodes.push_back({*node, cursor.path()});
    if (!evaluation.accept_result(*node) || !evaluation.accept_path(nodes.back().path)) break;
  }
  if (evaluation.failed()) return evaluation.error();
  return nodes;
}

}  // namespace fieldcall::expression::jsonpath
