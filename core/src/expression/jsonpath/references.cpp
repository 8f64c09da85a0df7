#include "expression/jsonpath/references.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fieldcall/limits.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

// A tree that reads from more places than this is told in part.
constexpr std::size_t paths_max = 256;
// A query that forks into more paths than this is followed no further.
constexpr std::size_t forks_max = 32;

void add_path(std::vector<Path>& paths, Path path) {
  if (paths.size() >= paths_max) return;
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
}

// Where a segment leads: to some names, to the same path (a step into an array), or anywhere.
struct Direction {
  std::vector<std::string_view> names;
  bool stays = false;
  bool is_open = false;
};

Direction direction_of(const Tree& tree, const Segment& segment) {
  Direction direction;
  direction.is_open = segment.is_descendant;
  for (std::uint32_t i = 0; i < segment.selector_count; ++i) {
    const Selector& selector = tree.selectors[segment.first_selector + i];
    switch (selector.kind) {
      case SelectorKind::name:
        direction.names.push_back(selector.name);
        break;
      case SelectorKind::index:
      case SelectorKind::slice:
        direction.stays = true;
        break;
      case SelectorKind::wildcard:
      case SelectorKind::filter:
        direction.is_open = true;
        break;
    }
  }
  return direction;
}

void add_query(const Tree& tree, const Query& query, std::vector<Path>& found) {
  std::vector<Path> paths{Path{}};
  for (std::uint32_t i = 0; i < query.segment_count; ++i) {
    const Direction direction = direction_of(tree, tree.segments[query.first_segment + i]);
    const bool forks_too_often = paths.size() * (direction.names.size() + 1) > forks_max;
    // No document is deeper.
    const bool is_too_deep = paths.front().size() == limits::json_depth_max;
    if (direction.is_open || forks_too_often || is_too_deep) break;
    std::vector<Path> next;
    for (Path& path : paths) {
      for (const std::string_view name : direction.names) {
        Path longer = path;
        longer.emplace_back(name);
        add_path(next, std::move(longer));
      }
      if (direction.stays) add_path(next, std::move(path));
    }
    paths = std::move(next);
  }
  for (Path& path : paths) add_path(found, std::move(path));
}

}  // namespace

std::vector<Path> find_references(const Tree& tree) {
  std::vector<Path> found;
  // The main query, which stands last, comes first.
  for (auto query = tree.queries.rbegin(); query != tree.queries.rend(); ++query) {
    if (query->is_absolute) add_query(tree, *query, found);
  }
  return found;
}

}  // namespace fieldcall::expression::jsonpath
