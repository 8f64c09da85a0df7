// Any bytes as a configuration and as secrets: read without harm, twice with the same result, and
// every diagnostic has a known code and a place inside the text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "config/field_config.hpp"
#include "fieldcall/check.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/secret.hpp"
#include "text/utf8.hpp"

namespace {

using namespace fieldcall;

bool is_listed(std::string_view code) {
  const auto table = diagnostic_table();
  return std::any_of(table.begin(), table.end(),
                     [code](const DiagnosticInfo& info) { return info.code == code; });
}

void check_configuration(std::string_view text) {
  const Configuration configuration = parse_configuration(text, {.roots = {"env"}});
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  std::uint32_t line_before = 0;
  for (const Diagnostic& diagnostic : configuration.diagnostics) {
    FIELDCALL_CHECK(is_listed(diagnostic.code));
    FIELDCALL_CHECK(!diagnostic.message.empty());
    FIELDCALL_CHECK(diagnostic.line <= lines);
    if (diagnostic.code == "too_many_problems") continue;
    FIELDCALL_CHECK(diagnostic.line >= line_before && diagnostic.column >= 1);
    line_before = diagnostic.line;
  }
  for (const Field& field : configuration.fields) {
    FIELDCALL_CHECK(!field.key().empty() && field.config().hash.size() == 16);
    FIELDCALL_CHECK(!has_errors(field.config().diagnostics));
  }
  const std::string json = diagnostics_to_json(configuration.diagnostics);
  FIELDCALL_CHECK(text::is_utf8(json));
  const Configuration again = parse_configuration(text, {.roots = {"env"}});
  FIELDCALL_CHECK(diagnostics_to_json(again.diagnostics) == json);
  FIELDCALL_CHECK(again.fields.size() == configuration.fields.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_configuration(text);
  const auto secrets = parse_secrets(text);
  FIELDCALL_CHECK(secrets.ok() || secrets.error().code == "invalid_secrets");
  return 0;
}
