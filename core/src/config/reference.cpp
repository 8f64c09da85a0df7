// The field table as Markdown, for documentation.
#include <array>
#include <string>
#include <string_view>

#include "config/field_table.hpp"
#include "fieldcall/field.hpp"
#include "json/number.hpp"

namespace fieldcall {
namespace {

using config::Row;
using config::Table;
namespace types = config::types;

struct Chapter {
  Table table;
  std::string_view title;
};

constexpr std::array chapters{
    Chapter{Table::field, "### Field"},
    Chapter{Table::api_config, "### `api_config`"},
    Chapter{Table::auth, "### `auth`"},
    Chapter{Table::mapping_rule, "### A target in `response_mapping`, long form"},
    Chapter{Table::schedule, "### `schedule`"},
    Chapter{Table::example, "### An example in `examples`"},
    Chapter{Table::example_inputs, "### `inputs` of an example"},
    Chapter{Table::expectation, "### `expect` of an example"},
    Chapter{Table::expected_error, "### `error` in `expect`"},
    Chapter{Table::expected_request, "### `request` in `expect`"},
    Chapter{Table::script, "### A script"},
    Chapter{Table::traffic, "### `traffic` of a script"},
    Chapter{Table::answer, "### A scripted answer"},
    Chapter{Table::drip, "### `drip` of a scripted answer"},
};

std::string words_text(const Row& row) {
  std::string text;
  for (const std::string_view word : row.words) {
    if (!text.empty()) text += ", ";
    text += "`\"" + std::string(word) + "\"`";
  }
  return text;
}

std::string type_text(const Row& row) {
  if (row.allowed == types::any) return "any";
  struct Name {
    config::Types type;
    std::string_view text;
  };
  constexpr std::array names{Name{types::boolean, "boolean"}, Name{types::integer, "integer"},
                             Name{types::string, "string"}, Name{types::array, "array"},
                             Name{types::object, "object"}};
  std::string text;
  for (const Name& name : names) {
    if ((row.allowed & name.type) == 0) continue;
    if (!text.empty()) text += " or ";
    text += name.text;
  }
  if (row.range.most > row.range.least) {
    text +=
        ", " + json::format_int64(row.range.least) + " to " + json::format_int64(row.range.most);
  }
  if (row.words.size() > 1) text += ": " + words_text(row);
  return text;
}

std::string default_text(const Row& row) {
  if (row.is_required) return "required";
  if (!row.default_text.empty()) return std::string(row.default_text);
  if (!row.default_json.empty()) return "`" + std::string(row.default_json) + "`";
  return {};
}

std::string meaning_text(const Row& row) {
  if (row.variant.empty()) return std::string(row.meaning);
  return "`" + std::string(row.variant) + "`: " + std::string(row.meaning);
}

}  // namespace

std::string configuration_reference() {
  std::string text;
  for (const Chapter& chapter : chapters) {
    if (!text.empty()) text += "\n";
    text += std::string(chapter.title) + "\n\n";
    text += "| key | type | default | meaning |\n|---|---|---|---|\n";
    for (const Row& row : config::rows_of(chapter.table)) {
      text += "| `" + std::string(row.key) + "` | " + type_text(row) + " | " + default_text(row) +
              " | " + meaning_text(row) + " |\n";
    }
  }
  return text;
}

}  // namespace fieldcall
