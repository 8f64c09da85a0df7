#include "engine/case_change.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace fieldcall::engine {
namespace {

using Paths = std::vector<const mapping::TargetPath*>;

// `paths` are sorted and go through `object`, whose own path has `depth` steps. Recursion is
// bounded by the length of targets, which is below the depth of JSON.
json::Value without(const json::Value& object, std::span<const mapping::TargetPath* const> paths,
                    std::size_t depth, json::Arena& arena) {
  std::vector<json::Member> members;
  for (const json::Member& member : object.members()) {
    const auto name_at = [depth](const mapping::TargetPath* path) {
      return std::string_view((*path)[depth]);
    };
    const auto first = std::partition_point(
        paths.begin(), paths.end(), [&](const auto* path) { return name_at(path) < member.key; });
    const auto last = std::partition_point(
        first, paths.end(), [&](const auto* path) { return name_at(path) == member.key; });
    if (first == last) {
      members.push_back(member);
      continue;
    }
    if ((*first)->size() == depth + 1) continue;  // the target itself
    if (!member.value.is_object()) {
      if (!member.value.is_null()) members.push_back(member);
      continue;
    }
    const json::Value rest = without(member.value, {first, last}, depth + 1, arena);
    if (rest.size() > 0) members.push_back({member.key, rest});
  }
  return json::Value::object(arena.copy(std::span<const json::Member>(members)));
}

}  // namespace

const json::Value* watched_value(const json::Value& data, const config::DataPath& path) {
  const json::Value* value = &data;
  for (const std::string& name : path) {
    if (value->is_array()) return value;
    value = value->find(name);
    if (value == nullptr) return nullptr;
  }
  return value->is_null() ? nullptr : value;
}

bool has_changed(const config::DataPath& path, const json::Value& before,
                 const json::Value& after) {
  const json::Value* left = watched_value(before, path);
  const json::Value* right = watched_value(after, path);
  if (left == nullptr || right == nullptr) return left != right;
  return !(*left == *right);
}

json::Value without_targets(const json::Value& data, const mapping::Mapping& mapping,
                            json::Arena& arena) {
  Paths paths;
  for (const mapping::Rule& rule : mapping.rules) paths.push_back(&rule.path);
  std::sort(paths.begin(), paths.end(),
            [](const auto* left, const auto* right) { return *left < *right; });
  return without(data, paths, 0, arena);
}

}  // namespace fieldcall::engine
