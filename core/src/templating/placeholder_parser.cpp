#include "templating/placeholder_parser.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall::templating {
namespace {

using std::string_view;

bool is_name_char(char c) {
  return text::is_alnum(c) || c == '_' || c == '-';
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A path and its default. What goes on for longer is no placeholder; and the bound keeps a text of
// nothing but opening braces and quotes from being read over and over again.
constexpr std::size_t placeholder_bytes_max = 4096;

// Reads one placeholder from left to right; `at_` is always the next byte.
class Parser {
 public:
  Parser(string_view source, std::size_t at, std::shared_ptr<json::Arena>& arena)
      : source_(source.substr(0, at + placeholder_bytes_max)), at_(at), arena_(arena) {}

  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] const Error& error() const { return error_; }

  // ---- pieces; false: error() says why, where that is worth saying ----

  bool root(Placeholder& out) {
    if (at_end() || !(text::is_alpha(peek()) || peek() == '_')) return fail("a name must follow");
    out.root = name();
    return true;
  }

  bool steps(Placeholder& out) {
    while (!at_end() && (peek() == '.' || peek() == '[')) {
      if (!(peek() == '.' ? member_step(out) : index_step(out))) return false;
    }
    return true;
  }

  bool mark(Placeholder& out) {
    const std::size_t before = at_;
    skip_space();
    if (at_end() || peek() != '?') {
      at_ = before;
      return true;
    }
    ++at_;
    if (at_end() || peek() != '?') {
      out.is_optional = true;
      return true;
    }
    ++at_;
    skip_space();
    if (!fallback(out)) return false;
    skip_space();
    return true;
  }

  bool close() {
    if (at_end()) return fail("the closing } is missing");
    if (peek() != '}') {
      return fail("only ?, ?? \"default\" or } may follow the path",
                  "for anything more than a path write an expression: {= ... }");
    }
    ++at_;
    return true;
  }

  void skip_space() {
    while (!at_end() && is_space(peek())) ++at_;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= source_.size(); }
  [[nodiscard]] char peek() const { return source_[at_]; }

  bool fail(std::string message, std::string fix = {}) {
    error_.code = "placeholder_syntax";
    error_.message = std::move(message);
    error_.fix = std::move(fix);
    error_.offset = static_cast<std::uint32_t>(at_);
    return false;
  }

  string_view name() {
    const std::size_t begin = at_;
    while (!at_end() && is_name_char(peek())) ++at_;
    return source_.substr(begin, at_ - begin);
  }

  bool member_step(Placeholder& out) {
    ++at_;
    if (!at_end() && peek() == '"') return quoted_step(out);
    const string_view member = name();
    if (member.empty()) {
      return fail("a name must follow the dot",
                  "names of letters, digits, _ and - stand as they are, others in quotes: "
                  "{data.\"a name\"}");
    }
    out.steps.emplace_back(std::string(member));
    return true;
  }

  bool quoted_step(Placeholder& out) {
    const std::size_t begin = at_;
    if (!skip_quoted('"')) return fail("the closing quote is missing");
    json::Arena scratch;
    const auto value = json::read(source_.substr(begin, at_ - begin), scratch);
    if (!value) return fail("the quoted name is not a JSON string");
    out.steps.emplace_back(std::string(value->as_string()));
    return true;
  }

  bool index_step(Placeholder& out) {
    const std::size_t bracket = at_++;
    const bool is_negative = !at_end() && peek() == '-';
    if (is_negative) ++at_;
    std::int64_t index = 0;
    const std::size_t begin = at_;
    while (!at_end() && text::is_digit(peek()) && at_ - begin < 9) {
      index = index * 10 + (peek() - '0');
      ++at_;
    }
    if (at_ == begin || at_end() || peek() != ']') {
      at_ = bracket;
      return fail("only an index such as [0] or [-1] may stand in brackets",
                  "for filters, slices and projections write an expression: {= ... }");
    }
    ++at_;
    out.steps.emplace_back(is_negative ? -index : index);
    return true;
  }

  // Behind the closing quote of the string that starts here.
  bool skip_quoted(char quote) {
    for (std::size_t i = at_ + 1; i < source_.size(); ++i) {
      if (source_[i] == '\\') {
        ++i;
      } else if (source_[i] == quote) {
        at_ = i + 1;
        return true;
      }
    }
    return false;
  }

  // Behind the array or object that starts here.
  bool skip_structure() {
    std::size_t depth = 0;
    while (!at_end()) {
      const char c = peek();
      if (c == '"') {
        if (!skip_quoted('"')) return false;
        continue;
      }
      ++at_;
      if (c == '[' || c == '{') ++depth;
      if ((c == ']' || c == '}') && --depth == 0) return true;
    }
    return false;
  }

  bool fallback(Placeholder& out) {
    if (at_end()) return fail("the default is missing");
    const std::size_t begin = at_;
    const char first = peek();
    if (first == '"' || first == '\'') {
      if (!skip_quoted(first)) return fail("the closing quote is missing");
    } else if (first == '[' || first == '{') {
      if (!skip_structure()) return fail("the default is not complete");
    } else {
      while (!at_end() && !is_space(peek()) && peek() != '}') ++at_;
    }
    const string_view written = source_.substr(begin, at_ - begin);
    if (arena_ == nullptr) arena_ = std::make_shared<json::Arena>();
    if (first == '\'') {
      out.fallback = json::Value::string(arena_->copy(raw_string(written)));
      return true;
    }
    const auto value = json::read(arena_->copy(written), *arena_);
    if (!value) {
      at_ = begin;
      return fail("the default must be JSON: \"text\", 12, true, null, [] or {}",
                  "write text in quotes: ?? \"BE\"");
    }
    out.fallback = *value;
    return true;
  }

  // 'it\'s' -> it's. Other backslashes stand for themselves, as in JMESPath.
  static std::string raw_string(string_view written) {
    std::string raw;
    for (std::size_t i = 1; i + 1 < written.size(); ++i) {
      if (written[i] == '\\' && (written[i + 1] == '\'' || written[i + 1] == '\\')) ++i;
      raw.push_back(written[i]);
    }
    return raw;
  }

  string_view source_;
  std::size_t at_;
  std::shared_ptr<json::Arena>& arena_;
  Error error_;
};

Brace malformed(Error error) {
  Brace brace;
  brace.kind = Brace::Kind::malformed;
  brace.error = std::move(error);
  return brace;
}

Brace finished(string_view source, std::size_t begin, std::size_t end, Placeholder placeholder) {
  Brace brace;
  brace.kind = Brace::Kind::placeholder;
  brace.end = end;
  brace.placeholder = std::move(placeholder);
  brace.placeholder.source = source.substr(begin, end - begin);
  brace.placeholder.offset = static_cast<std::uint32_t>(begin);
  return brace;
}

Brace parse_expression(string_view source, std::size_t at, std::shared_ptr<json::Arena>& arena) {
  const std::size_t begin = at + 2;
  const string_view rest = source.substr(begin, limits::expression_bytes_max);
  std::size_t length = 0;
  auto compiled = expression::Expression::compile_prefix(rest, length);
  if (!compiled) {
    Error error = compiled.error();
    error.code = "expression_syntax";
    error.offset += static_cast<std::uint32_t>(begin);
    return malformed(std::move(error));
  }
  Placeholder placeholder;
  string_view written = rest.substr(0, length);
  while (!written.empty() && is_space(written.front())) written.remove_prefix(1);
  while (!written.empty() && is_space(written.back())) written.remove_suffix(1);
  placeholder.reference = "= ";
  placeholder.reference += written;
  placeholder.expression = std::move(*compiled);
  Parser parser(source, begin + length, arena);
  if (!parser.mark(placeholder)) return malformed(parser.error());
  parser.skip_space();
  if (!parser.close()) {
    Error error = parser.error();
    error.code = "expression_syntax";
    error.message = "the expression ends here, but no } follows";
    error.fix.clear();
    return malformed(std::move(error));
  }
  return finished(source, at, parser.position(), std::move(placeholder));
}

}  // namespace

