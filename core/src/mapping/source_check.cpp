#include "mapping/source_check.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "mapping/evaluation.hpp"
#include "text/ascii.hpp"
#include "text/suggest.hpp"

namespace fieldcall::mapping {
namespace {

using expression::Expression;
using expression::Language;
using Path = std::vector<std::string>;

constexpr std::array<std::string_view, 3> answer_members{"status", "headers", "body"};

struct Place {
  std::string_view source;
  std::string_view pointer;
  std::vector<Diagnostic>& diagnostics;

  void add(Severity severity, std::string code, std::string message, std::string fix,
           std::uint32_t offset = 0) const {
    diagnostics.push_back({.severity = severity,
                           .code = std::move(code),
                           .pointer = std::string(pointer),
                           .message = std::move(message),
                           .fix = std::move(fix),
                           .offset = offset});
  }
};

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string joined(const Path& path, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < path.size(); ++i) text += (i == first ? "" : ".") + path[i];
  return text;
}

std::optional<Expression> compile(const Place& place, Language language) {
  const std::size_t first = place.source.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    place.add(Severity::error, "empty_source", "the expression is empty",
              "write a path into the answer, or @ for all of it");
    return std::nullopt;
  }
  Result<Expression> expression = Expression::compile(place.source, language);
  if (expression) return std::move(expression).value();
  const Error& error = expression.error();
  place.add(Severity::error, "expression_syntax",
            std::string(language == Language::jmespath ? "JMESPath" : "JSONPath") +
                " cannot be read: " + error.message,
            error.fix, error.offset);
  return std::nullopt;
}

// True if the variable is one that answers have.
bool check_variable(const Path& path, const Place& place) {
  constexpr std::array<std::string_view, variable_names.size()> known{"$status", "$headers", "$now",
                                                                      "$data", "$body"};
  if (std::find(known.begin(), known.end(), path[0]) != known.end()) return true;
  std::string fix = text::did_you_mean(path[0], known);
  if (fix.empty()) fix = "use one of $status, $headers, $now, $data or $body";
  place.add(Severity::error, "unknown_variable",
            "there is no variable " + quoted(path[0]) + " in an answer", std::move(fix));
  return false;
}

void check_header_name(const Path& path, std::size_t index, const Place& place) {
  if (index >= path.size()) return;
  const std::string lower = text::to_lower(std::string_view(path[index]));
  if (lower == path[index]) return;
  place.add(Severity::warning, "header_case",
            "header names are in lower case here, so " + quoted(path[index]) + " is never found",
            "write " + quoted(lower));
}

// Names that designers put in front of a path because other products want them there.
void check_root(const Path& path, const Inputs& inputs, const Place& place) {
  if (path.size() < 2) return;
  if (path[0] == "data") {
    const Path rest(path.begin() + 1, path.end());
    if (std::find(inputs.begin(), inputs.end(), rest) == inputs.end()) return;
    place.add(Severity::hint, "source_root",
              quoted(joined(path, 0)) + " is looked for in the answer, not in case data",
              "for case data write \"$data." + joined(path, 1) + "\"");
  } else if (path[0] == "response" || path[0] == "body") {
    place.add(Severity::hint, "source_root",
              "paths start at the body of the answer: this finds something only if the body has "
              "a member " +
                  quoted(path[0]),
              "write " + quoted(joined(path, 1)) + " instead of " + quoted(joined(path, 0)));
  }
}

void check_text_answer(const Path& path, const Place& place) {
  const bool is_body = path[0] == "$body";
  if (path[0][0] == '$' && (!is_body || path.size() < 2)) return;
  place.add(Severity::warning, "text_answer",
            "with \"response_type\": \"text\" the answer is one text and has no members, so " +
                quoted(joined(path, 0)) + " is never found",
            "use $body, or set \"response_type\" to \"json\"");
}

bool is_name_char(char c) {
  return text::is_alnum(c) || c == '_';
}

// vat-number without quotes is vat minus number.
void check_hyphens(const Expression& expression, const Place& place) {
  if (expression.language() != Language::jmespath) return;
  const std::string_view source = place.source;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (c == '"' || c == '\'' || c == '`') {
      for (++i; i < source.size() && source[i] != c; ++i) i += source[i] == '\\' ? 1U : 0U;
      continue;
    }
    const bool is_inside_name = c == '-' && i > 0 && i + 1 < source.size() &&
                                is_name_char(source[i - 1]) && text::is_alpha(source[i + 1]);
    if (!is_inside_name) continue;
    std::size_t begin = i;
    while (begin > 0 && is_name_char(source[begin - 1])) --begin;
    std::size_t end = i;
    while (end < source.size() && (is_name_char(source[end]) || source[end] == '-')) ++end;
    const std::string name(source.substr(begin, end - begin));
    place.add(Severity::warning, "hyphen_subtracts", name + " is a subtraction here, not a name",
              "write " + quoted(name) + " in quotes, or spaces around a minus",
              static_cast<std::uint32_t>(begin));
    return;
  }
}

bool is_empty_path(const Path& path) {
  return path.empty() || path[0].empty();
}

// "$ref" in quotes is a member of that name.
bool is_variable(const Path& path, const Expression& expression) {
  return expression.language() == Language::jmespath && path[0][0] == '$' &&
         expression.source().find(quoted(path[0])) == std::string::npos;
}

}  // namespace

std::optional<Expression> compile_source(std::string_view source, ResponseType type,
                                         const Inputs& inputs, std::string_view pointer,
                                         std::vector<Diagnostic>& diagnostics) {
  const Place place{source, pointer, diagnostics};
  std::optional<Expression> expression = compile(place, expression::language_of(source));
  if (!expression) return std::nullopt;
  check_hyphens(*expression, place);
  bool is_usable = true;
  for (const Path& path : expression->references()) {
    if (is_empty_path(path)) continue;
    if (is_variable(path, *expression)) {
      is_usable = check_variable(path, place) && is_usable;
      if (path[0] == "$headers") check_header_name(path, 1, place);
    } else {
      check_root(path, inputs, place);
    }
    if (type == ResponseType::text) check_text_answer(path, place);
  }
  return is_usable ? expression : std::nullopt;
}

std::optional<Expression> compile_over_answer(std::string_view source, std::string_view pointer,
                                              std::vector<Diagnostic>& diagnostics) {
  const Place place{source, pointer, diagnostics};
  std::optional<Expression> expression = compile(place, Language::jmespath);
  if (!expression) return std::nullopt;
  check_hyphens(*expression, place);
  bool is_usable = true;
  for (const Path& path : expression->references()) {
    if (is_empty_path(path)) continue;
    if (is_variable(path, *expression)) {
      is_usable = check_variable(path, place) && is_usable;
      if (path[0] == "$headers") check_header_name(path, 1, place);
    } else if (path[0] == "headers") {
      check_header_name(path, 1, place);
    } else if (std::find(answer_members.begin(), answer_members.end(), path[0]) ==
               answer_members.end()) {
      place.add(Severity::warning, "answer_root",
                quoted(joined(path, 0)) +
                    " is never found: this expression sees status, headers and body",
                "write " + quoted("body." + joined(path, 0)));
    }
  }
  return is_usable ? expression : std::nullopt;
}

bool always_yields_array(const Expression& source) {
  if (source.language() != Language::jsonpath) return false;
  json::Arena arena;
  const auto found = source.evaluate(json::Value(), {}, arena);
  return found && *found && (*found)->is_array();
}

}  // namespace fieldcall::mapping
