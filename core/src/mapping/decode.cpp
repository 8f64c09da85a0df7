#include "mapping/decode.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "fieldcall/limits.hpp"
#include "http/content_type.hpp"
#include "http/headers.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "mapping/judge.hpp"
#include "text/utf8.hpp"

namespace fieldcall::mapping {
namespace {

using http::ContentType;

constexpr std::string_view utf8_bom = "\xef\xbb\xbf";
constexpr std::int32_t no_content_status = 204;

ContentType content_type_of(const HttpResponse& response) {
  const std::string* value = http::find_header(response.headers, "content-type");
  return value == nullptr ? ContentType() : http::parse_content_type(*value);
}

bool is_latin1(std::string_view charset) {
  constexpr std::array<std::string_view, 5> names{"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1",
                                                  "l1"};
  return std::find(names.begin(), names.end(), charset) != names.end();
}

bool starts_with_bom(std::string_view text) {
  return text.substr(0, utf8_bom.size()) == utf8_bom;
}

bool is_json_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Some bytes around `offset`, as a JSON string.
std::string sample_of(std::string_view text, std::size_t offset) {
  constexpr std::size_t bytes_before = limits::sample_bytes_max / 3;
  const std::size_t first = offset > bytes_before ? offset - bytes_before : 0;
  const std::string clean =
      text::replace_invalid_utf8(text.substr(first, limits::sample_bytes_max));
  std::string sample;
  json::write_string(text::truncate_utf8(clean, limits::sample_bytes_max), sample);
  return sample;
}

std::string describe_type(const ContentType& type) {
  if (type.essence.empty()) return "no content type";
  constexpr std::size_t shown_bytes_max = 80;
  std::string shown = "content type " + type.essence.substr(0, shown_bytes_max);
  if (!type.charset.empty()) shown += "; charset=" + type.charset.substr(0, shown_bytes_max);
  return text::replace_invalid_utf8(shown);
}

MappingFailure explain(const Error& error, const ContentType& type, std::string_view text) {
  const bool is_malformed = error.code == "json_syntax" || error.code == "json_utf8";
  const json::TextPosition position = json::position_at(text, error.offset);
  std::string detail = describe_type(type) + ", at " + std::to_string(position.line) + ":" +
                       std::to_string(position.column) + ": ";
  detail += error.message;
  if (is_malformed && !http::is_json_media_type(type.essence) && !type.essence.empty()) {
    detail += "; the answer does not claim to be JSON";
  }
  detail += "; around there it reads " + sample_of(text, error.offset);
  return {is_malformed ? ErrorCode::invalid_json : ErrorCode::response_too_complex,
          std::move(detail)};
}

void note_duplicates(const std::vector<json::DuplicateKey>& duplicates,
                     std::vector<OutcomeNote>& notes) {
  if (duplicates.empty()) return;
  constexpr std::size_t shown_max = 3;
  constexpr std::size_t shown_bytes_max = 40;
  std::string message = "the answer repeats keys in one object, the last one was used: ";
  for (std::size_t i = 0; i < duplicates.size() && i < shown_max; ++i) {
    if (i > 0) message += ", ";
    json::write_string(text::truncate_utf8(duplicates[i].key, shown_bytes_max), message);
  }
  if (duplicates.size() > shown_max) message += ", ...";
  notes.push_back({"duplicate_keys", std::move(message)});
}

void decode_text(std::string& text, DecodedAnswer& answer) {
  if (!text::is_utf8(text)) {
    text = text::replace_invalid_utf8(text);
    answer.notes.push_back({"invalid_utf8_replaced",
                            "the answer is no valid UTF-8: what could not be read was replaced"});
  }
  const std::string_view content =
      std::string_view(text).substr(starts_with_bom(text) ? utf8_bom.size() : 0);
  answer.is_empty = content.empty();
  if (!answer.is_empty) answer.body = json::Value::string(content);
}

}  // namespace

std::optional<OutcomeNote> transcode_answer(const HttpResponse& response, std::string& text) {
  if (is_ascii(text) || starts_with_bom(text)) return std::nullopt;
  if (!is_latin1(content_type_of(response).charset)) return std::nullopt;
  text = text::latin1_to_utf8(text);
  return OutcomeNote{"transcoded", "the answer was read as ISO-8859-1, as it says"};
}

DecodeResult decode_answer(const HttpResponse& response, std::string& text, ResponseType type,
                           json::Arena& arena) {
  DecodeResult result;
  DecodedAnswer& answer = result.answer;
  if (response.status == no_content_status || text.empty()) {
    answer.is_empty = true;
    return result;
  }
  const ContentType content_type = content_type_of(response);
  if (type == ResponseType::text) {
    decode_text(text, answer);
    return result;
  }
  const std::string_view content =
      std::string_view(text).substr(starts_with_bom(text) ? utf8_bom.size() : 0);
  if (is_json_space(content)) {
    answer.is_empty = true;
    return result;
  }
  std::vector<json::DuplicateKey> duplicates;
  Result<json::Value> body = json::read(text, arena, {}, &duplicates);
  if (body) {
    answer.body = *body;
    note_duplicates(duplicates, answer.notes);
    return result;
  }
  MappingFailure failure = explain(body.error(), content_type, text);
  if (is_success_status(response.status)) {
    result.failure = std::move(failure);
  } else {
    const bool is_malformed = failure.code == ErrorCode::invalid_json;
    answer.notes.push_back(
        {"body_not_read",
         (is_malformed ? "the body is not JSON: " : "the body is too complex: ") + failure.detail});
  }
  return result;
}

}  // namespace fieldcall::mapping
