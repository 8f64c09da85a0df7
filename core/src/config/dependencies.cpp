#include "config/dependencies.hpp"

#include <algorithm>
#include <limits>

namespace fieldcall::config {
namespace {

using Node = std::uint32_t;
constexpr Node none = std::numeric_limits<Node>::max();

void add_case_reads(const std::optional<expression::Expression>& source,
                    std::vector<DataPath>& paths) {
  if (!source) return;
  for (DataPath& reference : source->references()) {
    if (reference.empty() || reference.front() != "$data") continue;
    reference.erase(reference.begin());
    paths.push_back(std::move(reference));
  }
}

std::vector<DataPath> sorted_once(std::vector<DataPath> paths) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

// Depth first without recursion: forms may be long chains. Tarjan, "Depth-first search and linear
// graph algorithms" (1972): components come out with those first that nothing else comes after.
class ComponentSearch {
 public:
  ComponentSearch(const std::vector<std::vector<Node>>& after, std::uint64_t& visits)
      : after_(after),
        visits_(visits),
        component_(after.size(), none),
        number_(after.size(), none),
        lowest_(after.size(), 0) {}

  void run() {
    for (Node node = 0; node < after_.size(); ++node) {
      if (number_[node] == none) walk_from(node);
    }
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(component_); }

 private:
  struct Step {
    Node node = 0;
    std::uint32_t next_edge = 0;
  };

  void walk_from(Node first) {
    enter(first);
    while (!path_.empty()) {
      Step& step = path_.back();
      ++visits_;
      if (step.next_edge == after_[step.node].size()) {
        leave();
        continue;
      }
      const Node next = after_[step.node][step.next_edge++];
      if (number_[next] == none) {
        enter(next);
      } else if (component_[next] == none) {
        lowest_[step.node] = std::min(lowest_[step.node], number_[next]);
      }
    }
  }

  void enter(Node node) {
    number_[node] = lowest_[node] = next_number_++;
    open_.push_back(node);
    path_.push_back({node, 0});
  }

  void leave() {
    const Node node = path_.back().node;
    path_.pop_back();
    if (!path_.empty()) {
      Node& around = lowest_[path_.back().node];
      around = std::min(around, lowest_[node]);
    }
    if (lowest_[node] != number_[node]) return;
    while (component_[node] == none) {
      component_[open_.back()] = count_;
      open_.pop_back();
    }
    ++count_;
  }

