// Any text as a curl command: read without harm, twice with the same result; a field that comes out
// validates, and what was taken as a secret stands nowhere in the result.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/check.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/json_text.hpp"
#include "importing/literal_text.hpp"
#include "templating/template.hpp"
#include "text/utf8.hpp"

namespace {

using namespace fieldcall;

void check_import(std::string_view command) {
  const ImportResult result = import_curl(command);
  FIELDCALL_CHECK(result.ok() == !result.field_json.empty());
  const std::string json = import_to_json(result);
  FIELDCALL_CHECK(check_json(json).ok() && text::is_utf8(json));
  FIELDCALL_CHECK(import_to_json(import_curl(command)) == json);
  if (!result.ok()) return;
  const Configuration configuration = parse_configuration(result.field_json);
  FIELDCALL_CHECK(configuration.fields.size() == 1 && !has_errors(configuration.diagnostics));
}

// A bearer token, taken whatever else the command holds.
void check_planted(std::string_view command) {
  constexpr std::string_view planted = "T0pS3cretT0ken";
  if (command.find("T0pS") != std::string_view::npos) return;
  const std::string with_secret =
      "curl https://api.example.com/a -H 'X-Api-Key: " + std::string(planted) + "' " +
      std::string(command);
  FIELDCALL_CHECK(import_to_json(import_curl(with_secret)).find(planted) == std::string::npos);
}

void check_literal(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  const auto made = templating::Template::compile(importing::literal_template(text),
                                                  templating::Place::header, {}, "", diagnostics);
  FIELDCALL_CHECK(made && made->is_literal());
  const auto& parts = made->parts();
  FIELDCALL_CHECK(parts.empty() ? text.empty() : std::get<std::string>(parts.front()) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_import(text);
  check_planted(text);
  if (text::is_utf8(text)) check_literal(text);
  return 0;
}
