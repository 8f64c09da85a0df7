// What an opening brace begins: a placeholder, or only text.
//
//   placeholder = "{" ["+"] path [mark] "}" / "{=" expression [mark] ws "}"
//   path        = name *( "." ( name / quoted ) / "[" ["-"] 1*9DIGIT "]" )
//   name        = 1*( ALPHA / DIGIT / "_" / "-" ), the first one not beginning with a digit or "-"
//   mark        = ws ( "?" / "??" ws ( JSON / raw-string ) ws )
//
// Only the shape is told here; whether a root is known where the template stands is the compiler's
// question. A brace of any other shape is literal text, unless a known root and a dot follow it:
// then somebody meant a placeholder, and the mistake is named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "fieldcall/result.hpp"
#include "json/arena.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

struct Brace {
  enum class Kind : std::uint8_t { literal, placeholder, malformed } kind = Kind::literal;
  std::size_t end = 0;  // placeholder: the first byte behind it
  Placeholder placeholder;
  Error error;  // malformed: code "placeholder_syntax" or "expression_syntax", offset in `source`
};

// `at` is the offset of an opening brace that no "{" follows. Fallback values live in `arena`,
// which is made when the first one needs it.
Brace parse_brace(std::string_view source, std::size_t at, const KnownRoots& roots,
                  std::shared_ptr<json::Arena>& arena);

// True if a placeholder would open at `at`: then "\{" is needed to write the brace.
bool opens_placeholder(std::string_view source, std::size_t at, const KnownRoots& roots);

// data, secret, call or one the host registered.
bool is_known_root(std::string_view root, const KnownRoots& roots);

// The end of a path that starts at `at`, or `at` if there is none. `has_steps` tells a bare name.
std::size_t path_end(std::string_view source, std::size_t at, bool& has_steps);

}  // namespace fieldcall::templating
