// Short ways to write mappings, answers and cases in tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/check.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "mapping/apply.hpp"

namespace fieldcall::mapping {

inline json::Document parse(std::string_view text) {
  Result<json::Document> document = json::Document::parse(std::string(text));
  FIELDCALL_CHECK(document.ok());
  return std::move(document).value();
}

// Compiles {"response_mapping": ...} or a whole api_config; `diagnostics` may be nullptr.
inline std::optional<Mapping> try_compile(
    std::string_view api_config, std::vector<Diagnostic>* diagnostics = nullptr,
    const std::vector<std::vector<std::string>>& inputs = {}) {
  const json::Document document = parse(api_config);
  std::vector<Diagnostic> found;
  std::optional<Mapping> mapping = compile_mapping(document.root(), inputs, "/api_config",
                                                   diagnostics == nullptr ? found : *diagnostics);
  return mapping;
}

inline Mapping compile(std::string_view api_config) {
  std::vector<Diagnostic> diagnostics;
  std::optional<Mapping> mapping = try_compile(api_config, &diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) ADD_FAILURE() << diagnostic.message;
  }
  FIELDCALL_CHECK(mapping.has_value());
  return std::move(*mapping);
}

inline Mapping compile_rules(std::string_view rules) {
  return compile("{\"response_mapping\": " + std::string(rules) + "}");
}

// "code /pointer" of every diagnostic, in order.
inline std::vector<std::string> codes(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) {
    codes.push_back(diagnostic.code + " " + diagnostic.pointer);
  }
  return codes;
}

// An answer and a case to run a mapping with; keeps all texts alive.
struct Trial {
  std::int32_t status = 200;
  std::vector<Header> headers;
  json::Document body;
  json::Document data;
  json::Document previous;
  Overwrite overwrite = Overwrite::if_unchanged;
  std::string field_key = "lookup";
  json::Arena arena;

  explicit Trial(std::string_view body_text, std::string_view data_text = "{}",
                 std::string_view previous_text = "{}")
      : body(parse(body_text)), data(parse(data_text)), previous(parse(previous_text)) {}

  AnswerContext context() const {
    return {status, &headers, Instant(Millis(0)), body.root(), data.root()};
  }
  MappingResult apply(const Mapping& mapping) {
    return apply_mapping(mapping, context(), field_key, overwrite, previous.root(), arena);
  }
};

// {"target": value} of the updates.
inline std::string updates_text(const MappingResult& result) {
  json::Writer writer;
  writer.begin_object();
  for (const Update& update : result.updates) writer.key(update.target).value(update.value);
  writer.end_object();
  return std::move(writer).take();
}

// "target:status" of every line, joined by spaces.
inline std::string statuses(const MappingResult& result) {
  std::string text;
  for (const ReportLine& line : result.report) {
    if (!text.empty()) text += ' ';
    text += line.target + ":" + std::string(target_status_name(line.status));
  }
  return text;
}

}  // namespace fieldcall::mapping
