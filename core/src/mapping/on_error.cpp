#include <algorithm>
#include <string>
#include <utility>

#include "json/document.hpp"
#include "json/pointer.hpp"
#include "mapping/apply.hpp"
#include "mapping/coercion.hpp"
#include "mapping/target_path.hpp"
#include "text/suggest.hpp"

namespace fieldcall::mapping {
namespace {

const Rule* find_rule(const Mapping& mapping, std::string_view target) {
  const auto rule = std::find_if(mapping.rules.begin(), mapping.rules.end(),
                                 [target](const Rule& row) { return row.target == target; });
  return rule == mapping.rules.end() ? nullptr : &*rule;
}

struct Problem {
  std::string code;
  std::string message;
  std::string fix;
};

Problem not_a_target(std::string_view text, const Mapping& mapping) {
  std::vector<std::string_view> targets;
  for (const Rule& rule : mapping.rules) targets.push_back(rule.target);
  std::string fix = text::did_you_mean(text, targets);
  if (fix.empty()) fix = "use a target of \"response_mapping\"";
  return {"unknown_target", describe(json::Value::string(text)) + " is not a target of this field",
          std::move(fix)};
}

// Adds the default to `on_error`, or says why not. Null empties the target.
std::optional<Problem> read_default(const json::Member& member, const Mapping& mapping,
                                    OnError& on_error) {
  const Result<Target> target = parse_target(member.key);
  const Rule* rule = target ? find_rule(mapping, target->text) : nullptr;
  if (rule == nullptr) return not_a_target(member.key, mapping);
  const auto is_same = [rule](const Update& update) { return update.target == rule->target; };
  if (std::any_of(on_error.defaults.begin(), on_error.defaults.end(), is_same)) {
    return Problem{"duplicate_target", "\"" + rule->target + "\" is a target twice",
                   "remove one of the two"};
  }
  json::Arena& arena = *mapping.arena;
  if (!member.value.is_null() &&
      coerce(member.value, rule->type, arena).kind != Coerced::Kind::as_it_was) {
    return Problem{"default_type",
                   "\"" + rule->target + "\" must be " + std::string(describe(rule->type)) +
                       ", not " + describe(member.value),
                   "write a value of the target's type"};
  }
  on_error.defaults.push_back({rule->target, json::deep_copy(member.value, arena)});
  return std::nullopt;
}

MappedTarget fixed_target(const std::string& target, const json::Value& value) {
  MappedTarget mapped;
  mapped.line.target = target;
  mapped.line.status = value.is_null() ? TargetStatus::cleared : TargetStatus::defaulted;
  mapped.value = value;
  return mapped;
}

}  // namespace

std::optional<OnError> compile_on_error(const json::Value& value, const Mapping& mapping,
                                        std::string_view pointer,
                                        std::vector<Diagnostic>& diagnostics) {
  OnError on_error;
  if (value.as_string() == "keep") return on_error;
  if (value.as_string() == "clear") {
    on_error.kind = OnError::Kind::clear;
    return on_error;
  }
  const json::Value* defaults = value.find("default");
  if (defaults == nullptr || !defaults->is_object()) return std::nullopt;
  on_error.kind = OnError::Kind::defaults;
  const std::string base = json::pointer_join(pointer, "default");
  bool is_usable = true;
  for (const json::Member& member : defaults->members()) {
    std::optional<Problem> problem = read_default(member, mapping, on_error);
    if (!problem) continue;
    is_usable = false;
    diagnostics.push_back({.severity = Severity::error,
                           .code = std::move(problem->code),
                           .pointer = json::pointer_join(base, member.key),
                           .message = std::move(problem->message),
                           .fix = std::move(problem->fix)});
  }
  if (!is_usable) return std::nullopt;
  return on_error;
}

MappingResult apply_on_error(const Mapping& mapping, const OnError& on_error,
                             const json::Value& data, std::string_view field_key,
                             Overwrite overwrite, const json::Value& previous_updates,
                             json::Arena& arena) {
  MappedAnswer fixed;
  if (on_error.kind == OnError::Kind::clear) {
    for (const Rule& rule : mapping.rules) fixed.targets.push_back(fixed_target(rule.target, {}));
  }
  for (const Update& update : on_error.defaults) {
    fixed.targets.push_back(fixed_target(update.target, update.value));
  }
  return apply_mapped_answer(mapping, fixed, {data, field_key, overwrite, previous_updates}, arena);
}

}  // namespace fieldcall::mapping
