#include "fieldcall/plan.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

void write_texts(std::string_view key, const std::vector<std::string>& texts,
                 json::Writer& writer) {
  if (texts.empty()) return;
  writer.key(key).begin_array();
  for (const std::string& text : texts) writer.string(text);
  writer.end_array();
}

void write_field(const PlannedField& field, json::Writer& writer) {
  writer.begin_object();
  writer.key("field").string(field.key);
  writer.key("reason").string(plan_reason_name(field.reason));
  write_texts("changed", field.changed, writer);
  if (!field.after.empty()) {
    writer.key("after").begin_array();
    for (const PlanSupply& supply : field.after) {
      writer.begin_object();
      writer.key("field").string(supply.field);
      writer.key("writes").string(supply.writes);
      writer.key("reads").string(supply.reads);
      writer.end_object();
    }
    writer.end_array();
  }
  write_texts("missing", field.missing, writer);
  writer.end_object();
}

}  // namespace

std::string plan_to_json(const Plan& plan) {
  json::Writer writer;
  writer.begin_object();
  writer.key("event").string(trigger_name(plan.trigger));
  writer.key("chain_depth").unsigned_integer(plan.chain_depth);
  writer.key("waves").begin_array();
  for (const auto& wave : plan.waves) {
    writer.begin_array();
    for (const PlannedField& field : wave) write_field(field, writer);
    writer.end_array();
  }
  writer.end_array();
  writer.key("skipped").begin_array();
  for (const SkippedField& field : plan.skipped) {
    writer.begin_object();
    writer.key("field").string(field.key);
    writer.key("reason").string(skip_reason_name(field.reason));
    writer.key("message").string(field.message);
    if (!field.fix.empty()) writer.key("fix").string(field.fix);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
