// Selects in one go, with everything as text.
#pragma once

#include <string>
#include <string_view>

#include "expression/jsonpath/parser.hpp"
#include "expression/jsonpath/program.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall::expression::jsonpath::test {

// The nodes: "path=value path=value", or "error CODE".
inline std::string nodes(std::string_view query, std::string_view given,
                         const Budget& budget = {}) {
  const auto tree = parse(query);
  if (!tree) return "error " + tree.error().code;
  auto document = json::Document::parse(std::string(given));
  if (!document) return "bad JSON: " + document.error().message;
  const auto found = evaluate_nodes(*tree, document->root(), document->arena(), budget);
  if (!found) return "error " + found.error().code;
  std::string text;
  for (const Node& node : *found) {
    if (!text.empty()) text += ' ';
    text += node.path + "=" + json::to_text(node.value);
  }
  return text;
}

// What a mapping sees: a value as JSON text, "nothing", or "error CODE".
inline std::string value(std::string_view query, std::string_view given,
                         const Budget& budget = {}) {
  const auto program = compile(query);
  if (!program) return "error " + program.error().code;
  auto document = json::Document::parse(std::string(given));
  if (!document) return "bad JSON: " + document.error().message;
  const auto found = (*program)->evaluate({document->root(), {}, document->arena(), budget});
  if (!found) return "error " + found.error().code;
  return *found ? json::to_text(**found) : "nothing";
}

// Whether the filter `condition` holds for `current`.
inline bool holds(std::string_view condition, std::string_view current) {
  const std::string document = "[" + std::string(current) + "]";
  const std::string found = value("$[?" + std::string(condition) + "]", document);
  return found != "[]" && !found.starts_with("error");
}

}  // namespace fieldcall::expression::jsonpath::test
