#include "expression/jsonpath/parser_state.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jsonpath {

// literal = number / string-literal / true / false / null
Operand Parser::parse_operand() {
  Operand operand;
  if (failed()) return operand;
  const char c = scanner_.peek();
  if (c == '@' || c == '$') {
    operand.kind = OperandKind::query;
    operand.index = parse_query();
  } else if (c == '\'' || c == '"') {
    operand.literal = json::Value::string(scanner_.take_string());
  } else if (scanner_.at_integer()) {
    operand.literal = json::Value::number(scanner_.take_number());
  } else {
    operand = parse_word();
  }
  return operand;
}

// true, false, null or a function
Operand Parser::parse_word() {
  Operand operand;
  const std::size_t place = scanner_.place();
  const std::string_view word = scanner_.take_word();
  if (scanner_.peek() == '(' && !word.empty()) return parse_function(word, place);
  if (word == "true" || word == "false") {
    operand.literal = json::Value::boolean(word == "true");
  } else if (word != "null") {
    scanner_.go_back(place);
    scanner_.fail_expected("\"@\", \"$\", a literal, a function or \"(\"",
                           word.empty() ? ""
                                        : "write @." + std::string(word) + " for a member or '" +
                                              std::string(word) + "' for text");
  }
  return operand;
}

// function-expr = function-name "(" S [function-argument *(S "," S function-argument)] S ")"
Operand Parser::parse_function(std::string_view name, std::size_t place) {
  const DepthGuard guard(*this);
  Operand call;
  call.kind = OperandKind::function;
  const auto function = find_function(name);
  if (!function) {
    scanner_.fail_at(place, "syntax", "there is no function " + std::string(name) + "()",
                     suggest_function(name));
    return call;
  }
  call.function = *function;
  const FunctionInfo& info = function_info(*function);
  scanner_.take('(');
  scanner_.skip_blanks();
  std::vector<Operand> arguments;
  std::size_t argument_place = 0;
  while (!failed() && !scanner_.take(')')) {
    argument_place = scanner_.place();
    arguments.push_back(parse_argument(info, arguments.size()));
    scanner_.skip_blanks();
    if (scanner_.take(',')) {
      scanner_.skip_blanks();
      if (scanner_.peek() == ')') scanner_.fail_expected("an argument");
    } else if (scanner_.peek() != ')') {
      scanner_.fail_expected("\",\" or \")\"");
    }
  }
  if (arguments.size() != info.parameter_count) {
    scanner_.fail_at(place, "syntax",
                     std::string(name) + "() takes " + std::to_string(info.parameter_count) +
                         (info.parameter_count == 1 ? " argument, not " : " arguments, not ") +
                         std::to_string(arguments.size()));
  }
  if (failed()) return call;
  if (info.result == ExpressionType::logical) add_pattern(call, arguments[1], argument_place);
  call.index = add_operands(arguments);
  return call;
}

// function-argument = literal / filter-query / logical-expr / function-expr. No function takes the
// result of a logical-expr.
Operand Parser::parse_argument(const FunctionInfo& info, std::size_t index) {
  const std::size_t place = scanner_.place();
  Operand argument = parse_operand();
  if (!failed() && index < info.parameter_count) check_argument(info, index, argument, place);
  return argument;
}

// RFC 9535, 2.4.3
void Parser::check_argument(const FunctionInfo& info, std::size_t index, const Operand& argument,
                            std::size_t place) {
  const std::string name = std::string(info.name) + "()";
  const bool is_query = argument.kind == OperandKind::query;
  if (info.parameters[index] == ExpressionType::nodes) {
    if (!is_query) scanner_.fail_at(place, "syntax", name + " takes a query, such as @.items[*]");
  } else if (is_query && !tree_.queries[argument.index].is_singular) {
    scanner_.fail_at(place, "syntax", name + " takes one value, and this query may select several",
                     "use names and indexes only, or value(...)");
  } else if (argument.kind == OperandKind::function &&
             function_info(argument.function).result != ExpressionType::value) {
    scanner_.fail_at(place, "syntax", name + " takes a value, not true or false");
  }
}

// A pattern that is no I-Regexp makes the function false, not the query invalid.
void Parser::add_pattern(Operand& call, const Operand& argument, std::size_t place) {
  if (argument.kind != OperandKind::literal || !argument.literal.is_string()) return;
  auto regexp = iregexp::Regexp::compile(argument.literal.as_string());
  call.pattern = static_cast<std::uint32_t>(tree_.patterns.size());
  if (regexp) {
    pattern_instructions_ += regexp->instruction_count();
    tree_.patterns.emplace_back(*std::move(regexp));
    if (pattern_instructions_ <= limits::regexp_instructions_max) return;
    scanner_.fail_at(place, "budget", "the query's regular expressions are too long together",
                     "use smaller repetitions");
  } else if (regexp.error().code == "syntax") {
    tree_.patterns.emplace_back();
  } else {
    scanner_.fail_at(place, regexp.error().code, regexp.error().message, regexp.error().fix);
  }
}

std::uint32_t Parser::add_operands(const std::vector<Operand>& operands) {
  const auto first = static_cast<std::uint32_t>(tree_.operands.size());
  tree_.operands.insert(tree_.operands.end(), operands.begin(), operands.end());
  return first;
}

}  // namespace fieldcall::expression::jsonpath
