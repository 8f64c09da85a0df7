#include "eval_command.hpp"

#include <cstdio>
#include <optional>
#include <string_view>

#include "exit_code.hpp"
#include "expression_error_text.hpp"
#include "fieldcall/evaluate.hpp"
#include "fieldcall/json_text.hpp"
#include "files.hpp"
#include "lines.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

std::optional<ExpressionLanguage> language_of(const EvalOptions& options) {
  if (options.language.empty()) return std::nullopt;
  return options.language == "jsonpath" ? ExpressionLanguage::jsonpath
                                        : ExpressionLanguage::jmespath;
}

// What is wrong with the arguments, or "".
std::string usage_problem(const EvalOptions& options) {
  if (options.as_lines) {
    if (!options.expression.empty()) {
      return "--jsonl takes expressions and documents from standard input, not as arguments";
    }
    return options.paths ? "--jsonl always gives the paths of JSONPath: leave --paths out" : "";
  }
  if (options.expression.empty()) return "eval needs an expression, such as \"a.b\" or \"$.a.b\"";
  const ExpressionLanguage language =
      language_of(options).value_or(expression_language(options.expression));
  if (options.paths && language == ExpressionLanguage::jmespath) {
    return "--paths works with JSONPath only: JMESPath results have no place in the document";
  }
  return {};
}

std::string paths_json(const EvaluatedExpression& evaluated) {
  std::string json = "[";
  for (const std::string& path : evaluated.paths) {
    json += (json.size() > 1 ? "," : "") + json_quote(path);
  }
  return json + "]";
}

int evaluate_lines(const EvalOptions& options) {
  const auto language = language_of(options);
  const Result<Done> done =
      answer_lines([language](std::string_view line) { return evaluate_line(line, language); });
  if (done) return exit_ok;
  complain(done.error().message);
  return exit_usage;
}

}  // namespace

void EvalOptions::add_to(CLI::App& command) {
  command.add_option("EXPRESSION", expression, "JMESPath, or JSONPath if it starts with $. or $[");
  command.add_option("FILE", file, "the JSON to look in; standard input if left out or -");
  command.add_flag("--paths", paths, "print normalized paths instead of values (JSONPath)");
  command.add_option("--language", language, "jmespath or jsonpath, whatever it looks like")
      ->check(CLI::IsMember({"jmespath", "jsonpath"}));
  command.add_flag("--json", as_json, "print compact JSON, on a terminal too");
  command.add_flag("--jsonl", as_lines,
                   "read lines {\"expression\": ..., \"document\": ...} from standard input and "
                   "write a line each");
}

int eval_command(const EvalOptions& options) {
  if (const std::string problem = usage_problem(options); !problem.empty()) {
    complain(problem);
    return exit_usage;
  }
  if (options.as_lines) return evaluate_lines(options);
  const Result<std::string> document = read_json_file(options.file);
  if (!document) {
    complain(document.error().message);
    return exit_usage;
  }
  const auto evaluated = evaluate_expression(options.expression, *document, language_of(options));
  if (!evaluated) {
    std::fputs(expression_error_to_text(options.expression, evaluated.error()).c_str(), stderr);
    return exit_failed;
  }
  // A query that finds nothing prints null too: there is always one JSON value to read.
  const std::string json =
      options.paths ? paths_json(*evaluated) : evaluated->result_json.value_or("null");
  const bool is_pretty = is_terminal(stdout) && !options.as_json;
  std::printf("%s\n", is_pretty ? printable(pretty_json(json)).c_str() : json.c_str());
  return exit_ok;
}

}  // namespace fieldcall::cli
