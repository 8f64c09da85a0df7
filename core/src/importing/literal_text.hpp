// Foreign text as a template that renders to exactly this text.
//
// A brace that would open a placeholder is written "\{". Where literal text meets a placeholder, a
// brace or backslash just before it would change what the placeholder means: there it is written
// as an expression.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fieldcall::importing {

struct TextPiece {
  std::string_view text;
  bool is_placeholder = false;  // "{secret.api_token}": goes into the template as it is
};

// Above limits::template_bytes_max nothing is escaped: no field may hold such a text.
//
// No two literal pieces stand side by side.
std::string compose_template(std::span<const TextPiece> pieces);

std::string literal_template(std::string_view text);

}  // namespace fieldcall::importing
