// JSON text for hosts that have no JSON library at hand: checked, taken apart, laid out.
//
// Bounded like everything the core reads: depth 64, 100 000 values. Numbers keep their digits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"

namespace fieldcall {

// An error if `json` is not one JSON value; its message says where: "line 3, column 7: ...".
Result<Done> check_json(std::string_view json);

struct JsonMember {
  std::string name;  // decoded
  std::string json;  // the value's text, compact
};

// The members of an object in their order, as of Outcome::updates_json; empty for anything else.
std::vector<JsonMember> json_members(std::string_view json);

// The items of an array; empty for anything else.
std::vector<std::string> json_items(std::string_view json);

// The text of a JSON string, decoded; other values as their JSON text, null as "".
std::string json_to_display_text(std::string_view json);

// `text` as a JSON string with its quotes.
std::string json_quote(std::string_view text);

// Two spaces a level, for people and files. What is not JSON comes back as it is.
std::string pretty_json(std::string_view json);

}  // namespace fieldcall
