#include "plan_command.hpp"

#include <algorithm>
#include <cstdio>

#include "exit_code.hpp"
#include "fieldcall/plan.hpp"
#include "files.hpp"
#include "form_file.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& part : texts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string reason_text(const PlannedField& field) {
  switch (field.reason) {
    case PlanReason::created:
      return "the case was created";
    case PlanReason::changed:
      return "changed: " + joined(field.changed);
    case PlanReason::named:
      return "a person named it";
    case PlanReason::due:
      return "it is due";
  }
  return {};
}

std::string supply_text(const PlanSupply& supply) {
  const std::string read = supply.reads == supply.writes ? "" : ", part of what it reads";
  return "after " + supply.field + ", which writes " + supply.writes + read;
}

void print_line(std::size_t indent, const std::string& text) {
  std::printf("%s%s\n", std::string(indent, ' ').c_str(), printable(text).c_str());
}

void print_text(const Plan& plan) {
  std::size_t width = 0;
  for (const auto& wave : plan.waves) {
    for (const PlannedField& field : wave) width = std::max(width, field.key.size());
  }
  std::size_t number = 0;
  for (const auto& wave : plan.waves) {
    std::printf("%s\n", paint(Colour::bold, "wave " + std::to_string(++number)).c_str());
    for (const PlannedField& field : wave) {
      print_line(2, padded(field.key, width) + "  " + reason_text(field));
      for (const PlanSupply& supply : field.after) print_line(width + 4, supply_text(supply));
      if (field.missing.empty()) continue;
      print_line(width + 4, "waits for input: " + joined(field.missing));
    }
  }
  if (plan.waves.empty()) std::printf("nothing runs\n");
  if (plan.skipped.empty()) return;
  std::printf("%s\n", paint(Colour::bold, "not run").c_str());
  for (const SkippedField& field : plan.skipped) {
    print_line(2, field.message + (field.fix.empty() ? "" : ": " + field.fix));
  }
}

// The case in `path`, or "" without a path; explains itself on stderr.
std::optional<std::string> read_case(const std::string& path) {
  if (path.empty()) return std::string();
  Result<std::string> text = read_json_file(path);
  if (text) return *std::move(text);
  complain(text.error());
  return std::nullopt;
}

std::optional<Trigger> read_event(const std::string& name) {
  for (const Trigger trigger :
       {Trigger::on_create, Trigger::on_update, Trigger::manual, Trigger::scheduled}) {
    if (trigger_name(trigger) == name) return trigger;
  }
  complain("--event wants on_create, on_update, manual or scheduled, not \"" + name + "\"");
  return std::nullopt;
}

bool is_complete(const PlanOptions& options, Trigger trigger) {
  if (trigger == Trigger::on_update && options.before_file.empty()) {
    complain("--event on_update compares two states of the case: add --before FILE");
    return false;
  }
  const bool starts_named = trigger == Trigger::manual || trigger == Trigger::scheduled;
  if (starts_named && options.fields.empty()) {
    complain("--event " + options.event + " starts the fields it is given: add --field KEY");
    return false;
  }
  return true;
}

}  // namespace

void PlanOptions::add_to(CLI::App& command) {
  command.add_option("FORM", form_file, "file with the form's JSON; - reads standard input")
      ->required();
  command.add_option("--event", event, "on_create, on_update, manual or scheduled")->required();
  command.add_option("--before", before_file, "file with the case data before the change");
  command.add_option("--after,--data", after_file, "file with the case data as it is now");
  command.add_option("--field", fields,
                     "key of a field: who is named or due; else, who may run (repeatable)");
  command.add_option("--written-by", written_by,
                     "field whose updates made the change (repeatable)");
  command.add_option("--planned", planned,
                     "field that a plan at work has not started yet (repeatable)");
  command.add_option("--chain-depth", chain_depth,
                     "chain depth of the plan that ran the fields of --written-by");
  command.add_option("--root", roots, "name of a host root, besides env (repeatable)");
  command.add_flag("--json", as_json, "print JSON for machines");
}

int plan_command(const PlanOptions& options) {
  const std::optional<Trigger> trigger = read_event(options.event);
  if (!trigger || !is_complete(options, *trigger)) return exit_usage;
  const auto fields = read_form({options.form_file}, options.roots);
  if (!fields) return exit_usage;
  const std::optional<std::string> before = read_case(options.before_file);
  if (!before) return exit_usage;
  const std::optional<std::string> after = read_case(options.after_file);
  if (!after) return exit_usage;
  const Result<Plan> made = plan(*fields,
                                 {.trigger = *trigger,
                                  .fields = options.fields,
                                  .written_by = options.written_by,
                                  .planned = options.planned,
                                  .chain_depth = options.chain_depth},
                                 *before, *after);
  if (!made) {
    complain(made.error());
    return exit_usage;
  }
  if (options.as_json) {
    std::printf("%s\n", plan_to_json(*made).c_str());
  } else {
    print_text(*made);
  }
  const bool names_are_known = std::none_of(
      made->skipped.begin(), made->skipped.end(),
      [](const SkippedField& field) { return field.reason == SkipReason::unknown_field; });
  return names_are_known ? exit_ok : exit_usage;
}

}  // namespace fieldcall::cli
