// Imports in a line, and what a field that was imported would send.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/field.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/json_text.hpp"
#include "json/document.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"

namespace fieldcall::importing::test {

// "code: message | code: message"
inline std::string listed(const std::vector<ImportRemark>& remarks) {
  std::string list;
  for (const ImportRemark& remark : remarks) {
    list += (list.empty() ? "" : " | ") + remark.code + ": " + remark.message;
  }
  return list;
}

inline std::string codes(const std::vector<ImportRemark>& remarks) {
  std::string list;
  for (const ImportRemark& remark : remarks) list += (list.empty() ? "" : " ") + remark.code;
  return list;
}

inline bool has_note(const ImportResult& result, std::string_view words) {
  return std::any_of(result.notes.begin(), result.notes.end(), [words](const ImportRemark& note) {
    return note.message.find(words) != std::string::npos;
  });
}

// The JSON text at `pointer` in the field, "(none)" if there is nothing, or the problems.
inline std::string at(const ImportResult& result, std::string_view pointer) {
  if (!result.ok()) return listed(result.problems);
  const auto document = json::Document::parse(result.field_json);
  if (!document) return "not JSON";
  const json::Value* value = json::pointer_find(document->root(), pointer);
  return value == nullptr ? "(none)" : json::to_text(*value);
}

// Every field that comes out is valid, every refusal has a reason.
inline ImportResult checked(ImportResult result) {
  EXPECT_EQ(result.ok(), !result.field_json.empty());
  if (result.ok()) {
    const Configuration configuration = parse_configuration(result.field_json);
    EXPECT_FALSE(has_errors(configuration.diagnostics))
        << result.field_json << diagnostics_to_json(configuration.diagnostics);
    EXPECT_EQ(configuration.fields.size(), 1U);
  }
  EXPECT_TRUE(check_json(import_to_json(result)));
  for (const auto* remarks : {&result.notes, &result.problems}) {
    for (const ImportRemark& remark : *remarks) EXPECT_FALSE(remark.message.empty());
  }
  return result;
}

inline ImportResult curl(std::string_view command_line) {
  return checked(import_curl(command_line));
}

inline std::string problems_of(std::string_view command_line) {
  return codes(curl(command_line).problems);
}

}  // namespace fieldcall::importing::test
