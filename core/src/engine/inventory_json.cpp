#include <algorithm>
#include <utility>

#include "config/data_path.hpp"
#include "engine/inventory.hpp"
#include "fieldcall/inventory.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

using Names = std::set<std::string>;

// All fields that call one origin.
struct OriginRow {
  bool is_literal = true;
  Names fields;
  Names methods;
  Names auth;
  Names sends;
  Names secrets;
  Names inputs;
  Names writes;
  std::int64_t cache_duration_s = 0;
};

template <class Texts>
void write_texts(std::string_view key, const Texts& texts, json::Writer& writer) {
  writer.key(key).begin_array();
  for (const auto& text : texts) writer.string(text);
  writer.end_array();
}

std::vector<std::string> path_texts(const std::vector<config::DataPath>& paths) {
  std::vector<std::string> texts;
  for (const config::DataPath& path : paths) texts.push_back(config::data_path_text(path));
  return texts;
}

std::vector<std::string> targets_of(const config::FieldConfig& field) {
  std::vector<std::string> targets;
  for (const mapping::Rule& rule : field.mapping.rules) {
    const bool is_new = std::find(targets.begin(), targets.end(), rule.target) == targets.end();
    if (is_new) targets.push_back(rule.target);
  }
  return targets;
}

void write_origin(const engine::Origin& origin, json::Writer& writer) {
  writer.key("origin").string(origin.text);
  writer.key("is_literal").boolean(origin.is_literal);
}

void write_call(const engine::InventoryCall& call, json::Writer& writer) {
  writer.begin_object();
  writer.key("purpose").string(call.purpose);
  write_origin(call.origin, writer);
  writer.key("method").string(call.method);
  writer.key("auth").string(call.auth);
  writer.key("sends").begin_array();
  for (const auto& [path, parts] : call.sends) {
    writer.begin_object();
    writer.key("path").string(path);
    writer.key("in").begin_array();
    for (const templating::RequestPart part : parts) {
      writer.string(templating::request_part_name(part));
    }
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  write_texts("secrets", call.secrets, writer);
  write_texts("inputs", call.inputs, writer);
  writer.end_object();
}

void write_starting(const config::FieldConfig& field, json::Writer& writer) {
  writer.key("triggers").begin_array();
  for (const Trigger trigger : field.triggers) writer.string(trigger_name(trigger));
  writer.end_array();
  const auto& triggers = field.triggers;
  if (std::find(triggers.begin(), triggers.end(), Trigger::on_update) != triggers.end()) {
    write_texts("watches", path_texts(field.watch), writer);
  }
  if (field.schedule) {
    writer.key("schedule").begin_object();
    writer.key("cron").string(field.schedule->cron());
    writer.key("timezone").string(field.schedule->timezone());
    writer.end_object();
  }
}

void write_field(const config::FieldConfig& field, const std::vector<engine::InventoryCall>& calls,
                 json::Writer& writer) {
  writer.begin_object();
  writer.key("field").string(field.key);
  writer.key("name").string(field.name);
  if (!field.section.empty()) writer.key("section").string(field.section);
  write_starting(field, writer);
  writer.key("calls").begin_array();
  for (const engine::InventoryCall& call : calls) write_call(call, writer);
  writer.end_array();
  const std::vector<std::string> reads = engine::local_reads(field);
  if (!reads.empty()) write_texts("reads", reads, writer);
  write_texts("writes", targets_of(field), writer);
  writer.key("cache_duration").integer(field.cache.duration_s);
  writer.key("stale_if_error").integer(field.cache.stale_if_error_s);
  writer.end_object();
}

void add_to(OriginRow& row, const config::FieldConfig& field, const engine::InventoryCall& call) {
  row.is_literal = call.origin.is_literal;
  row.fields.insert(field.key);
  row.methods.insert(call.method);
  row.auth.insert(call.auth);
  for (const auto& [path, parts] : call.sends) row.sends.insert(path);
  row.secrets.insert(call.secrets.begin(), call.secrets.end());
  row.inputs.insert(call.inputs.begin(), call.inputs.end());
  if (call.purpose != "request") return;
  for (std::string& target : targets_of(field)) row.writes.insert(std::move(target));
  row.cache_duration_s = std::max(row.cache_duration_s, field.cache.duration_s);
}

void write_row(const std::string& origin, const OriginRow& row, json::Writer& writer) {
  writer.begin_object();
  write_origin({origin, row.is_literal}, writer);
  write_texts("fields", row.fields, writer);
  write_texts("methods", row.methods, writer);
  write_texts("auth", row.auth, writer);
  write_texts("sends", row.sends, writer);
  write_texts("secrets", row.secrets, writer);
  write_texts("inputs", row.inputs, writer);
  write_texts("writes", row.writes, writer);
  writer.key("cache_duration").integer(row.cache_duration_s);
  writer.end_object();
}

}  // namespace

std::string inventory_json(std::span<const Field> fields) {
  std::map<std::string, OriginRow> rows;  // by origin
  json::Writer writer;
  writer.begin_object();
  writer.key("fields").begin_array();
  for (const Field& field : fields) {
    const std::vector<engine::InventoryCall> calls = engine::inventory_calls(field.config());
    write_field(field.config(), calls, writer);
    for (const engine::InventoryCall& call : calls) {
      add_to(rows[call.origin.text], field.config(), call);
    }
  }
  writer.end_array();
  writer.key("origins").begin_array();
  for (const auto& [origin, row] : rows) write_row(origin, row, writer);
  writer.end_array();
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