bool is_known_root(string_view root, const KnownRoots& roots) {
  if (root == "data" || root == "secret" || root == "call") return true;
  return std::find(roots.host.begin(), roots.host.end(), root) != roots.host.end();
}

std::size_t path_end(string_view source, std::size_t at, bool& has_steps) {
  std::shared_ptr<json::Arena> no_arena;
  Placeholder path;
  Parser parser(source, at, no_arena);
  if (!parser.root(path) || !parser.steps(path)) return at;
  has_steps = !path.steps.empty();
  return parser.position();
}

Brace parse_brace(string_view source, std::size_t at, const KnownRoots& roots,
                  std::shared_ptr<json::Arena>& arena) {
  std::size_t begin = at + 1;
  if (begin < source.size() && source[begin] == '=') return parse_expression(source, at, arena);

  Placeholder placeholder;
  if (begin < source.size() && source[begin] == '+') {
    placeholder.keeps_slashes = true;
    ++begin;
  }
  Parser parser(source, begin, arena);
  if (!parser.root(placeholder)) return {};
  const char next = parser.position() < source.size() ? source[parser.position()] : '\0';
  const bool is_meant = (next == '.' || next == '[') && is_known_root(placeholder.root, roots);
  if (!parser.steps(placeholder)) return is_meant ? malformed(parser.error()) : Brace{};
  placeholder.reference = source.substr(begin, parser.position() - begin);
  placeholder.is_bare = placeholder.steps.empty();
  if (!parser.mark(placeholder) || !parser.close()) {
    return is_meant ? malformed(parser.error()) : Brace{};
  }
  return finished(source, at, parser.position(), std::move(placeholder));
}

bool opens_placeholder(string_view source, std::size_t at, const KnownRoots& roots) {
  if (at + 1 < source.size() && (source[at + 1] == '=' || source[at + 1] == '{')) {
    return source[at + 1] == '=';
  }
  std::shared_ptr<json::Arena> scratch;
  return parse_brace(source, at, roots, scratch).kind != Brace::Kind::literal;
}

}  // namespace fieldcall::templating
