// Forms for tests, written shortly: who reads what and who writes what.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall::test {

struct FormRow {
  std::string key;
  std::vector<std::string> reads;
  std::vector<std::string> writes;
  std::string trigger = "\"on_update\"";
  std::string more{};  // further members of the field: ,"watch": ["x"]
};

inline std::string field_text(const FormRow& row) {
  std::string params;
  for (std::size_t i = 0; i < row.reads.size(); ++i) {
    params += std::string(i == 0 ? "" : ",") + "\"p" + std::to_string(i) + "\":\"{data." +
              row.reads[i] + "}\"";
  }
  std::string targets;
  for (const std::string& target : row.writes) {
    targets += (targets.empty() ? "" : ",") + ("\"" + target + "\":\"x\"");
  }
  return R"({"key":")" + row.key + R"(","name":"N","trigger":)" + row.trigger + row.more +
         R"(,"api_config":{"url":"https://api.example.com/","method":"GET","params":{)" + params +
         R"(},"response_mapping":{)" + targets + "}}}";
}

inline std::string form_text(const std::vector<FormRow>& rows) {
  std::string text = "[";
  for (const FormRow& row : rows) text += (text.size() == 1 ? "" : ",\n") + field_text(row);
  return text + "]";
}

// Every field of it must be valid.
inline std::vector<Field> form_of(const std::vector<FormRow>& rows) {
  Configuration configuration = parse_configuration(form_text(rows));
  EXPECT_FALSE(has_errors(configuration.diagnostics))
      << diagnostics_to_json(configuration.diagnostics);
  return std::move(configuration.fields);
}

}  // namespace fieldcall::test
