#include "json_slices.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace fieldcall::server {
namespace {

constexpr std::string_view white_space = " \t\r\n";

std::size_t skip_space(std::string_view json, std::size_t at) {
  const std::size_t next = json.find_first_not_of(white_space, at);
  return next == std::string_view::npos ? json.size() : next;
}

// Behind the string that begins at `at`.
std::size_t skip_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return at + 1;
}

// Behind the value that begins at `at`.
std::size_t skip_value(std::string_view json, std::size_t at) {
  std::int32_t depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = skip_string(json, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') {
      if (depth == 0) return at;  // of the object around a number or a word
      if (--depth == 0) return at + 1;
    }
    if (depth == 0 && (c == ',' || white_space.find(c) != std::string_view::npos)) return at;
    ++at;
  }
  return at;
}

}  // namespace

std::vector<JsonMember> json_slices(std::string_view json) {
  std::vector<JsonMember> members;
  std::size_t at = skip_space(json, 0);
  if (at >= json.size() || json[at] != '{') return members;
  at = skip_space(json, at + 1);
  while (at < json.size() && json[at] == '"') {
    const std::size_t name_end = skip_string(json, at);
    const std::string_view name = json.substr(at, name_end - at);
    at = skip_space(json, skip_space(json, name_end) + 1);  // behind the colon
    const std::size_t end = skip_value(json, at);
    members.push_back({json_to_display_text(name), std::string(json.substr(at, end - at))});
    at = skip_space(json, end);
    if (at < json.size() && json[at] == ',') at = skip_space(json, at + 1);
  }
  return members;
}

}  // namespace fieldcall::server
