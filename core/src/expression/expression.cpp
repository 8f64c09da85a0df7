#include "expression/expression.hpp"

#include <utility>

#include "expression/jmespath/program.hpp"
#include "expression/jsonpath/program.hpp"
#include "expression/program.hpp"

namespace fieldcall::expression {

struct Expression::Program {
  Language language = Language::jmespath;
  std::string source;
  std::unique_ptr<const expression::Program> code;
};

Language language_of(std::string_view source) {
  if (!source.starts_with('$')) return Language::jmespath;
  const std::size_t next = source.find_first_not_of(" \t\n\r", 1);
  const bool is_jsonpath =
      next == std::string_view::npos || source[next] == '.' || source[next] == '[';
  return is_jsonpath ? Language::jsonpath : Language::jmespath;
}

Expression::Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

Result<Expression> Expression::compile(std::string_view source, Language language) {
  auto code =
      language == Language::jmespath ? jmespath::compile(source) : jsonpath::compile(source);
  if (!code) return std::move(code).error();
  return Expression(
      std::make_shared<const Program>(Program{language, std::string(source), *std::move(code)}));
}

Result<Expression> Expression::compile(std::string_view source) {
  return compile(source, language_of(source));
}

Result<Expression> Expression::compile_prefix(std::string_view source, std::size_t& end) {
  auto code = jmespath::compile_prefix(source, end);
  if (!code) return std::move(code).error();
  return Expression(std::make_shared<const Program>(
      Program{Language::jmespath, std::string(source.substr(0, end)), *std::move(code)}));
}

Language Expression::language() const {
  return program_->language;
}

const std::string& Expression::source() const {
  return program_->source;
}

Result<std::optional<json::Value>> Expression::evaluate(const json::Value& root,
                                                        std::span<const Variable> variables,
                                                        json::Arena& arena,
                                                        const Budget& budget) const {
  return program_->code->evaluate({root, variables, arena, budget});
}

std::vector<std::vector<std::string>> Expression::references() const {
  return program_->code->references();
}

}  // namespace fieldcall::expression
