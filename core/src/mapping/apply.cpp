#include "mapping/apply.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "fieldcall/check.hpp"
#include "mapping/case_patch.hpp"

namespace fieldcall::mapping {
namespace {

const Rule& rule_of(const Mapping& mapping, std::string_view target) {
  const auto rule = std::find_if(mapping.rules.begin(), mapping.rules.end(),
                                 [target](const Rule& row) { return row.target == target; });
  FIELDCALL_CHECK(rule != mapping.rules.end());
  return *rule;
}

// A target's value as the case has it afterwards; not of targets that stay untouched.
using Held = std::vector<json::Member>;

void apply_target(const Rule& rule, const MappedTarget& mapped, const CaseContext& context,
                  MappingResult& result, Held& held) {
  ReportLine line = mapped.line;
  const Place place = find_place(context.data, rule.path);
  const json::Value* previous = context.previous_updates.find(rule.target);
  if (holds(place, mapped.value)) {
    line.status = TargetStatus::unchanged;
  } else if (!may_write(place, context.overwrite, previous)) {
    line.status = TargetStatus::kept_manual;
    line.message = place.is_blocked ? "the case has another value on the way to this target"
                                    : "the case holds a value that this lookup did not write";
    held.push_back({rule.target, place.is_blocked ? json::Value() : *place.current});
    result.mapped_anything = true;
    result.report.push_back(std::move(line));
    return;
  }
  result.mapped_anything |= !mapped.value.is_null() || line.status == TargetStatus::cleared;
  held.push_back({rule.target, mapped.value});
  result.updates.push_back({rule.target, mapped.value});
  result.report.push_back(std::move(line));
}

json::Value field_value(const Mapping& mapping, std::string_view field_key, const Held& held,
                        json::Arena& arena) {
  const auto is_own = [field_key](const Rule& rule) { return rule.target == field_key; };
  if (std::any_of(mapping.rules.begin(), mapping.rules.end(), is_own)) {
    const auto own = std::find_if(held.begin(), held.end(), [field_key](const json::Member& item) {
      return item.key == field_key;
    });
    return own == held.end() ? json::Value() : own->value;
  }
  if (held.empty()) return {};
  return json::Value::object(arena.copy(std::span<const json::Member>(held)));
}

// Updates over what was known before. Null is left out: nothing written is nothing known.
json::Value last_written(const Mapping& mapping, const std::vector<Update>& updates,
                         const json::Value& previous_updates, json::Arena& arena) {
  std::vector<json::Member> written;
  for (const Rule& rule : mapping.rules) {
    const auto update = std::find_if(updates.begin(), updates.end(), [&rule](const Update& item) {
      return item.target == rule.target;
    });
    const json::Value* value =
        update == updates.end() ? previous_updates.find(rule.target) : &update->value;
    if (value != nullptr && !value->is_null()) written.push_back({rule.target, *value});
  }
  return json::Value::object(arena.copy(std::span<const json::Member>(written)));
}

// What stopped the call; the others were not written, whatever was found for them.
void report_failure(const MappedAnswer& mapped, MappingResult& result) {
  result.failure = mapped.failure;
  for (const MappedTarget& target : mapped.targets) {
    if (!target.has_value()) result.report.push_back(target.line);
  }
}

}  // namespace

MappingResult apply_mapped_answer(const Mapping& mapping, const MappedAnswer& mapped,
                                  const CaseContext& context, json::Arena& arena) {
  MappingResult result;
  Held held;
  if (mapped.failure) {
    report_failure(mapped, result);
  } else {
    for (const MappedTarget& target : mapped.targets) {
      if (target.has_value()) {
        apply_target(rule_of(mapping, target.line.target), target, context, result, held);
      } else {
        result.report.push_back(target.line);
      }
    }
    result.value = field_value(mapping, context.field_key, held, arena);
  }
  result.last_written = last_written(mapping, result.updates, context.previous_updates, arena);
  return result;
}

MappingResult apply_mapping(const Mapping& mapping, const AnswerContext& context,
                            std::string_view field_key, Overwrite overwrite,
                            const json::Value& previous_updates, json::Arena& arena) {
  return apply_mapped_answer(mapping, map_answer(mapping, context, arena),
                             {context.data, field_key, overwrite, previous_updates}, arena);
}

}  // namespace fieldcall::mapping
