// JSONPath (RFC 9535) compiled: behind Expression, and by itself for its nodes with their paths.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "expression/jsonpath/tree.hpp"
#include "expression/program.hpp"

namespace fieldcall::expression::jsonpath {

// A place in a document (RFC 9535, 1.1).
struct Node {
  json::Value value;
  std::string path;  // normalized: $['a'][0]
};
using NodeList = std::vector<Node>;

// Errors as in parser.hpp.
Result<std::unique_ptr<const Program>> compile(std::string_view source);

// The nodes that `tree` selects in `root`, in the order of RFC 9535: arrays by index, members in
// the order of the text, parents before what is below them. Error: "budget".
Result<NodeList> evaluate_nodes(const Tree& tree, const json::Value& root, json::Arena& arena,
                                const Budget& budget = {});

}  // namespace fieldcall::expression::jsonpath
