#include "field_file.hpp"

#include <cstdio>

#include "diagnostics_text.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {

std::optional<Field> read_field_file(const std::string& file, const std::string& key,
                                     const std::vector<std::string>& roots) {
  const Result<std::string> text = read_file(file);
  if (!text) {
    complain(text.error());
    return std::nullopt;
  }
  ParseOptions options;
  options.roots = roots;
  const Configuration configuration = parse_configuration(*text, options);
  if (has_errors(configuration.diagnostics)) {
    std::fputs(diagnostics_to_text(file, configuration.diagnostics).c_str(), stderr);
    complain(file + " is not a valid configuration");
    return std::nullopt;
  }
  std::string keys;
  for (const Field& field : configuration.fields) {
    if (field.key() == key) return field;
    keys += (keys.empty() ? "" : ", ") + field.key();
  }
  if (key.empty() && configuration.fields.size() == 1) return configuration.fields.front();
  complain(key.empty() ? file + " holds several fields: choose one with --field (" + keys + ")"
                       : "no field \"" + key + "\" in " + file + ": it has " +
                             (keys.empty() ? "none" : keys));
  return std::nullopt;
}

}  // namespace fieldcall::cli
