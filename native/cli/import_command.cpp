#include "import_command.hpp"

#include <cstdio>
#include <string_view>

#include "exit_code.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/json_text.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

void print_remark(std::string_view kind, const ImportRemark& remark) {
  std::string text = std::string(kind) + remark.message;
  if (!remark.place.empty()) text += " (" + remark.place + ")";
  complain(Error{remark.code, text, remark.fix, 0});
}

int print(const ImportResult& result, bool as_json) {
  if (as_json) {
    std::printf("%s\n", import_to_json(result).c_str());
    return result.ok() ? exit_ok : exit_usage;
  }
  for (const ImportRemark& problem : result.problems) print_remark("", problem);
  for (const ImportRemark& note : result.notes) print_remark("note: ", note);
  if (!result.ok()) return exit_usage;
  const std::string field = pretty_json(result.field_json);
  std::printf("%s\n", is_terminal(stdout) ? printable(field).c_str() : field.c_str());
  return exit_ok;
}

}  // namespace

void ImportOptions::add_to(CLI::App& command) {
  command.require_subcommand(1);
  curl = command.add_subcommand("curl", "a field that sends what a curl command sends");
  curl->add_option("COMMAND", command_line,
                   "the command line in quotes; standard input if left out or -");
  openapi = command.add_subcommand("openapi", "a field for an operation of an OpenAPI 3 document");
  openapi->add_option("FILE", file, "the document, in JSON; - reads standard input")->required();
  openapi->add_option("OPERATION", operation, "its operationId, or \"GET /path\"")->required();
  openapi->add_option("--server", server, "base url, if the document's is missing or relative");
  for (CLI::App* source : {curl, openapi}) {
    source->add_flag("--json", as_json, "print field, secrets, notes and problems as one object");
  }
}

int import_command(const ImportOptions& options) {
  const bool is_curl = options.curl->parsed();
  const std::string& path = is_curl ? options.command_line : options.file;
  if (is_curl && path != "-") return print(import_curl(path), options.as_json);
  const Result<std::string> text = read_file(path);
  if (!text) {
    complain(text.error());
    return exit_usage;
  }
  if (is_curl) return print(import_curl(*text), options.as_json);
  return print(import_openapi(*text, options.operation, {.server = options.server}),
               options.as_json);
}

}  // namespace fieldcall::cli
