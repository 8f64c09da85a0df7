#include "expression/jmespath/references.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jmespath {
namespace {

using Paths = std::vector<Path>;

// Of expressions that read from more places than this the rest is told as "everything".
constexpr std::size_t paths_max = 256;
// Nothing is nested deeper: a longer path leads nowhere.
constexpr std::size_t path_steps_max = limits::json_depth_max;
// Paths compared, copied or made longer, after which the rest is told as "everything": alternatives
// of alternatives would otherwise cost minutes.
constexpr std::size_t work_max = 200'000;

// Evaluates over places instead of values: each visit says where its result may come from.
class ReferenceFinder {
 public:
  explicit ReferenceFinder(const Tree& tree) : tree_(tree), slots_(tree.slot_count) {}

  Paths run() {
    read(visit(tree_.root, {Path{}}));
    if (has_gaps_) add_everything();
    return std::move(found_);
  }

 private:
  void read(const Paths& paths) { add_paths(found_, paths); }

  bool spend(std::size_t work) {
    work_left_ -= std::min(work, work_left_);
    if (work_left_ == 0) has_gaps_ = true;
    return work_left_ > 0;
  }

  void add_paths(Paths& paths, const Paths& more) {
    for (const Path& path : more) {
      if (!spend(1 + paths.size())) return;
      if (std::find(paths.begin(), paths.end(), path) != paths.end()) continue;
      if (paths.size() >= paths_max) {
        has_gaps_ = true;
        return;
      }
      paths.push_back(path);
    }
  }

  // The whole input and every variable from outside: what was left out lies somewhere in them.
  void add_everything() {
    std::set<Path> wholes{Path{}};
    for (const Node& node : tree_.nodes) {
      if (node.kind == NodeKind::variable && node.count == no_slot) {
        wholes.insert({"$" + std::string(tree_.texts[node.first])});
      }
    }
    for (const Path& path : found_) wholes.erase(path);
    found_.insert(found_.end(), wholes.begin(), wholes.end());
  }

  Paths visit(NodeIndex index, const Paths& current) {
    if (!spend(1 + current.size())) return {};
    const Node& node = tree_.nodes[index];
    switch (node.kind) {
      case NodeKind::current:
        return current;
      case NodeKind::root:
        return {Path{}};
      case NodeKind::literal:
        return {};
      case NodeKind::variable:
        if (node.count != no_slot) return slots_[node.count];
        return {Path{"$" + std::string(tree_.texts[node.first])}};
      case NodeKind::chain:
        return visit_chain(node, current);
      case NodeKind::pipe:
        return visit_pipe(node, current);
      case NodeKind::logical_or:
      case NodeKind::logical_and:
      case NodeKind::ternary:
        return visit_choice(node, current);
      case NodeKind::let:
        return visit_let(node, current);
      case NodeKind::multi_select_list:
        read_parts(node, current, 1, 0);
        return {};
      case NodeKind::multi_select_hash:
      case NodeKind::comparison:
      case NodeKind::arithmetic:
        read_parts(node, current, 2, 1);
        return {};
      case NodeKind::function:
        return visit_function(node, current);
      case NodeKind::expression_reference:
        return visit(node.head, current);
      case NodeKind::logical_not:
      case NodeKind::negate:
      case NodeKind::affirm:
        read(visit(node.head, current));
        return {};
    }
    return {};
  }

  void read_parts(const Node& node, const Paths& current, std::uint32_t stride,
                  std::uint32_t place) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      read(visit(tree_.links[node.first + stride * i + place], current));
    }
  }

  Paths visit_pipe(const Node& node, Paths current) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      current = visit(tree_.links[node.first + i], current);
    }
    return current;
  }

  Paths visit_choice(const Node& node, const Paths& current) {
    Paths results;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      add_paths(results, visit(tree_.links[node.first + i], current));
    }
    return results;
  }

  Paths visit_let(const Node& node, const Paths& current) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const std::uint32_t* const binding = &tree_.links[node.first + 3 * i];
      slots_[binding[1]] = visit(binding[2], current);
    }
    return visit(node.head, current);
  }

  // An expression reference is applied to elements of the other arguments.
  Paths visit_function(const Node& node, const Paths& current) {
    Paths elements;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const NodeIndex argument = tree_.links[node.first + i];
      if (tree_.nodes[argument].kind != NodeKind::expression_reference) {
        add_paths(elements, visit(argument, current));
      }
    }
    read(elements);
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const NodeIndex argument = tree_.links[node.first + i];
      if (tree_.nodes[argument].kind == NodeKind::expression_reference) {
        read(visit(argument, elements));
      }
    }
    return {};
  }

  Paths visit_chain(const Node& node, const Paths& current) {
    Paths paths = visit(node.head, current);
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Step& step = tree_.steps[node.first + i];
      switch (step.kind) {
        case StepKind::field:
          if (!spend(paths.size())) return {};
          for (Path& path : paths) {
            if (path.size() < path_steps_max) path.emplace_back(step.name);
          }
          break;
        case StepKind::object_wildcard:
          read(paths);
          paths.clear();
          break;
        case StepKind::filter:
          read(visit(step.reference, paths));
          break;
        case StepKind::apply:
          paths = visit(step.reference, paths);
          break;
        default:
          break;  // steps into arrays are left out
      }
    }
    return paths;
  }

  const Tree& tree_;
  std::vector<Paths> slots_;
  Paths found_;
  std::size_t work_left_ = work_max;
  bool has_gaps_ = false;
};

}  // namespace

std::vector<Path> find_references(const Tree& tree) {
  return ReferenceFinder(tree).run();
}

}  // namespace fieldcall::expression::jmespath
