#include "fieldcall/json_text.hpp"

#include <string>

#include "json/arena.hpp"
#include "json/reader.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"

namespace fieldcall {

Result<Done> check_json(std::string_view json) {
  json::Arena arena;
  const Result<json::Value> value = json::read(json, arena);
  if (value) return Done{};
  Error error = value.error();
  const json::TextPosition position = json::position_at(json, error.offset);
  error.message = "line " + std::to_string(position.line) + ", column " +
                  std::to_string(position.column) + ": " + error.message;
  return error;
}

std::vector<JsonMember> json_members(std::string_view json) {
  json::Arena arena;
  const Result<json::Value> value = json::read(json, arena);
  std::vector<JsonMember> members;
  if (!value) return members;
  for (const json::Member& member : value->members()) {
    members.push_back({std::string(member.key), json::to_text(member.value)});
  }
  return members;
}

std::vector<std::string> json_items(std::string_view json) {
  json::Arena arena;
  const Result<json::Value> value = json::read(json, arena);
  std::vector<std::string> items;
  if (!value) return items;
  for (const json::Value& item : value->items()) items.push_back(json::to_text(item));
  return items;
}

std::string json_to_display_text(std::string_view json) {
  json::Arena arena;
  const Result<json::Value> value = json::read(json, arena);
  if (!value) return std::string(json);
  if (value->is_null()) return {};
  return value->is_string() ? std::string(value->as_string()) : json::to_text(*value);
}

std::string json_quote(std::string_view text) {
  std::string quoted;
  json::write_string(text, quoted);
  return quoted;
}

std::string pretty_json(std::string_view json) {
  json::Arena arena;
  const Result<json::Value> value = json::read(json, arena);
  return value ? json::to_pretty_text(*value) : std::string(json);
}

}  // namespace fieldcall