  const std::vector<std::vector<Node>>& after_;
  std::uint64_t& visits_;
  std::vector<std::uint32_t> component_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> lowest_;
  std::vector<Node> open_;
  std::vector<Step> path_;
  std::uint32_t next_number_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace

std::vector<DataPath> awaited_paths(const FieldConfig& field, std::optional<Trigger> trigger) {
  std::vector<DataPath> paths = paths_read_by_mapping(field.mapping);
  paths.insert(paths.end(), field.inputs.begin(), field.inputs.end());
  if (trigger == Trigger::on_update) {
    paths.insert(paths.end(), field.watch.begin(), field.watch.end());
  }
  return sorted_once(std::move(paths));
}

std::vector<DataPath> paths_read_by_mapping(const mapping::Mapping& mapping) {
  std::vector<DataPath> paths;
  for (const mapping::Rule& rule : mapping.rules) add_case_reads(rule.source, paths);
  add_case_reads(mapping.success_when, paths);
  return sorted_once(std::move(paths));
}

DependencyGraph::DependencyGraph(std::vector<const FieldConfig*> fields,
                                 std::optional<Trigger> trigger)
    : fields_(std::move(fields)), places_(1) {
  after_.resize(fields_.size() + 2);
  before_.resize(after_.size());
  awaited_.resize(fields_.size());
  for (Node field = 0; field < fields_.size(); ++field) {
    add_writes(field);
    add_reads(field, trigger);
  }
  if (!readers_of_all_.empty()) put_behind_all_others();
}

DependencyGraph::Node DependencyGraph::down(std::uint32_t place) const {
  return static_cast<Node>(fields_.size()) + 2 * place;
}

DataPath DependencyGraph::path_of(Node node) const {
  DataPath path;
  for (std::uint32_t place = (node - down(0)) / 2; place != 0; place = places_[place].parent) {
    path.emplace_back(places_[place].name);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::optional<std::uint32_t> DependencyGraph::find_place(const DataPath& path) const {
  std::uint32_t place = 0;
  for (const std::string& name : path) {
    const auto child = place_by_name_.find({place, name});
    if (child == place_by_name_.end()) return std::nullopt;
    place = child->second;
  }
  return place;
}

std::uint32_t DependencyGraph::make_place(const DataPath& path) {
  std::uint32_t place = 0;
  for (const std::string& name : path) {
    const auto made = static_cast<std::uint32_t>(places_.size());
    const auto [child, is_new] = place_by_name_.try_emplace({place, name}, made);
    if (is_new) {
      places_.push_back({place, name, false});
      after_.resize(after_.size() + 2);
      before_.resize(after_.size());
      add_edge(down(place), down(made));
    }
    place = child->second;
  }
  return place;
}

void DependencyGraph::add_edge(Node from, Node to) {
  after_[from].push_back(to);
  before_[to].push_back(from);
}

void DependencyGraph::add_writes(Node field) {
  for (const mapping::Rule& rule : fields_[field]->mapping.rules) {
    std::uint32_t place = make_place(rule.path);
    add_edge(field, down(place));
    add_edge(field, up(place));
    while (place != 0 && !places_[place].is_written_inside) {
      places_[place].is_written_inside = true;
      add_edge(up(place), up(places_[place].parent));
      place = places_[place].parent;
    }
  }
}

void DependencyGraph::add_reads(Node field, std::optional<Trigger> trigger) {
  const FieldConfig& config = *fields_[field];
  // Who watches the whole case is started by every change: that is a cycle, not a wish for the last
  // place.
  const bool watches_all =
      trigger == Trigger::on_update && !config.watch.empty() &&
      std::find(config.watch.begin(), config.watch.end(), DataPath{}) != config.watch.end();
  awaited_[field] = awaited_paths(config, trigger);
  for (const DataPath& path : awaited_[field]) {
    if (path.empty() && !watches_all) {
      readers_of_all_.push_back(field);
      continue;
    }
    const std::uint32_t place = make_place(path);
    add_edge(down(place), field);
    add_edge(up(place), field);
  }
}

// An edge to nobody who leads back makes no cycle.
void DependencyGraph::put_behind_all_others() {
  std::vector<bool> is_behind(after_.size(), false);
  std::vector<Node> open = readers_of_all_;
  for (const Node field : open) is_behind[field] = true;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Node next : after_[node]) {
      if (is_behind[next]) continue;
      is_behind[next] = true;
      open.push_back(next);
    }
  }
  const auto barrier = static_cast<Node>(after_.size());
  after_.emplace_back();
  before_.emplace_back();
  for (Node field = 0; field < fields_.size(); ++field) {
    if (!is_behind[field]) add_edge(field, barrier);
  }
  for (const Node field : readers_of_all_) add_edge(barrier, field);
}

DependencyGraph::Components DependencyGraph::components(std::uint64_t& visits) const {
  ComponentSearch search(after_, visits);
  search.run();
  return {search.take(), search.count()};
}

DependencyOrder DependencyGraph::order() const {
  DependencyOrder order;
  const Components found = components(order.visits);
  std::vector<std::vector<Node>> fields_of(found.count);
  std::vector<std::vector<Node>> nodes_of(found.count);
  for (Node node = 0; node < after_.size(); ++node) {
    nodes_of[found.of_node[node]].push_back(node);
    if (is_field(node)) fields_of[found.of_node[node]].push_back(node);
  }
  std::vector<std::uint32_t> wave(found.count, 0);
  for (std::uint32_t component = found.count; component-- > 0;) {
    const std::uint32_t next_wave = wave[component] + (fields_of[component].empty() ? 0 : 1);
    for (const Node node : nodes_of[component]) {
      for (const Node next : after_[node]) {
        ++order.visits;
        std::uint32_t& of_next = wave[found.of_node[next]];
        if (found.of_node[next] != component) of_next = std::max(of_next, next_wave);
      }
    }
  }
  for (Node field = 0; field < fields_.size(); ++field) {
    const std::uint32_t component = found.of_node[field];
    order.wave_of.push_back(wave[component]);
    const auto& together = fields_of[component];
    if (together.size() > 1 && together.front() == field) order.knots.push_back(together);
  }
  return order;
}

std::vector<Dependency> DependencyGraph::suppliers(std::uint32_t reader, const DataPath& input,
                                                   std::size_t count_max) const {
  std::vector<Dependency> found;
  const std::optional<std::uint32_t> place = find_place(input);
  if (!place) return found;
  // Backwards, "down" leads to the one place around and "up" only to places that are written
  // inside: nothing is visited twice and no way ends without a writer.
  std::vector<Node> open{up(*place), down(*place)};
  // No more of them are needed, even if the reader itself is all that writes in some.
  const std::size_t branches_max = count_max + fields_[reader]->mapping.rules.size();
  while (!open.empty() && found.size() < count_max) {
    const Node node = open.back();
    open.pop_back();
    std::size_t branches_count = 0;
    for (const Node from : before_[node]) {
      if (!is_field(from)) {
        if (branches_count++ < branches_max) open.push_back(from);
        continue;
      }
      Dependency dependency{from, reader, path_of(node), input};
      const bool is_listed =
          std::any_of(found.begin(), found.end(), [&dependency](const Dependency& row) {
            return row.writer == dependency.writer && row.target == dependency.target;
          });
      if (from == reader || is_listed) continue;
      if (found.size() == count_max) break;
      found.push_back(std::move(dependency));
    }
  }
  return found;
}

std::vector<Dependency> DependencyGraph::shortest_cycle(
    const std::vector<std::uint32_t>& knot) const {
  // Breadth first over (node, has another field been passed): the way back to the first field
  // counts only behind one, or a field that reads what it writes would be the cycle.
  const Node first = knot.front();
  const auto state_count = static_cast<std::uint32_t>(2 * after_.size());
  std::vector<std::uint32_t> came_from(state_count, none);
  std::vector<std::uint32_t> queue{2 * first};
  came_from[2 * first] = 2 * first;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t state = queue[i];
    for (const Node next : after_[state / 2]) {
      const bool has_passed_other = state % 2 == 1;
      if (next == first && has_passed_other) {
        std::vector<Node> nodes{first};
        for (std::uint32_t back = state; back != 2 * first; back = came_from[back]) {
          nodes.push_back(back / 2);
        }
        nodes.push_back(first);
        std::reverse(nodes.begin(), nodes.end());
        return dependencies_along(nodes);
      }
      if (next == first) continue;
      const std::uint32_t next_state = 2 * next + (has_passed_other || is_field(next) ? 1U : 0U);
      if (came_from[next_state] != none) continue;
      came_from[next_state] = state;
      queue.push_back(next_state);
    }
  }
  return {};
}

std::vector<Dependency> DependencyGraph::dependencies_along(const std::vector<Node>& nodes) const {
  std::vector<Dependency> dependencies;
  std::size_t writer_at = 0;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (!is_field(nodes[i])) continue;
    dependencies.push_back(
        {nodes[writer_at], nodes[i], path_of(nodes[writer_at + 1]), path_of(nodes[i - 1])});
    writer_at = i;
  }
  return dependencies;
}

}  // namespace fieldcall::config
