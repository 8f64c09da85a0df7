#include "validate_command.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "diagnostics_text.hpp"
#include "exit_code.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/native/time_zones.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

void print_json(const std::string& file, const Configuration& configuration) {
  nlohmann::ordered_json line = {{"file", file}};
  line.update(nlohmann::ordered_json::parse(diagnostics_to_json(configuration.diagnostics)));
  line["fields"] = nlohmann::ordered_json::array();
  for (const Field& field : configuration.fields) line["fields"].push_back(field.key());
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::printf("%s\n", text.c_str());
}

void print_text(const std::string& file, const Configuration& configuration) {
  std::fputs(diagnostics_to_text(file, configuration.diagnostics).c_str(), stdout);
  const bool valid = !has_errors(configuration.diagnostics);
  const std::size_t fields = configuration.fields.size();
  std::printf("%s: %s (%zu valid field%s)\n", printable(file).c_str(),
              valid ? paint(Colour::green, "valid").c_str() : paint(Colour::red, "invalid").c_str(),
              fields, fields == 1 ? "" : "s");
}

}  // namespace

void ValidateOptions::add_to(CLI::App& command) {
  command.add_option("FILE", files, "configuration; - reads standard input")->required();
  command.add_option("--root", roots, "name of a host root, besides env (repeatable)");
  command.add_flag("--json", as_json, "print a line of JSON for each file");
}

int validate_command(const ValidateOptions& options) {
  int exit_code = exit_ok;
  ParseOptions parse_options;
  parse_options.roots = options.roots;
  parse_options.roots.emplace_back("env");
  const native::SystemTimeZones zones;
  parse_options.time_zones = &zones;
  for (const std::string& file : options.files) {
    const Result<std::string> text = read_file(file);
    if (!text) {
      complain(text.error());
      exit_code = exit_usage;
      continue;
    }
    const Configuration configuration = parse_configuration(*text, parse_options);
    if (options.as_json) {
      print_json(file, configuration);
    } else {
      print_text(file, configuration);
    }
    if (has_errors(configuration.diagnostics)) exit_code = exit_usage;
  }
  return exit_code;
}

}  // namespace fieldcall::cli
