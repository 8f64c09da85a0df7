#include "fieldcall/plan.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "config/cycles.hpp"
#include "config/data_path.hpp"
#include "config/dependencies.hpp"
#include "engine/case_change.hpp"
#include "engine/case_text.hpp"
#include "templating/template_walk.hpp"
#include "text/suggest.hpp"

namespace fieldcall {
namespace {

using config::DataPath;
using config::FieldConfig;

constexpr std::uint32_t deepest = std::numeric_limits<std::uint32_t>::max();
// Nobody reads more reasons for a field's place.
constexpr std::size_t supplies_max = 16;

PlanReason reason_of(Trigger trigger) {
  switch (trigger) {
    case Trigger::on_create:
      return PlanReason::created;
    case Trigger::on_update:
      return PlanReason::changed;
    case Trigger::manual:
      return PlanReason::named;
    case Trigger::scheduled:
      return PlanReason::due;
  }
  return PlanReason::named;
}

bool starts_on(const FieldConfig& field, Trigger trigger) {
  const auto& triggers = field.triggers;
  return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
}

std::string triggers_text(const FieldConfig& field) {
  std::string text;
  for (const Trigger trigger : field.triggers) {
    text += (text.empty() ? "" : ", ") + std::string(trigger_name(trigger));
  }
  return text;
}

struct Change {
  std::vector<DataPath> paths;
  bool is_own = false;  // something changed, but only what the field wrote itself
};

class Planner {
 public:
  Planner(std::span<const Field> fields, const PlanEvent& event, const json::Value& before,
          const json::Value& after)
      : fields_(fields),
        event_(event),
        before_(before),
        after_(after),
        writers_(event.written_by.begin(), event.written_by.end()) {}

  Result<Plan> run() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (index_of_.try_emplace(fields_[i].key(), i).second) continue;
      return Error{"duplicate_field_key",
                   "two fields have the key " + config::quote(fields_[i].key()),
                   "plan the fields of one form", 0};
    }
    plan_.trigger = event_.trigger;
    const bool is_chain = event_.trigger == Trigger::on_update && !event_.written_by.empty();
    plan_.chain_depth = is_chain ? std::min(event_.chain_depth, deepest - 1) + 1 : 0;
    judge_names();
    select();
    return arrange();
  }

 private:
  static bool has(const std::vector<std::string>& keys, std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }
  [[nodiscard]] bool is_about_all() const {
    const bool is_broadcast =
        event_.trigger == Trigger::on_create || event_.trigger == Trigger::on_update;
    return is_broadcast && event_.fields.empty();
  }
  void skip(std::string_view key, SkipReason reason, std::string message, std::string fix = {}) {
    plan_.skipped.push_back({std::string(key), reason, std::move(message), std::move(fix)});
  }

  // Names that cannot run, whatever changed.
  void judge_names() {
    std::vector<std::string_view> known;
    for (const Field& field : fields_) known.emplace_back(field.key());
    for (const std::string& key : event_.fields) {
      if (!named_.insert(key).second) continue;
      const auto found = index_of_.find(key);
      if (found == index_of_.end()) {
        skip(key, SkipReason::unknown_field, "the form has no field " + config::quote(key),
             text::did_you_mean(key, known));
        continue;
      }
      const FieldConfig& config = fields_[found->second].config();
      if (!starts_on(config, event_.trigger)) {
        const std::string trigger(trigger_name(event_.trigger));
        skip(key, SkipReason::not_triggered,
             config::quote(key) + " starts on " + triggers_text(config) + ", not on " + trigger,
             "add \"" + trigger + "\" to its \"trigger\"");
      } else if (event_.trigger == Trigger::on_update &&
                 std::none_of(config.watch.begin(), config.watch.end(),
                              [this](const DataPath& path) { return is_changed(path); })) {
        skip(key, SkipReason::not_changed,
             "nothing that " + config::quote(key) + " watches changed");
      }
    }
  }

  void select() {
    const std::set<std::string_view> planned(event_.planned.begin(), event_.planned.end());
    for (const Field& field : fields_) {
      const FieldConfig& config = field.config();
      const bool is_meant = is_about_all() || named_.contains(field.key());
      if (!is_meant || !starts_on(config, event_.trigger)) continue;
      Change change;
      if (event_.trigger == Trigger::on_update) {
        change = change_of(config);
        if (change.is_own) {
          skip(field.key(), SkipReason::own_update,
               "only what " + config::quote(field.key()) + " wrote itself changed");
        }
        if (change.paths.empty()) continue;
      }
      if (planned.contains(field.key())) {
        skip(field.key(), SkipReason::already_planned,
             config::quote(field.key()) + " has not started yet and will read the new values");
        continue;
      }
      selected_.push_back(&config);
      PlannedField entry;
      entry.key = config.key;
      entry.reason = reason_of(event_.trigger);
      for (const DataPath& path : change.paths) {
        entry.changed.push_back(config::data_path_text(path));
      }
      entries_.push_back(std::move(entry));
    }
  }

