// Any text as the script of a simulation: it ends, gives JSON and shows no secret.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fieldcall/field.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/preview.hpp"

namespace {

constexpr std::string_view secret = "planted-0123456789";

constexpr std::string_view field_text = R"({
  "key": "score", "name": "Score", "retry": 2, "cache_duration": 60, "stale_if_error": 60,
  "api_config": {
    "url": "https://api.example.com/{data.id}", "method": "GET", "max_redirects": 2,
    "headers": {"X-Key": "{secret.api}"},
    "auth": {"type": "oauth2", "token_url": "https://login.example.com/token",
             "client_id": "client", "client_secret": "{secret.client}"},
    "error_message": "body.error",
    "response_mapping": {"score": "result.score", "all": "@", "day": {"path": "d", "type": "date"}}}})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fieldcall;
  static const Configuration configuration = parse_configuration(field_text);
  if (configuration.fields.size() != 1) std::abort();
  CallInputs inputs;
  inputs.data_json = R"({"id": "1"})";
  inputs.trigger = Trigger::on_create;
  inputs.secrets["api"] = Secret{SecretText(secret), {"https://api.example.com"}, {}};
  const std::string_view script(reinterpret_cast<const char*>(data), size);
  const std::string result = simulate(configuration.fields.front(), inputs, script, {});
  if (!check_json(result)) std::abort();
  if (script.find(secret) != std::string_view::npos && script.find('%') != std::string_view::npos) {
    return 0;  // several layers of escapes are not promised
  }
  if (result.find(secret) != std::string::npos) std::abort();
  return 0;
}
