// The JSONPath compliance suite, and the JSONPath mappings of recorded API answers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "expression/expression.hpp"
#include "expression/jsonpath/parser.hpp"
#include "expression/jsonpath/printer.hpp"
#include "expression/jsonpath/program.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "support/shared_data.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using Json = nlohmann::ordered_json;

// Equal but for the order of members. What nlohmann made of a number is compared as its text.
bool is_same(const json::Value& value, const Json& expected) {
  const auto other = json::Document::parse(expected.dump());
  return other && value == other->root();
}

struct Selected {
  std::string error;
  json::Document document;
  NodeList nodes;
  std::optional<json::Value> value;  // as a mapping sees it
};

Selected select(const std::string& selector, const std::string& text) {
  Selected selected;
  const auto tree = parse(selector);
  const auto expression = Expression::compile(selector, Language::jsonpath);
  EXPECT_EQ(tree.ok(), expression.ok()) << selector;
  if (!tree) {
    selected.error = tree.error().code;
    return selected;
  }
  const auto again = parse(print(*tree));
  EXPECT_TRUE(again && *again == *tree) << selector << " printed as " << print(*tree);
  auto document = json::Document::parse(text);
  EXPECT_TRUE(document) << selector;
  if (!document) return selected;
  selected.document = *std::move(document);
  auto nodes = evaluate_nodes(*tree, selected.document.root(), selected.document.arena());
  const auto value = expression->evaluate(selected.document.root(), {}, selected.document.arena());
  EXPECT_TRUE(nodes && value) << selector;
  if (nodes) selected.nodes = *std::move(nodes);
  if (value) selected.value = *value;
  return selected;
}

bool has_values(const NodeList& nodes, const Json& expected) {
  return std::equal(nodes.begin(), nodes.end(), expected.begin(), expected.end(),
                    [](const Node& node, const Json& value) { return is_same(node.value, value); });
}

bool has_paths(const NodeList& nodes, const Json& expected) {
  return std::equal(nodes.begin(), nodes.end(), expected.begin(), expected.end(),
                    [](const Node& node, const Json& path) { return node.path == path; });
}

// A singular query gives its value or nothing, any other one an array of the nodes' values.
bool is_consistent(const Selected& selected) {
  if (!selected.value) return selected.nodes.empty();
  if (selected.nodes.size() == 1 && *selected.value == selected.nodes.front().value) return true;
  const auto items = selected.value->items();
  return std::equal(items.begin(), items.end(), selected.nodes.begin(), selected.nodes.end(),
                    [](const json::Value& item, const Node& node) { return item == node.value; });
}

std::string describe(const NodeList& nodes) {
  std::string text;
  for (const Node& node : nodes) text += node.path + " = " + json::to_text(node.value) + "\n";
  return text;
}

TEST(JsonPath, ComplianceTestSuite) {
  const auto text = test::read_conformance("jsonpath-cts/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  const Json suite = Json::parse(*text);
  std::size_t total = 0;
  std::size_t passed = 0;
  for (const Json& item : suite.at("cases")) {
    ++total;
    const auto id = item.at("id").get<std::string>();
    const auto selector = item.at("selector").get<std::string>();
    if (item.at("expect") == "invalid") {
      const std::string error = select(selector, "null").error;
      EXPECT_EQ(error, "syntax") << id << ": " << selector;
      if (error == "syntax") ++passed;
      continue;
    }
    const Selected selected = select(selector, item.at("document").dump());
    const Json& results = item.at("results");
    bool is_found = false;
    for (std::size_t i = 0; i < results.size(); ++i) {
      is_found = is_found || (has_values(selected.nodes, results.at(i)) &&
                              has_paths(selected.nodes, item.at("result_paths").at(i)));
    }
    const bool is_right = selected.error.empty() && is_found && is_consistent(selected);
    EXPECT_TRUE(is_right) << id << ": " << selector << "\n"
                          << selected.error << "\n"
                          << describe(selected.nodes);
    if (is_right) ++passed;
  }
  EXPECT_GT(total, 0U);
  std::printf("jsonpath-cts: %zu/%zu\n", passed, total);
}

TEST(JsonPath, ApiPayloads) {
  const auto text = test::read_conformance("api-payloads/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  const Json suite = Json::parse(*text);
  std::size_t total = 0;
  std::size_t passed = 0;
  for (const Json& item : suite.at("cases")) {
    const Json& response = item.at("response");
    for (const Json& want : item.at("wants")) {
      if (!want.contains("jsonpath") || !response.contains("body")) continue;
      ++total;
      const auto selector = want.at("jsonpath").get<std::string>();
      const Selected selected = select(selector, response.at("body").dump());
      const bool is_right = selected.error.empty() && is_consistent(selected) &&
                            has_values(selected.nodes, want.at("jsonpath_nodes"));
      EXPECT_TRUE(is_right) << item.at("id") << ": " << selector << "\n"
                            << describe(selected.nodes);
      if (is_right) ++passed;
    }
  }
  EXPECT_GT(total, 0U);
  std::printf("api-payloads, JSONPath: %zu/%zu\n", passed, total);
}

}  // namespace
}  // namespace fieldcall::expression::jsonpath
