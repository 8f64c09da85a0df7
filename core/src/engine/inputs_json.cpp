#include "fieldcall/inputs_json.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace fieldcall {
namespace {

Error invalid(std::string_view name, std::string_view wanted) {
  return {"invalid_input", "\"" + std::string(name) + "\" is not " + std::string(wanted), "", 0};
}

std::optional<std::uint64_t> whole_number(std::string_view digits, std::uint64_t max) {
  if (digits.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (max - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

Result<bool> read_text(const JsonMember& member, std::string& text) {
  if (!member.json.starts_with('"')) return invalid(member.name, "a text");
  text = json_to_display_text(member.json);
  return true;
}

Result<bool> read_object(const JsonMember& member, std::string& text) {
  if (!member.json.starts_with('{')) return invalid(member.name, "a JSON object");
  text = member.json;
  return true;
}

Result<bool> read_roots(const JsonMember& member, CallInputs& inputs) {
  if (!member.json.starts_with('{')) return invalid(member.name, "an object of roots by name");
  for (auto& [root, json] : json_members(member.json)) {
    inputs.roots.insert_or_assign(std::move(root), std::move(json));
  }
  return true;
}

Result<bool> read_trigger(const JsonMember& member, CallInputs& inputs) {
  const std::string name = json_to_display_text(member.json);
  for (const Trigger trigger :
       {Trigger::on_create, Trigger::on_update, Trigger::manual, Trigger::scheduled}) {
    if (trigger_name(trigger) != name) continue;
    inputs.trigger = trigger;
    return true;
  }
  return Error{"invalid_trigger", "\"trigger\" is not the name of a trigger",
               "use on_create, on_update, manual or scheduled", 0};
}

Result<bool> read_chain_depth(const JsonMember& member, CallInputs& inputs) {
  const auto depth = whole_number(member.json, std::numeric_limits<std::uint32_t>::max());
  if (!depth) return invalid(member.name, "a whole number");
  inputs.chain_depth = static_cast<std::uint32_t>(*depth);
  return true;
}

Result<bool> read_seed(const JsonMember& member, CallInputs& inputs) {
  const auto seed =
      whole_number(json_to_display_text(member.json), std::numeric_limits<std::uint64_t>::max());
  if (!seed) return invalid(member.name, "a whole number of at most 64 bits");
  inputs.seed = *seed;
  return true;
}

struct Spelling {
  std::string_view javascript;
  std::string_view name;
};
constexpr std::array spellings{Spelling{"callId", "call_id"}, Spelling{"caseId", "case_id"},
                               Spelling{"chainDepth", "chain_depth"}};
constexpr std::array<std::string_view, 9> known{
    "data", "previous", "roots", "call_id", "tenant", "case_id", "chain_depth", "trigger", "seed"};

}  // namespace

Result<bool> read_call_input(const JsonMember& member, CallInputs& inputs) {
  std::string_view name = member.name;
  for (const Spelling& spelling : spellings) {
    if (spelling.javascript == name) name = spelling.name;
  }
  if (std::find(known.begin(), known.end(), name) == known.end()) return false;
  if (member.json == "null") return true;
  if (name == "data") return read_object(member, inputs.data_json);
  if (name == "previous") return read_object(member, inputs.previous_outcome_json);
  if (name == "roots") return read_roots(member, inputs);
  if (name == "call_id") return read_text(member, inputs.call_id);
  if (name == "tenant") return read_text(member, inputs.tenant);
  if (name == "case_id") return read_text(member, inputs.case_id);
  if (name == "chain_depth") return read_chain_depth(member, inputs);
  if (name == "trigger") return read_trigger(member, inputs);
  return read_seed(member, inputs);
}

}  // namespace fieldcall
