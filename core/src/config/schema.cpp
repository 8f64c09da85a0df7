// The field table as a JSON Schema, draft-07: what editors and form generators read best.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/field_table.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

using config::Row;
using config::Table;
using config::Types;
namespace types = config::types;

std::string_view definition_name(Table table) {
  switch (table) {
    case Table::form:
      return "form";
    case Table::field:
      return "field";
    case Table::api_config:
      return "api_config";
    case Table::schedule:
      return "schedule";
    case Table::on_error:
      return "on_error";
    case Table::auth:
      return "auth";
    case Table::mapping_rule:
      return "mapping_rule";
    case Table::example:
      return "example";
    case Table::example_inputs:
      return "example_inputs";
    case Table::expectation:
      return "expectation";
    case Table::expected_error:
      return "expected_error";
    case Table::expected_request:
      return "expected_request";
    case Table::script:
      return "script";
    case Table::traffic:
      return "traffic";
    case Table::answer:
      return "answer";
    case Table::drip:
      return "drip";
  }
  return "";
}

void write_reference(Table table, json::Writer& writer) {
  writer.begin_object();
  writer.key("$ref").string("#/definitions/" + std::string(definition_name(table)));
  writer.end_object();
}

// What the row says about one JSON type of its value.
void write_type(const Row& row, Types type, json::Writer& writer);

// One schema for several types: a single one as it is, several side by side. Each type carries only
// its own keywords, so that an editor can offer each as a choice.
void write_types(const Row& row, Types allowed, json::Writer& writer) {
  if (allowed == types::any) {
    writer.begin_object().end_object();
    return;
  }
  std::vector<Types> choices;
  for (const Types type : {types::null, types::boolean, types::integer, types::number,
                           types::string, types::array, types::object}) {
    if ((allowed & type) != 0) choices.push_back(type);
  }
  if (choices.size() == 1) {
    write_type(row, choices.front(), writer);
    return;
  }
  writer.begin_object().key("anyOf").begin_array();
  for (const Types type : choices) write_type(row, type, writer);
  writer.end_array().end_object();
}

void write_string_rules(const Row& row, json::Writer& writer) {
  writer.key("type").string("string");
  if (!row.words.empty()) {
    writer.key("enum").begin_array();
    for (const std::string_view word : row.words) writer.string(word);
    writer.end_array();
  }
  if (row.length_min > 0) writer.key("minLength").integer(row.length_min);
  if (!row.pattern.empty()) writer.key("pattern").string(row.pattern);
}

void write_array_rules(const Row& row, json::Writer& writer) {
  writer.key("type").string("array");
  if (row.item_types == types::none) return;
  if (!row.may_be_empty) writer.key("minItems").integer(1);
  writer.key("items");
  if (row.item_table) {
    write_reference(*row.item_table, writer);
  } else {
    write_types(row, row.item_types, writer);
  }
}

void write_map_rules(const Row& row, json::Writer& writer) {
  writer.key("type").string("object");
  if (row.member_types == types::none) return;
  if (row.member_table) {
    writer.key("minProperties").integer(1);
    writer.key("maxProperties").integer(limits::mapping_targets_max);
  }
  Row member;
  member.object_table = row.member_table;
  writer.key("additionalProperties");
  write_types(member, row.member_types, writer);
}

void write_type(const Row& row, Types type, json::Writer& writer) {
  if (type == types::object && row.object_table) {
    write_reference(*row.object_table, writer);
    return;
  }
  writer.begin_object();
  switch (type) {
    case types::null:
      writer.key("type").string("null");
      break;
    case types::boolean:
      writer.key("type").string("boolean");
      break;
    case types::integer:
      writer.key("type").string("integer");
      if (row.range.most > row.range.least) {
        writer.key("minimum").integer(row.range.least);
        writer.key("maximum").integer(row.range.most);
      }
      break;
    case types::number:
      writer.key("type").string("number");
      break;
    case types::string:
      write_string_rules(row, writer);
      break;
    case types::array:
      write_array_rules(row, writer);
      break;
    default:
      write_map_rules(row, writer);
  }
  writer.end_object();
}

// Draft-07 ignores everything beside "$ref", so the value's schema is one of its "allOf".
void write_property(const Row& row, json::Writer& writer) {
  writer.key(row.key).begin_object();
  writer.key("description").string(row.meaning);
  if (!row.default_json.empty()) writer.key("default").raw(row.default_json);
  writer.key("allOf").begin_array();
  const Types allowed = may_be_null(row) ? row.allowed | types::null : row.allowed;
  write_types(row, allowed, writer);
  writer.end_array().end_object();
}

void write_members(std::span<const Row> rows, std::string_view variant, json::Writer& writer) {
  writer.key("required").begin_array();
  for (const Row& row : rows) {
    if (row.variant == variant && row.is_required) writer.string(row.key);
  }
  writer.end_array();
  writer.key("properties").begin_object();
  for (const Row& row : rows) {
    if (row.variant == variant) write_property(row, writer);
  }
  writer.end_object();
}

// {"if": type is "bearer", "then": {...}} for each word of `type` that has rows of its own.
void write_variants(std::span<const Row> rows, json::Writer& writer) {
  std::vector<std::string_view> variants;
  for (const Row& row : rows) {
    const bool is_new =
        !row.variant.empty() && (variants.empty() || variants.back() != row.variant);
    if (is_new) variants.push_back(row.variant);
  }
  if (variants.empty()) return;
  writer.key("allOf").begin_array();
  for (const std::string_view variant : variants) {
    writer.begin_object();
    writer.key("if").begin_object().key("properties").begin_object();
    writer.key("type").begin_object().key("const").string(variant).end_object();
    writer.end_object();
    writer.key("required").begin_array().string("type").end_array().end_object();
    writer.key("then").begin_object();
    write_members(rows, variant, writer);
    writer.end_object().end_object();
  }
  writer.end_array();
}

void write_definition(Table table, json::Writer& writer) {
  const std::span<const Row> rows = config::rows_of(table);
  writer.key(definition_name(table)).begin_object();
  writer.key("type").string("object");
  write_members(rows, "", writer);
  write_variants(rows, writer);
  if (table == Table::mapping_rule) {
    writer.key("anyOf").raw(R"([{"required":["path"]},{"required":["default"]}])");
  }
  writer.end_object();
}

}  // namespace

// Which of the three forms a file has is told as the reader tells it, so that an editor's complaint
// is about that form and not about all three.
std::string configuration_schema() {
  json::Writer writer;
  writer.begin_object();
  writer.key("$schema").string("http://json-schema.org/draft-07/schema#");
  writer.key("title").string("API Call fields");
  writer.key("description").string("One field, an array of fields, or a form with \"fields\".");
  writer.key("if").begin_object().key("type").string("array").end_object();
  writer.key("then").begin_object().key("items");
  write_reference(Table::field, writer);
  writer.end_object();
  writer.key("else").begin_object();
  writer.key("if").begin_object().key("type").string("object");
  writer.key("required").begin_array().string("fields").end_array().end_object();
  writer.key("then");
  write_reference(Table::form, writer);
  writer.key("else");
  write_reference(Table::field, writer);
  writer.end_object();
  writer.key("definitions").begin_object();
  for (std::size_t i = 0; i < config::tables_count; ++i) {
    write_definition(static_cast<Table>(i), writer);
  }
  writer.end_object().end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
