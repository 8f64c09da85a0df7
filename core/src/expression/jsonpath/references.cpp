#include "expression/jsonpath/references.hpp"

#include <algorithm>
#include <string>

namespace fieldcall::expression::jsonpath {
namespace {

// Queries that read from more places than this are told in part.
constexpr std::size_t paths_max = 256;

void add_path(std::vector<Path>& paths, Path path) {
  if (paths.size() >= paths_max) return;
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
}

// Follows names and steps into arrays; several names in one segment fork the path.
void add_query(const Tree& tree, const Query& query, std::vector<Path>& found) {
  std::vector<Path> open{Path{}};
  for (std::uint32_t i = 0; i < query.segment_count && !open.empty(); ++i) {
    const Segment& segment = tree.segments[query.first_segment + i];
    std::vector<Path> next;
    for (std::uint32_t j = 0; j < segment.selector_count; ++j) {
      const Selector& selector = tree.selectors[segment.first_selector + j];
      const bool is_known = !segment.is_descendant && selector.kind != SelectorKind::wildcard &&
                            selector.kind != SelectorKind::filter;
      for (const Path& path : open) {
        if (!is_known) {
          add_path(found, path);
          continue;
        }
        Path longer = path;
        if (selector.kind == SelectorKind::name) longer.emplace_back(selector.name);
        add_path(next, std::move(longer));
      }
    }
    open = std::move(next);
  }
  for (Path& path : open) add_path(found, std::move(path));
}

}  // namespace

std::vector<Path> find_references(const Tree& tree) {
  std::vector<Path> found;
  for (const Query& query : tree.queries) {
    if (query.is_absolute) add_query(tree, query, found);
  }
  return found;
}

}  // namespace fieldcall::expression::jsonpath
