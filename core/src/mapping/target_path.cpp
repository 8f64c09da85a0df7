#include "mapping/target_path.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "fieldcall/limits.hpp"

namespace fieldcall::mapping {
namespace {

constexpr std::string_view data_prefix = "data.";
constexpr std::array<std::string_view, 3> reserved_names{"__proto__", "constructor", "prototype"};

Error refuse(std::size_t offset, std::string message, std::string fix) {
  return {"invalid_target", std::move(message), std::move(fix), static_cast<std::uint32_t>(offset)};
}

// What people write when they mean something else, with what they should write.
std::optional<Error> refuse_character(std::string_view text, std::size_t offset) {
  const char c = text[offset];
  if (c == '$' && offset == 0) {
    return refuse(0, "a target is a place in case data, not a path into the answer",
                  "write \"target\": \"source\", for example \"credit_score\": \"$.score\"");
  }
  if (c == '[' || c == ']') {
    return refuse(offset, "a target names members only: items of an array cannot be written",
                  "map a whole array to its name instead");
  }
  if (c == '{' || c == '}') {
    return refuse(offset, "a target is fixed text: placeholders are not filled in here",
                  "write the path without braces");
  }
  if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
    return refuse(offset, "a target's names cannot hold quotes, backslashes or control characters",
                  "write the names as they are, separated by dots");
  }
  return std::nullopt;
}

std::optional<Error> refuse_name(std::string_view name, std::size_t offset) {
  if (name.empty()) {
    return refuse(offset, "a name between the dots of the target is empty",
                  "write one dot between two names and none at the ends");
  }
  if (name.front() == ' ' || name.back() == ' ') {
    return refuse(offset, "a name in the target begins or ends with a space", "remove the space");
  }
  if (std::find(reserved_names.begin(), reserved_names.end(), name) != reserved_names.end()) {
    return Error{"reserved_name",
                 "\"" + std::string(name) +
                     "\" cannot be part of a target: it is a name "
                     "with a meaning of its own in JavaScript",
                 "use another name", static_cast<std::uint32_t>(offset)};
  }
  return std::nullopt;
}

std::optional<Error> refuse_text(std::string_view text) {
  if (text.empty()) return refuse(0, "the target is empty", "name a place in case data");
  if (text.size() > limits::target_bytes_max) {
    return refuse(
        0, "the target is longer than " + std::to_string(limits::target_bytes_max) + " bytes",
        "use shorter names");
  }
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (auto error = refuse_character(text, offset)) return error;
  }
  return std::nullopt;
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  if (auto error = refuse_text(text)) return std::move(*error);
  if (text == "data") {
    return refuse(0, "case data as a whole cannot be written", "name a place in it: \"data.name\"");
  }
  std::size_t offset = text.substr(0, data_prefix.size()) == data_prefix ? data_prefix.size() : 0;
  Target target;
  target.text = text.substr(offset);
  while (true) {
    const std::size_t end = std::min(text.find('.', offset), text.size());
    const std::string_view name = text.substr(offset, end - offset);
    if (auto error = refuse_name(name, offset)) return std::move(*error);
    target.path.emplace_back(name);
    if (end == text.size()) break;
    offset = end + 1;
  }
  // An update must stay within what the reader of case data accepts.
  if (target.path.size() >= limits::json_depth_max) {
    return refuse(0, "the target is nested too deeply", "use a shorter path");
  }
  return target;
}

bool paths_overlap(const TargetPath& left, const TargetPath& right) {
  const std::size_t steps = std::min(left.size(), right.size());
  return std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(steps), right.begin());
}

}  // namespace fieldcall::mapping
