#include "form_file.hpp"

#include <cstdio>

#include "diagnostics_text.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {

std::optional<std::vector<Field>> read_form(const std::vector<std::string>& files,
                                            const std::vector<std::string>& roots) {
  ParseOptions options;
  options.roots = roots;
  options.roots.emplace_back("env");
  std::vector<Field> fields;
  for (const std::string& file : files) {
    const Result<std::string> text = read_file(file);
    if (!text) {
      complain(text.error());
      return std::nullopt;
    }
    Configuration configuration = parse_configuration(*text, options);
    if (has_errors(configuration.diagnostics)) {
      std::fputs(diagnostics_to_text(file, configuration.diagnostics).c_str(), stderr);
      complain(file + " is not a valid configuration");
      return std::nullopt;
    }
    for (Field& field : configuration.fields) fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace fieldcall::cli
