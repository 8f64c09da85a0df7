#include "expression/jmespath/program.hpp"

#include <utility>

#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/parser.hpp"
#include "expression/jmespath/references.hpp"

namespace fieldcall::expression::jmespath {
namespace {

class JmespathProgram final : public Program {
 public:
  explicit JmespathProgram(Tree tree) : tree_(std::move(tree)) {}

  Result<std::optional<json::Value>> evaluate(const Inputs& inputs) const override {
    return Evaluator(tree_, inputs).run();
  }
  [[nodiscard]] std::vector<Path> references() const override { return find_references(tree_); }

 private:
  Tree tree_;
};

Result<std::unique_ptr<const Program>> finish(Result<Tree> tree) {
  if (!tree) return std::move(tree).error();
  return std::unique_ptr<const Program>(new JmespathProgram(*std::move(tree)));
}

}  // namespace

Result<std::unique_ptr<const Program>> compile(std::string_view source) {
  return finish(parse(source));
}

Result<std::unique_ptr<const Program>> compile_prefix(std::string_view source, std::size_t& end) {
  return finish(parse_prefix(source, end));
}

}  // namespace fieldcall::expression::jmespath
