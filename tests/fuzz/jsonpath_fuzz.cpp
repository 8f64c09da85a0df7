// JSONPath: what is parsed prints as text that parses to the same tree, and evaluation ends within
// its budget; the path of each node found leads to that node and to no other.
#include <cstdint>
#include <string>
#include <string_view>

#include "expression/jsonpath/parser.hpp"
#include "expression/jsonpath/printer.hpp"
#include "expression/jsonpath/program.hpp"
#include "expression/jsonpath/references.hpp"
#include "fieldcall/check.hpp"
#include "fuzz/expression_input.hpp"
#include "json/writer.hpp"

namespace {

namespace json = fieldcall::json;
namespace jsonpath = fieldcall::expression::jsonpath;

void check_printing(const jsonpath::Tree& tree) {
  const auto again = jsonpath::parse(jsonpath::print(tree));
  // Brackets and quotes that are optional in the source can make what is printed too long.
  if (!again && again.error().code == "budget") return;
  FIELDCALL_CHECK(again.ok());
  FIELDCALL_CHECK(*again == tree);
  FIELDCALL_CHECK(jsonpath::find_references(*again) == jsonpath::find_references(tree));
}

// Singular, and one node: the very place in the document.
void check_path(const jsonpath::Node& node, const json::Value& root, json::Arena& arena) {
  const auto tree = jsonpath::parse(node.path);
  FIELDCALL_CHECK(tree.ok() && tree->main_query().is_singular);
  const auto found = jsonpath::evaluate_nodes(*tree, root, arena);
  FIELDCALL_CHECK(found.ok() && found->size() == 1);
  FIELDCALL_CHECK(found->front().path == node.path);
  FIELDCALL_CHECK(found->front().value == node.value);
}

void check_evaluation(std::string_view source, const jsonpath::Tree& tree,
                      const json::Value& root) {
  const fieldcall::expression::Budget budget{
      .steps_max = 20'000, .nodes_max = 500, .bytes_max = 100'000};
  json::Arena arena;
  const auto nodes = jsonpath::evaluate_nodes(tree, root, arena, budget);
  if (nodes) {
    for (const jsonpath::Node& node : *nodes) check_path(node, root, arena);
  } else {
    FIELDCALL_CHECK(nodes.error().code == "budget");
  }
  const auto program = jsonpath::compile(source);
  FIELDCALL_CHECK(program.ok());
  const auto value = (*program)->evaluate({root, {}, arena, budget});
  if (!value || !nodes) return;
  if (tree.main_query().is_singular) {
    FIELDCALL_CHECK(value->has_value() ? **value == nodes->front().value : nodes->empty());
  } else {
    FIELDCALL_CHECK((*value)->is_array() && (*value)->size() == nodes->size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [source, document] = fieldcall::fuzz::read_input(data, size);
  const auto tree = jsonpath::parse(source);
  if (!tree) {
    FIELDCALL_CHECK(tree.error().code == "syntax" || tree.error().code == "budget");
    FIELDCALL_CHECK(tree.error().offset <= source.size());
    return 0;
  }
  check_printing(*tree);
  check_evaluation(source, *tree, document.root());
  return 0;
}
