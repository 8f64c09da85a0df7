// What a chain can start with: literals, variables, calls, multi-selects, let and parentheses.
#include <algorithm>

#include "expression/jmespath/function_table.hpp"
#include "expression/jmespath/parser_state.hpp"
#include "json/reader.hpp"

namespace fieldcall::expression::jmespath {

NodeIndex Parser::parse_primary() {
  const Token token = token_;
  Node node;
  node.offset = token.offset;
  switch (token.kind) {
    case TokenKind::literal:
      return parse_literal();
    case TokenKind::raw_string:
      return parse_raw_string();
    case TokenKind::variable:
      return parse_variable();
    case TokenKind::left_bracket:
      return parse_multi_select_list();
    case TokenKind::left_brace:
      return parse_multi_select_hash();
    case TokenKind::number:
      return fail_bare_number();
    case TokenKind::identifier:
      return peek().kind == TokenKind::variable ? parse_let() : parse_function();
    case TokenKind::root:
      node.kind = NodeKind::root;
      [[fallthrough]];
    case TokenKind::current:
      advance();
      return add(node, 0);
    case TokenKind::left_parenthesis: {
      advance();
      const NodeIndex inner = parse_nested();
      expect(TokenKind::right_parenthesis, "an operator or )");
      return inner;
    }
    case TokenKind::expression_reference:
      fail("syntax", "& makes an expression reference, which only a function can take",
           token.offset, "write && for \"and\"");
      return 0;
    default:
      return fail_unexpected("an expression");
  }
}

NodeIndex Parser::fail_bare_number() {
  const std::string number =
      token_.kind == TokenKind::minus ? "-" + std::string(peek().text) : std::string(token_.text);
  fail("syntax", "a number in an expression stands between backticks", token_.offset,
       "write `" + number + "`");
  return 0;
}

namespace {

// Where byte `wanted` of the unescaped text stands in the quoted one.
std::uint32_t quoted_offset(std::string_view quoted, std::size_t wanted) {
  std::size_t place = 0;
  for (; wanted > 0 && place < quoted.size(); --wanted, ++place) {
    if (quoted.substr(place).starts_with("\\`")) ++place;
  }
  return static_cast<std::uint32_t>(place);
}

}  // namespace

// literal = "`" json-value "`", where ` inside is written \`
NodeIndex Parser::parse_literal() {
  const Token token = token_;
  const std::string_view quoted = token.text.substr(1, token.text.size() - 2);
  std::string unescaped;
  unescaped.reserve(quoted.size());
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '\\') {
      if (quoted[i + 1] != '`') unescaped.push_back('\\');
      ++i;
    }
    unescaped.push_back(quoted[i]);
  }
  const std::string_view text = tree_.arena.copy(std::string_view(unescaped));
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  auto value = text.starts_with(byte_order_mark)
                   ? Error{"json_syntax", "it starts with a byte order mark", "", 0}
                   : json::read(text, tree_.arena);
  if (!value) {
    fail("syntax", "the text between the backticks is no JSON: " + value.error().message,
         token.offset + 1 + quoted_offset(quoted, value.error().offset),
         "write '" + std::string(quoted) + "' if you mean this text");
    return 0;
  }
  advance();
  return add_literal(*value, token.offset);
}

// raw-string: \' is ' and \\ is \, any other backslash stands for itself.
NodeIndex Parser::parse_raw_string() {
  const Token token = token_;
  const std::string_view quoted = token.text.substr(1, token.text.size() - 2);
  std::string unescaped;
  unescaped.reserve(quoted.size());
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '\\' && (quoted[i + 1] == '\'' || quoted[i + 1] == '\\')) ++i;
    unescaped.push_back(quoted[i]);
  }
  advance();
  const std::string_view text = tree_.arena.copy(std::string_view(unescaped));
  return add_literal(json::Value::string(text), token.offset);
}

// identifier = unquoted-string / quoted-string. The name lives in the tree's arena.
std::string_view Parser::parse_name() {
  const Token token = token_;
  const std::string_view text = tree_.arena.copy(token.text);
  std::string_view name = text;
  if (token.kind == TokenKind::quoted_identifier) {
    auto value = json::read(text, tree_.arena);
    if (!value) {
      fail("syntax", "this is no JSON string: " + value.error().message, token.offset);
      return {};
    }
    name = value->as_string();
  } else if (token.kind != TokenKind::identifier) {
    fail_unexpected("a name");
    return {};
  }
  advance();
  if (token.kind == TokenKind::quoted_identifier && token_.kind == TokenKind::left_parenthesis) {
    fail("syntax", "the name of a function is written without quotes", token.offset);
  }
  return name;
}

// variable-ref = "$" unquoted-string
NodeIndex Parser::parse_variable() {
  const Token token = token_;
  advance();
  const std::string_view name = tree_.arena.copy(token.text.substr(1));
  const auto binding = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [&](const Binding& known) { return known.name == name; });
  Node node;
  node.kind = NodeKind::variable;
  node.first = add_text(name);
  node.count = binding == bindings_.rend() ? no_slot : binding->slot;
  node.offset = token.offset;
  return add(node, 0);
}

