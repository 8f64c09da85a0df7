#include "config/cycles.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "config/data_path.hpp"
#include "json/number.hpp"
#include "json/pointer.hpp"

namespace fieldcall::config {
namespace {

using Indexes = std::vector<std::uint32_t>;

// Nobody mends more of them before looking again, and each one costs a walk through the form.
constexpr std::size_t cycles_max = 100;
// A longer sentence is no help; the path itself is named whole.
constexpr std::size_t explained_steps_max = 12;

bool starts_on(const FieldConfig& field, Trigger trigger) {
  const auto& triggers = field.triggers;
  return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
}

std::string explain(std::span<const FieldConfig* const> fields, const Dependency& step) {
  const FieldConfig& reader = *fields[step.reader];
  const std::vector<DataPath> read = awaited_paths(reader, std::nullopt);
  const bool is_read = std::binary_search(read.begin(), read.end(), step.input);
  return quote(fields[step.writer]->key) + " writes " + quote(data_path_text(step.target)) +
         " and " + quote(reader.key) + (is_read ? " reads " : " watches ") +
         (step.input == step.target ? "it" : quote(data_path_text(step.input)));
}

class Reporter {
 public:
  Reporter(std::span<const FormField> fields, Diagnostics& diagnostics)
      : fields_(fields), diagnostics_(diagnostics) {}

  // Cycles among the fields of `subset`; whoever lies on one is added to knotted().
  void look_at(Indexes subset, std::optional<Trigger> trigger) {
    std::vector<Indexes> open{std::move(subset)};
    while (!open.empty()) {
      const Indexes indexes = std::move(open.back());
      open.pop_back();
      std::vector<const FieldConfig*> configs;
      for (const std::uint32_t index : indexes) configs.push_back(fields_[index].config);
      const DependencyGraph graph(configs, trigger);
      for (const Indexes& knot : graph.order().knots) {
        for (const std::uint32_t local : knot) knotted_.insert(indexes[local]);
        if (reported_.size() == cycles_max) continue;
        const std::vector<Dependency> cycle = graph.shortest_cycle(knot);
        report(configs, indexes, cycle, trigger);
        // There may be more cycles among the rest of the knot.
        std::set<std::uint32_t> rest;
        for (const std::uint32_t local : knot) rest.insert(indexes[local]);
        for (const Dependency& step : cycle) rest.erase(indexes[step.writer]);
        if (rest.size() > 1) open.emplace_back(rest.begin(), rest.end());
      }
    }
  }

  [[nodiscard]] const std::set<std::uint32_t>& knotted() const { return knotted_; }

 private:
  void report(std::span<const FieldConfig* const> configs, const Indexes& indexes,
              std::span<const Dependency> cycle, std::optional<Trigger> trigger) {
    Indexes members;
    for (const Dependency& step : cycle) members.push_back(indexes[step.writer]);
    // Fields with several triggers wait for each other at each of them.
    if (!reported_.insert(members).second) return;
    const std::string pointer = json::pointer_join(
        json::pointer_join(fields_[members.front()].pointer, "api_config"), "response_mapping");
    if (trigger) {
      add_diagnostic(diagnostics_, Severity::error, "dependency_cycle", pointer,
                     "these fields wait for each other: " + describe_cycle(configs, cycle),
                     "let one of them read a value that none of the others writes, or start it by "
                     "another trigger");
    } else {
      add_diagnostic(diagnostics_, Severity::hint, "dependency_cycle", pointer,
                     "these fields fill in each other's inputs, but no event starts all of them: " +
                         describe_cycle(configs, cycle));
    }
  }

  std::span<const FormField> fields_;
  Diagnostics& diagnostics_;
  std::set<std::uint32_t> knotted_;
  std::set<Indexes> reported_;
};

}  // namespace

std::string describe_cycle(std::span<const FieldConfig* const> fields,
                           std::span<const Dependency> cycle) {
  std::string path;
  std::string steps;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    path += fields[cycle[i].writer]->key + " -> ";
    if (i < explained_steps_max) {
      steps += (i == 0 ? "" : "; ") + explain(fields, cycle[i]);
    }
  }
  if (cycle.size() > explained_steps_max) steps += "; ...";
  return path + fields[cycle.back().reader]->key + " (" + steps + ")";
}

std::vector<std::uint32_t> report_cycles(std::span<const FormField> fields,
                                         Diagnostics& diagnostics) {
  Reporter reporter(fields, diagnostics);
  for (const Trigger trigger :
       {Trigger::on_create, Trigger::on_update, Trigger::manual, Trigger::scheduled}) {
    Indexes subset;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      if (starts_on(*fields[i].config, trigger)) subset.push_back(i);
    }
    reporter.look_at(std::move(subset), trigger);
  }
  const Indexes knotted(reporter.knotted().begin(), reporter.knotted().end());
  Indexes others;
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    if (!reporter.knotted().contains(i)) others.push_back(i);
  }
  reporter.look_at(std::move(others), std::nullopt);
  return knotted;
}

}  // namespace fieldcall::config
