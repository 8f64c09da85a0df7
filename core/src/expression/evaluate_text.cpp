#include <utility>

#include "expression/expression.hpp"
#include "expression/jsonpath/parser.hpp"
#include "expression/jsonpath/program.hpp"
#include "fieldcall/evaluate.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

using expression::Expression;
using json::Value;

std::string array_of(const std::vector<std::string>& items) {
  json::Writer writer;
  writer.begin_array();
  for (const std::string& item : items) writer.raw(item);
  writer.end_array();
  return std::move(writer).take();
}

Result<EvaluatedExpression> evaluate_jmespath(std::string_view source, const Value& root,
                                              json::Arena& arena) {
  const auto compiled = Expression::compile(source, ExpressionLanguage::jmespath);
  if (!compiled) return compiled.error();
  const auto result = compiled->evaluate(root, {}, arena);
  if (!result) return result.error();
  return EvaluatedExpression{ExpressionLanguage::jmespath, json::to_text(**result), {}, {}};
}

Result<EvaluatedExpression> evaluate_jsonpath(std::string_view source, const Value& root,
                                              json::Arena& arena) {
  const auto tree = expression::jsonpath::parse(source);
  if (!tree) return tree.error();
  const auto nodes = expression::jsonpath::evaluate_nodes(*tree, root, arena);
  if (!nodes) return nodes.error();
  EvaluatedExpression evaluated;
  evaluated.language = ExpressionLanguage::jsonpath;
  for (const auto& node : *nodes) {
    evaluated.nodes_json.push_back(json::to_text(node.value));
    evaluated.paths.push_back(node.path);
  }
  if (!tree->main_query().is_singular) {
    evaluated.result_json = array_of(evaluated.nodes_json);
  } else if (!nodes->empty()) {
    evaluated.result_json = evaluated.nodes_json.front();
  }
  return evaluated;
}

// As text: what was found may be a part of the compiled expression, which ends here.
Result<EvaluatedExpression> evaluate(std::string_view source,
                                     std::optional<ExpressionLanguage> language, const Value& root,
                                     json::Arena& arena) {
  return language.value_or(expression_language(source)) == ExpressionLanguage::jmespath
             ? evaluate_jmespath(source, root, arena)
             : evaluate_jsonpath(source, root, arena);
}

// JSON that cannot be read, with its place for people.
Error invalid_json(std::string_view text, Error error) {
  const json::TextPosition position = json::position_at(text, error.offset);
  error.code = "invalid-json";
  error.message = "line " + std::to_string(position.line) + ", column " +
                  std::to_string(position.column) + ": " + error.message;
  return error;
}

std::string error_line(const Error& error) {
  json::Writer writer;
  writer.begin_object().key("error").begin_object();
  writer.key("class").string(error.code).key("message").string(error.message);
  writer.key("offset").unsigned_integer(error.offset);
  if (!error.fix.empty()) writer.key("fix").string(error.fix);
  writer.end_object().end_object();
  return std::move(writer).take();
}

std::string result_line(const EvaluatedExpression& evaluated) {
  json::Writer writer;
  writer.begin_object();
  if (evaluated.language == ExpressionLanguage::jmespath) {
    writer.key("result").raw(*evaluated.result_json);
  } else {
    writer.key("nodes").raw(array_of(evaluated.nodes_json)).key("paths").begin_array();
    for (const std::string& path : evaluated.paths) writer.string(path);
    writer.end_array();
  }
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

ExpressionLanguage expression_language(std::string_view expression) {
  return expression::language_of(expression);
}

Result<EvaluatedExpression> evaluate_expression(std::string_view expression,
                                                std::string_view document_json,
                                                std::optional<ExpressionLanguage> language) {
  json::Arena arena;
  const auto document = json::read(document_json, arena);
  if (!document) return invalid_json(document_json, document.error());
  return evaluate(expression, language, *document, arena);
}

std::string evaluate_line(std::string_view line, std::optional<ExpressionLanguage> language) {
  // The document may be as large as one by itself: the line is one level and two values more.
  json::ReadLimits line_limits;
  line_limits.depth_max += 1;
  line_limits.nodes_max += 2;
  json::Arena arena;
  const auto request = json::read(line, arena, line_limits);
  if (!request) return error_line(invalid_json(line, request.error()));
  const Value* const source = request->find("expression");
  const Value* const document = request->find("document");
  if (source == nullptr || !source->is_string() || document == nullptr) {
    return error_line(
        {"invalid-line",
         source == nullptr || document == nullptr
             ? "a line is an object with the members \"expression\" and \"document\""
             : "\"expression\" is a text, not " + std::string(json::type_name(source->type())),
         "write {\"expression\": \"a.b\", \"document\": {\"a\": {\"b\": 1}}}", 0});
  }
  const auto evaluated = evaluate(source->as_string(), language, *document, arena);
  return evaluated ? result_line(*evaluated) : error_line(evaluated.error());
}

}  // namespace fieldcall