// let-expression = "let" variable-ref "=" expression *( "," ... ) "in" expression
NodeIndex Parser::parse_let() {
  const std::uint32_t offset = token_.offset;
  const DepthGuard guard(*this);
  std::vector<std::uint32_t> parts;
  std::vector<Binding> bindings;
  std::uint16_t height = 0;
  do {
    advance();  // "let" or ","
    if (token_.kind != TokenKind::variable) return fail_unexpected("a variable such as $name");
    const std::string_view name = tree_.arena.copy(token_.text.substr(1));
    advance();
    expect(TokenKind::assign, "= after the variable");
    const NodeIndex value = parse_nested();
    if (failed()) return 0;
    bindings.push_back({name, tree_.slot_count++});
    parts.insert(parts.end(), {add_text(name), bindings.back().slot, value});
    height = std::max(height, height_of(value));
  } while (token_.kind == TokenKind::comma);
  if (token_.kind != TokenKind::identifier || token_.text != "in") {
    return fail_unexpected("an operator, \",\" or \"in\"");
  }
  advance();
  const std::size_t outer = bindings_.size();
  bindings_.insert(bindings_.end(), bindings.begin(), bindings.end());
  const NodeIndex body = parse_nested();
  bindings_.resize(outer);
  if (failed()) return 0;

  Node node;
  node.kind = NodeKind::let;
  node.head = body;
  node.first = static_cast<std::uint32_t>(tree_.links.size());
  node.count = static_cast<std::uint32_t>(bindings.size());
  node.offset = offset;
  tree_.links.insert(tree_.links.end(), parts.begin(), parts.end());
  return add(node, std::max(height, height_of(body)));
}

// multi-select-list = "[" expression *( "," expression ) "]"
NodeIndex Parser::parse_multi_select_list() {
  const std::uint32_t offset = token_.offset;
  std::vector<std::uint32_t> nodes;
  do {
    advance();  // "[" or ","
    nodes.push_back(parse_nested());
  } while (!failed() && token_.kind == TokenKind::comma);
  expect(TokenKind::right_bracket, "an operator, \",\" or ]");
  tree_.may_grow = true;
  return add_list(NodeKind::multi_select_list, nodes, offset);
}

// multi-select-hash = "{" identifier ":" expression *( "," ... ) "}"
NodeIndex Parser::parse_multi_select_hash() {
  const std::uint32_t offset = token_.offset;
  std::vector<std::uint32_t> pairs;
  do {
    advance();  // "{" or ","
    const std::string_view name = parse_name();
    expect(TokenKind::colon, "\":\" after the name");
    const NodeIndex value = parse_nested();
    if (failed()) return 0;
    pairs.push_back(add_text(name));
    pairs.push_back(value);
  } while (token_.kind == TokenKind::comma);
  expect(TokenKind::right_brace, "an operator, \",\" or }");
  tree_.may_grow = true;
  const bool has_repeated_name = repeats_name(pairs);
  const NodeIndex node = add_pairs(NodeKind::multi_select_hash, pairs, offset);
  if (!failed() && has_repeated_name) tree_.nodes[node].detail = 1;
  return node;
}

bool Parser::repeats_name(const std::vector<std::uint32_t>& pairs) const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < pairs.size(); i += 2) names.push_back(tree_.texts[pairs[i]]);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// function-expression = unquoted-string "(" [ function-arg *( "," function-arg ) ] ")"
NodeIndex Parser::parse_function() {
  const Token name = token_;
  std::vector<std::uint32_t> arguments;
  advance();
  if (peek().kind == TokenKind::right_parenthesis) {
    advance();
  } else {
    do {
      advance();  // "(" or ","
      arguments.push_back(parse_argument());
    } while (!failed() && token_.kind == TokenKind::comma);
  }
  expect(TokenKind::right_parenthesis, "an operator, \",\" or )");
  return check_call(name, arguments);
}

// function-arg = expression / "&" expression
std::uint32_t Parser::parse_argument() {
  if (token_.kind != TokenKind::expression_reference) return parse_nested();
  const std::uint32_t offset = token_.offset;
  advance();
  return add_head(NodeKind::expression_reference, parse_nested(), offset);
}

NodeIndex Parser::check_call(const Token& name, const std::vector<std::uint32_t>& arguments) {
  if (failed()) return 0;
  const auto function = find_function(name.text);
  if (!function) {
    fail("unknown-function", "there is no function \"" + std::string(name.text) + "\"", name.offset,
         suggest_function(name.text));
    return 0;
  }
  const Signature& signature = signature_of(*function);
  if (!accepts_count(signature, arguments.size())) {
    fail("invalid-arity", describe_arity(signature, arguments.size()), name.offset);
    return 0;
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Node& argument = tree_.nodes[arguments[i]];
    const bool is_reference = argument.kind == NodeKind::expression_reference;
    if (is_reference == (parameter(signature, i) == Parameter::expression)) continue;
    fail("invalid-type",
         "argument " + std::to_string(i + 1) + " of " + std::string(name.text) + "() " +
             (is_reference ? "must be a value, not an expression reference (&)"
                           : "must be an expression reference"),
         argument.offset, is_reference ? "leave out the &" : "write & before it");
    return 0;
  }
  if (signature.may_grow) tree_.may_grow = true;
  const NodeIndex node = add_list(NodeKind::function, arguments, name.offset);
  if (!failed()) tree_.nodes[node].detail = *function;
  return node;
}

}  // namespace fieldcall::expression::jmespath
