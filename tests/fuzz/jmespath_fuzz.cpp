// JMESPath: what is parsed prints as text that parses to the same tree, and evaluation ends within
// its budget with a value that can be written.
#include <cstdint>
#include <string>
#include <string_view>

#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/parser.hpp"
#include "expression/jmespath/printer.hpp"
#include "expression/jmespath/references.hpp"
#include "fieldcall/check.hpp"
#include "fuzz/expression_input.hpp"
#include "json/writer.hpp"

namespace {

namespace jmespath = fieldcall::expression::jmespath;

void check_printing(const jmespath::Tree& tree) {
  const auto again = jmespath::parse(jmespath::print(tree));
  // Parentheses that are optional in the source can make what is printed too deep or too long.
  if (!again && again.error().code == "budget") return;
  FIELDCALL_CHECK(again.ok());
  FIELDCALL_CHECK(*again == tree);
  FIELDCALL_CHECK(jmespath::find_references(*again) == jmespath::find_references(tree));
}

void check_evaluation(const jmespath::Tree& tree, const fieldcall::json::Value& root) {
  const fieldcall::expression::Budget budget{
      .steps_max = 20'000, .nodes_max = 2'000, .bytes_max = 100'000};
  const fieldcall::expression::Variable variable{"data", root};
  fieldcall::json::Arena arena;
  const auto result = jmespath::Evaluator(tree, {root, {&variable, 1}, arena, budget}).run();
  if (!result) return FIELDCALL_CHECK(!result.error().code.empty());
  FIELDCALL_CHECK(result->has_value());
  const std::string text = fieldcall::json::to_text(**result);
  fieldcall::json::Arena again;
  FIELDCALL_CHECK(fieldcall::json::read(text, again).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [source, document] = fieldcall::fuzz::read_input(data, size);
  std::size_t end = 0;
  const auto prefix = jmespath::parse_prefix(source, end);
  FIELDCALL_CHECK(!prefix || end <= source.size());
  const auto tree = jmespath::parse(source);
  if (!tree) {
    FIELDCALL_CHECK(tree.error().offset <= source.size());
    return 0;
  }
  FIELDCALL_CHECK(prefix.ok());
  check_printing(*tree);
  check_evaluation(*tree, document.root());
  return 0;
}
