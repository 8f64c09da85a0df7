// Which fields an event starts, and in which order: pure, for hosts to call with their events.
//
// A plan names the fields that the event itself starts. What their answers change is another event,
// because an answer may change nothing and lookups cost money. So a host does this:
//
//   plan = plan(fields, {.trigger = on_update}, before, after)
//   for each wave:  run its fields side by side (CallInputs::chain_depth = plan.chain_depth) and
//                   write their updates into the case
//                   then plan again, what these updates start:
//                   {.trigger = on_update, .written_by = the wave's fields,
//                    .planned = fields of plans at work that have not started yet,
//                    .chain_depth = plan.chain_depth}
//                   from the case before the updates to the case after them
//
// Order: a field waits for those whose targets are among its inputs; `company` is an input of who
// reads `company.name`, and the other way round. A field never waits for itself. Fields of one wave
// are in the order of the form.
//
// Limits: case data as in limits.hpp (4 MiB, depth 64). Chains deeper than 5 and more than 10 runs
// of a field in a minute are the engine's to refuse: a plan names who would run. Source: SPEC
// section 9.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/field.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall {

struct PlanEvent {
  Trigger trigger = Trigger::on_update;
  // Keys. manual: what a person named; scheduled: what is due; both start nothing else. on_create
  // and on_update: empty = all fields of the form, else these at most.
  std::vector<std::string> fields{};
  // on_update: the fields whose updates made the change; empty = a person or another program did.
  // None of them is started by what it wrote itself.
  std::vector<std::string> written_by{};
  // Fields that a plan names and that have not started yet. They are left out: they will read the
  // new values anyway.
  std::vector<std::string> planned{};
  // Plan::chain_depth of the plan that ran the fields in written_by; without meaning otherwise.
  std::uint32_t chain_depth = 0;
};

enum class PlanReason : std::uint8_t {
  created,  // on_create
  changed,  // on_update: PlannedField::changed says what
  named,    // manual
  due,      // scheduled
};

// Why a field comes behind another one of the plan: that one writes what it reads.
struct PlanSupply {
  std::string field;   // the other one
  std::string writes;  // its target
  std::string reads;   // the path it feeds; "data" = the whole case
};

// Paths are as in targets, without "data.": "company.name".
struct PlannedField {
  std::string key;
  PlanReason reason = PlanReason::created;
  std::vector<std::string> changed;  // watched paths whose values changed
  std::vector<PlanSupply> after;     // at most 16
  // References that the case has no value for and that no field of an earlier wave writes:
  // "data.vat_number". The call would end as waiting_input. Expressions are not evaluated for this.
  std::vector<std::string> missing;
};

enum class SkipReason : std::uint8_t {
  unknown_field,    // `fix` may suggest another key
  not_triggered,    // its `trigger` does not name the event's
  not_changed,      // on_update: nothing it watches changed
  own_update,       // on_update: only what it wrote itself changed
  already_planned,  // is in PlanEvent::planned
};

struct SkippedField {
  std::string key;
  SkipReason reason = SkipReason::unknown_field;
  std::string message;  // a sentence
  std::string fix;      // may be empty
};

struct Plan {
  Trigger trigger = Trigger::on_update;
  std::vector<std::vector<PlannedField>> waves{};  // each field once, no wave is empty
  // Named fields that do not run, in the order of naming; behind them, fields that would run if
  // they were not left out as own_update or already_planned, in the order of the form.
  std::vector<SkippedField> skipped{};
  // 0, or the event's plus 1 if fields made the change: of every call of this plan.
  std::uint32_t chain_depth = 0;
};

// "created", "changed", ...; "unknown_field", "not_triggered", ...
std::string_view plan_reason_name(PlanReason reason);
std::string_view skip_reason_name(SkipReason reason);

// `before` and `after` are case data as JSON text: objects, or empty texts for {}. Only on_update
// reads `before`. Values are compared as JSON: 1 and 1.0 are equal, so are missing and null, and so
// are objects whose members stand in another order. A path through an array watches all of it.
//
// Errors: "invalid_data" (text that is no JSON object, or too large), "duplicate_field_key" and
// "dependency_cycle" (fields that do not come from one valid form).
Result<Plan> plan(std::span<const Field> fields, const PlanEvent& event,
                  std::string_view before_json, std::string_view after_json);

// {"event", "chain_depth", "waves": [[{"field", "reason", "changed"?: [path], "after"?: [{"field",
// "writes", "reads"}], "missing"?: [reference]}]], "skipped": [{"field", "reason", "message",
// "fix"?}]}
std::string plan_to_json(const Plan& plan);

}  // namespace fieldcall
