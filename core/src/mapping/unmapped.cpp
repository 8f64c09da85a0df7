#include "mapping/unmapped.hpp"

#include <algorithm>
#include <string_view>

#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::mapping {
namespace {

constexpr std::size_t paths_max = 200;
// Looking at more of an answer only repeats what its first items said.
constexpr std::size_t visits_max = 20'000;

using Names = std::vector<std::string>;

// A value to look at: its names without array steps, and its path as text.
struct Place {
  json::Value value;
  Names names;
  std::string path;
};

// What the rules read of the body.
std::vector<Names> read_paths(const Mapping& mapping) {
  std::vector<Names> read;
  for (const Rule& rule : mapping.rules) {
    if (!rule.source) continue;
    for (Names& names : rule.source->references()) {
      if (!names.empty() && names[0] == "$body") names.erase(names.begin());
      read.push_back(std::move(names));
    }
  }
  return read;
}

bool is_read(const std::vector<Names>& read, const Names& names) {
  return std::any_of(read.begin(), read.end(), [&names](const Names& path) {
    return path.size() <= names.size() && std::equal(path.begin(), path.end(), names.begin());
  });
}

// A name as JMESPath writes it: in quotes if it is no identifier.
std::string step_text(std::string_view name) {
  const auto is_name = [](char c) { return text::is_alnum(c) || c == '_'; };
  if (!name.empty() && !text::is_digit(name[0]) && std::all_of(name.begin(), name.end(), is_name)) {
    return std::string(name);
  }
  std::string quoted;
  json::write_string(name, quoted);
  return quoted;
}

// Pushes what lies inside, last first, so that it comes off in the order of the answer.
void open_place(const Place& place, std::vector<Place>& open) {
  const std::size_t before = open.size();
  for (const json::Member& member : place.value.members()) {
    Names names = place.names;
    names.emplace_back(member.key);
    open.push_back({member.value, std::move(names),
                    (place.path.empty() ? "" : place.path + ".") + step_text(member.key)});
  }
  for (const json::Value& item : place.value.items()) {
    open.push_back({item, place.names, place.path + "[]"});
  }
  std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());
}

}  // namespace

std::vector<std::string> unmapped_paths(const Mapping& mapping, const json::Value& body) {
  const std::vector<Names> read = read_paths(mapping);
  std::vector<std::string> unmapped;
  std::vector<Place> open{{body, {}, ""}};
  for (std::size_t visits = 0; !open.empty() && visits < visits_max; ++visits) {
    const Place place = std::move(open.back());
    open.pop_back();
    if (is_read(read, place.names)) continue;
    if (place.value.size() > 0) {
      if (open.size() + place.value.size() <= visits_max) open_place(place, open);
      continue;
    }
    const std::string path = place.path.empty() ? "@" : place.path;
    if (std::find(unmapped.begin(), unmapped.end(), path) == unmapped.end()) {
      unmapped.push_back(path);
    }
    if (unmapped.size() == paths_max) break;
  }
  return unmapped;
}

}  // namespace fieldcall::mapping