  // Many fields watch the same places, which may be large: each one is compared once.
  bool is_changed(const DataPath& path) {
    const auto [known, is_new] = changed_.try_emplace(path, false);
    if (is_new) known->second = engine::has_changed(path, before_, after_);
    return known->second;
  }

  Change change_of(const FieldConfig& field) {
    Change change;
    for (const DataPath& path : field.watch) {
      if (is_changed(path)) change.paths.push_back(path);
    }
    if (change.paths.empty() || !writers_.contains(field.key)) return change;
    const json::Value before = engine::without_targets(before_, field.mapping, arena_);
    const json::Value after = engine::without_targets(after_, field.mapping, arena_);
    std::erase_if(change.paths,
                  [&](const DataPath& path) { return !engine::has_changed(path, before, after); });
    change.is_own = change.paths.empty();
    return change;
  }

  Result<Plan> arrange() {
    const config::DependencyGraph graph(selected_, event_.trigger);
    const config::DependencyOrder order = graph.order();
    if (!order.knots.empty()) {
      return Error{"dependency_cycle",
                   "these fields wait for each other: " +
                       config::describe_cycle(selected_, graph.shortest_cycle(order.knots.front())),
                   "plan the fields of one form", 0};
    }
    for (std::uint32_t i = 0; i < selected_.size(); ++i) {
      const std::uint32_t wave = order.wave_of[i];
      explain_place(graph, order, i);
      find_missing(graph, i);
      if (plan_.waves.size() <= wave) plan_.waves.resize(wave + 1);
      plan_.waves[wave].push_back(std::move(entries_[i]));
    }
    return std::move(plan_);
  }

  void explain_place(const config::DependencyGraph& graph, const config::DependencyOrder& order,
                     std::uint32_t reader) {
    auto& after = entries_[reader].after;
    if (order.wave_of[reader] == 0) return;
    for (const DataPath& input : graph.awaited(reader)) {
      for (const config::Dependency& supply : graph.suppliers(reader, input, supplies_max)) {
        if (order.wave_of[supply.writer] >= order.wave_of[reader]) continue;
        if (after.size() == supplies_max) return;
        after.push_back({selected_[supply.writer]->key, config::data_path_text(supply.target),
                         config::data_path_text(supply.input)});
      }
    }
  }

  void find_missing(const config::DependencyGraph& graph, std::uint32_t reader) {
    const json::Member data_root[]{{"data", after_}};
    const json::Value roots = json::Value::object(data_root);
    std::vector<std::string>& missing = entries_[reader].missing;
    for (const auto& placed : templating::templates_of(selected_[reader]->request)) {
      for (const templating::Part& part : placed.text->parts()) {
        const auto* placeholder = std::get_if<templating::Placeholder>(&part);
        if (placeholder == nullptr || placeholder->root != "data" || placeholder->expression ||
            placeholder->is_optional || placeholder->fallback) {
          continue;
        }
        const json::Value* value = templating::find_value(roots, *placeholder);
        if ((value != nullptr && !value->is_null()) || has(missing, placeholder->reference)) {
          continue;
        }
        DataPath path = templating::references(*placeholder).front();
        path.erase(path.begin());
        if (graph.suppliers(reader, path, 1).empty()) missing.push_back(placeholder->reference);
      }
    }
  }

  std::span<const Field> fields_;
  const PlanEvent& event_;
  const json::Value& before_;
  const json::Value& after_;
  std::set<std::string_view> writers_;
  std::map<DataPath, bool> changed_;
  std::map<std::string_view, std::size_t> index_of_;
  std::set<std::string_view> named_;
  std::vector<const FieldConfig*> selected_;
  std::vector<PlannedField> entries_;  // of selected_, until they have their wave
  json::Arena arena_;
  Plan plan_;
};

}  // namespace

std::string_view plan_reason_name(PlanReason reason) {
  switch (reason) {
    case PlanReason::created:
      return "created";
    case PlanReason::changed:
      return "changed";
    case PlanReason::named:
      return "named";
    case PlanReason::due:
      return "due";
  }
  return "named";
}

std::string_view skip_reason_name(SkipReason reason) {
  switch (reason) {
    case SkipReason::unknown_field:
      return "unknown_field";
    case SkipReason::not_triggered:
      return "not_triggered";
    case SkipReason::not_changed:
      return "not_changed";
    case SkipReason::own_update:
      return "own_update";
    case SkipReason::already_planned:
      return "already_planned";
  }
  return "unknown_field";
}

Result<Plan> plan(std::span<const Field> fields, const PlanEvent& event,
                  std::string_view before_json, std::string_view after_json) {
  const Result<json::Document> before = engine::read_case_text(before_json, "the case before");
  if (!before) return before.error();
  const Result<json::Document> after = engine::read_case_text(after_json, "the case after");
  if (!after) return after.error();
  return Planner(fields, event, before->root(), after->root()).run();
}

}  // namespace fieldcall
