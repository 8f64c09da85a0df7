#include "importing/literal_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "fieldcall/limits.hpp"
#include "templating/placeholder_parser.hpp"

namespace fieldcall::importing {
namespace {

constexpr std::string_view brace_expression = "{= '{' }";
constexpr std::string_view backslash_expression = "{= `\"\\\\\"` }";

// Writes a template from its end: whether a brace opens a placeholder depends on what follows.
class BackwardWriter {
 public:
  explicit BackwardWriter(std::span<const TextPiece> pieces) {
    std::size_t bytes = 0;
    for (const TextPiece& piece : pieces) {
      const auto special = std::count_if(piece.text.begin(), piece.text.end(),
                                         [](char c) { return c == '{' || c == '\\'; });
      bytes += piece.text.size() + static_cast<std::size_t>(special) * backslash_expression.size();
    }
    buffer_.resize(bytes);
    begin_ = bytes;
  }

  void prepend(std::string_view text) {
    begin_ -= text.size();
    std::copy(text.begin(), text.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(begin_));
  }

  // True if the text begins with an expression: then so does what stands before it.
  bool prepend_literal(std::string_view text, bool is_before_placeholder) {
    while (is_before_placeholder && !text.empty() && (text.back() == '{' || text.back() == '\\')) {
      prepend(text.back() == '{' ? brace_expression : backslash_expression);
      text.remove_suffix(1);
    }
    if (text.empty()) return is_before_placeholder;
    while (!text.empty()) {
      const std::size_t other = text.find_last_not_of('{');
      const std::size_t run_begin = other == std::string_view::npos ? 0 : other + 1;
      prepend_braces(text.size() - run_begin);
      text = text.substr(0, run_begin);
      const std::size_t brace = text.rfind('{');
      const std::size_t plain_begin = brace == std::string_view::npos ? 0 : brace + 1;
      prepend(text.substr(plain_begin));
      text = text.substr(0, plain_begin);
    }
    return false;
  }

  [[nodiscard]] std::string take() { return buffer_.substr(begin_); }

 private:
  // Two braces are literal text; of an odd number the last one stands alone.
  void prepend_braces(std::size_t count) {
    if (count == 0) return;
    prepend("{");
    const bool is_alone = count % 2 == 1;
    if (is_alone &&
        templating::opens_placeholder(std::string_view(buffer_).substr(begin_), 0, {})) {
      prepend("\\");
    }
    for (std::size_t i = 1; i < count; ++i) prepend("{");
  }

  std::string buffer_;
  std::size_t begin_ = 0;
};

}  // namespace

std::string compose_template(std::span<const TextPiece> pieces) {
  std::size_t bytes = 0;
  for (const TextPiece& piece : pieces) bytes += piece.text.size();
  if (bytes > limits::template_bytes_max) {
    std::string plain;
    for (const TextPiece& piece : pieces) plain += piece.text;
    return plain;
  }
  BackwardWriter writer(pieces);
  bool is_before_placeholder = false;
  for (std::size_t i = pieces.size(); i-- > 0;) {
    const TextPiece& piece = pieces[i];
    if (piece.is_placeholder) {
      writer.prepend(piece.text);
      is_before_placeholder = true;
    } else if (!piece.text.empty()) {
      is_before_placeholder = writer.prepend_literal(piece.text, is_before_placeholder);
    }
  }
  return writer.take();
}

std::string literal_template(std::string_view text) {
  const std::array pieces{TextPiece{text, false}};
  return compose_template(pieces);
}

}  // namespace fieldcall::importing
