#include "engine/case_text.hpp"

#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/number.hpp"

namespace fieldcall::engine {
namespace {

Error invalid_data(std::string_view what, std::string_view why, std::string fix) {
  return {"invalid_data", std::string(what) + " " + std::string(why), std::move(fix), 0};
}

Result<json::Document> read(std::string_view text, std::string_view what, std::uint32_t bytes_max) {
  if (text.size() > bytes_max) {
    return invalid_data(what, "is larger than " + json::format_int64(bytes_max) + " bytes",
                        "hand over only what the fields of the form use");
  }
  auto document = json::Document::parse(std::string(text));
  if (document) return document;
  const json::TextPosition position = json::position_at(text, document.error().offset);
  Error error = invalid_data(what,
                             "is not JSON: " + document.error().message + " (line " +
                                 json::format_int64(position.line) + ", column " +
                                 json::format_int64(position.column) + ")",
                             document.error().fix);
  error.offset = document.error().offset;
  return error;
}

}  // namespace

Result<json::Document> read_case_text(std::string_view text, std::string_view what) {
  auto document = read(text.empty() ? "{}" : text, what, limits::data_bytes_max);
  if (document && !document->root().is_object()) {
    return invalid_data(what,
                        "is " + std::string(type_name(document->root().type())) + ", not an object",
                        "write the case data as {\"name\": value}");
  }
  return document;
}

Result<json::Document> read_value_text(std::string_view text, std::string_view what) {
  return read(text.empty() ? "null" : text, what, limits::mapped_bytes_max);
}

}  // namespace fieldcall::engine
