// Any bytes as an answer: decoded, judged and mapped without harm, twice with the same result.
//
// Input: one byte chooses status, content type and response type; the rest is the body.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fieldcall/check.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "mapping/apply.hpp"
#include "text/utf8.hpp"

namespace {

using namespace fieldcall;

constexpr std::array<const char*, 4> content_types{
    "application/json", "text/html; charset=\"ISO-8859-1\"", "application/problem+json; a=b", ""};
constexpr std::array<std::int32_t, 4> statuses{200, 204, 404, 500};

mapping::Mapping compile(const char* api_config) {
  const auto document = json::Document::parse(api_config);
  FIELDCALL_CHECK(document.ok());
  std::vector<Diagnostic> diagnostics;
  auto mapping = mapping::compile_mapping(document->root(), {}, "", diagnostics);
  FIELDCALL_CHECK(mapping.has_value());
  return std::move(*mapping);
}

const mapping::Mapping& rules() {
  static const mapping::Mapping mapping = compile(R"({
    "response_mapping": {"all": "@", "a.b": "$.a['b'][0]", "headers": "$headers",
      "integer": {"path": "a", "type": "integer", "on_status": ["200-299", 404]},
      "date": {"path": "b", "type": "date", "default": "2026-01-15"},
      "time": {"path": "[0]", "type": "datetime", "on_missing": "clear"},
      "text": {"path": "$body.c", "type": "string", "required": true}},
    "success_when": "body.a || status == `204`", "error_message": "body"})");
  return mapping;
}

// Everything that comes out, as one text.
std::string run(std::uint8_t choice, const std::string& body) {
  HttpResponse response;
  response.status = statuses[choice & 3U];
  response.headers = {{"Content-Type", content_types[(choice >> 2U) & 3U]}, {"x-body", body}};
  const auto type = (choice & 16U) != 0 ? mapping::ResponseType::text : mapping::ResponseType::json;
  std::string text = body;
  json::Arena arena;
  mapping::transcode_answer(response, text);
  const auto decoded = mapping::decode_answer(response, text, type, arena);
  if (decoded.failure) {
    FIELDCALL_CHECK(text::is_utf8(decoded.failure->detail));
    return decoded.failure->detail;
  }
  std::string out;
  for (const OutcomeNote& note : decoded.answer.notes) {
    FIELDCALL_CHECK(text::is_utf8(note.message));
    out += note.code + note.message;
  }
  const mapping::AnswerContext context{response.status, &response.headers, Instant(Millis(0)),
                                       decoded.answer.body, decoded.answer.body};
  out += static_cast<char>('0' + static_cast<int>(mapping::judge(rules(), context, arena)));
  out += mapping::api_message(rules(), context, arena);
  const auto result = mapping::apply_mapping(
      rules(), context, "all", mapping::Overwrite::if_unchanged, decoded.answer.body, arena);
  FIELDCALL_CHECK(!result.failure || result.updates.empty());
  for (const mapping::Update& update : result.updates) out += json::to_text(update.value);
  out += json::to_text(result.value) + mapping::report_to_json(result.report) +
         json::to_text(result.last_written);
  FIELDCALL_CHECK(text::is_utf8(out));
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  FIELDCALL_CHECK(run(data[0], body) == run(data[0], body));
  return 0;
}
