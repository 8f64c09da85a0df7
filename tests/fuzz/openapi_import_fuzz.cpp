// Any document and any operation name: read without harm, twice with the same result, and a field
// that comes out validates.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/check.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/json_text.hpp"
#include "text/utf8.hpp"

namespace {

using namespace fieldcall;

void check(std::string_view document, std::string_view operation, const OpenapiOptions& options) {
  const ImportResult result = import_openapi(document, operation, options);
  FIELDCALL_CHECK(result.ok() == !result.field_json.empty());
  const std::string json = import_to_json(result);
  FIELDCALL_CHECK(check_json(json).ok() && text::is_utf8(json));
  FIELDCALL_CHECK(import_to_json(import_openapi(document, operation, options)) == json);
  if (!result.ok()) return;
  const Configuration configuration = parse_configuration(result.field_json);
  FIELDCALL_CHECK(configuration.fields.size() == 1 && !has_errors(configuration.diagnostics));
}

}  // namespace

// The operation's name, a line feed, the document.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view document = input.substr(std::min(line + 1, input.size()));
  check(document, input.substr(0, line), {});
  check(document, input.substr(0, line), {.server = "https://api.example.com/v1"});
  return 0;
}
