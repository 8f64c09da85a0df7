#include "engine/case_text.hpp"

#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/number.hpp"

namespace fieldcall::engine {

Result<json::Document> read_case_text(std::string_view text, std::string_view what) {
  const auto refuse = [what](std::string_view why, std::string fix, std::uint32_t offset = 0) {
    return Error{"invalid_data", std::string(what) + " " + std::string(why), std::move(fix),
                 offset};
  };
  if (text.size() > limits::data_bytes_max) {
    return refuse("is larger than " + json::format_int64(limits::data_bytes_max) + " bytes",
                  "hand over only what the fields of the form use");
  }
  auto document = json::Document::parse(std::string(text.empty() ? "{}" : text));
  if (!document) {
    const json::TextPosition position = json::position_at(text, document.error().offset);
    return refuse("is not JSON: " + document.error().message + " (line " +
                      json::format_int64(position.line) + ", column " +
                      json::format_int64(position.column) + ")",
                  document.error().fix, document.error().offset);
  }
  if (!document->root().is_object()) {
    return refuse("is " + std::string(type_name(document->root().type())) + ", not an object",
                  "write the case data as {\"name\": value}");
  }
  return document;
}

}  // namespace fieldcall::engine
