#include "config/data_path.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "fieldcall/limits.hpp"
#include "json/writer.hpp"
#include "templating/template.hpp"
#include "text/ascii.hpp"

namespace fieldcall::config {

std::optional<DataPath> read_data_path(std::string_view text) {
  const bool names_other_root = text.starts_with("secret.") || text.starts_with("call.");
  if (names_other_root || text.size() > limits::expression_bytes_max) return std::nullopt;

  // The grammar is that of placeholders, so a placeholder's reader reads it.
  const std::string placeholder_text =
      (text.starts_with("data.") ? "{" : "{data.") + std::string(text) + "}";
  std::vector<Diagnostic> unused;
  const auto compiled = templating::Template::compile(placeholder_text, templating::Place::param,
                                                      templating::KnownRoots{}, "", unused);
  if (!compiled) return std::nullopt;
  const templating::Placeholder* placeholder = compiled->sole_placeholder();
  if (placeholder == nullptr || placeholder->root != "data" || placeholder->is_optional ||
      placeholder->fallback || placeholder->expression) {
    return std::nullopt;
  }
  DataPath path;
  for (const templating::Step& step : placeholder->steps) {
    if (const auto* name = std::get_if<std::string>(&step)) path.push_back(*name);
  }
  return path;
}

std::string data_path_text(const DataPath& path) {
  if (path.empty()) return "data";
  std::string text;
  for (const std::string& name : path) {
    if (!text.empty()) text += '.';
    const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return fieldcall::text::is_alnum(c) || c == '_' || c == '-';
    });
    if (is_plain) {
      text += name;
    } else {
      json::write_string(name, text);
    }
  }
  return text;
}

std::vector<DataPath> data_paths(const templating::RequestTemplate& request) {
  std::vector<DataPath> paths;
  for (DataPath& reference : templating::references(request)) {
    if (reference.empty() || reference.front() != "data") continue;
    reference.erase(reference.begin());
    paths.push_back(std::move(reference));
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

}  // namespace fieldcall::config
