// A text with placeholders, compiled once: {root.path}, {path?}, {path ?? default}, {+path},
// {= expression }, \{ for a brace that would otherwise open a placeholder.
//
// Any other brace is literal text, `{{` and `}}` included. Substituted text is never scanned again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression/expression.hpp"
#include "fieldcall/diagnostic.hpp"
#include "json/document.hpp"
#include "json/value.hpp"

namespace fieldcall::templating {

// Where a template stands: decides what an unknown root means and what is linted.
enum class Place : std::uint8_t { url, param, header, auth, body };

// One step of a path: a member name or an array index (negative: from the end).
using Step = std::variant<std::string, std::int64_t>;

struct Placeholder {
  std::string source;        // as written, braces included: "{data.vat_number?}"
  std::uint32_t offset = 0;  // of its opening brace in the template
  std::string reference;     // without marks: "data.address.lines[0]"; for messages and lint
  std::string root;          // "data", "secret", "call", a host root; a bare {token}'s name
  std::vector<Step> steps;   // behind the root; empty for a bare input
  std::optional<expression::Expression> expression;  // {= ... }: replaces root and steps
  bool is_bare = false;                              // {token}: an input the host must supply
  bool is_optional = false;                          // ends in ?
  std::optional<json::Value> fallback;               // ?? "BE"; lives in the template's document
  bool keeps_slashes = false;                        // {+...}
  [[nodiscard]] bool is_secret() const { return root == "secret" && !expression; }
};

using Part = std::variant<std::string, Placeholder>;  // literal text with \{ resolved

// Roots a template may use besides data, secret and call.
struct KnownRoots {
  std::vector<std::string> host;
};

class Template {
 public:
  // Problems become diagnostics with `pointer` and their offset in `source`; after an error there
  // is no template. Codes: "unknown_root", "bare_placeholder", "mustache_braces",
  // "placeholder_syntax", "expression_syntax", ...
  static std::optional<Template> compile(std::string_view source, Place place,
                                         const KnownRoots& roots, std::string_view pointer,
                                         std::vector<Diagnostic>& diagnostics);

  // Text without placeholders, whatever it holds.
  static Template literal(std::string_view text);

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  // The placeholder, if the template is exactly one and nothing else: keeps its value's JSON type.
  [[nodiscard]] const Placeholder* sole_placeholder() const;
  [[nodiscard]] bool is_literal() const;

 private:
  std::string source_;
  std::vector<Part> parts_;
  std::shared_ptr<json::Arena> arena_;  // of fallbacks
};

}  // namespace fieldcall::templating
