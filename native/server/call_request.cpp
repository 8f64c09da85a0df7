#include "call_request.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "fieldcall/inputs_json.hpp"
#include "fieldcall/json_text.hpp"
#include "json_slices.hpp"
#include "problem.hpp"

namespace fieldcall::server {
namespace {

Answer refuse(std::string detail, std::string fix = {}) {
  return problem_answer(Problem::invalid_request,
                        {.detail = std::move(detail), .fix = std::move(fix)});
}

std::optional<std::string> twice(const std::vector<JsonMember>& members) {
  std::set<std::string_view> seen;
  for (const JsonMember& member : members) {
    if (!seen.insert(member.name).second) return member.name;
  }
  return std::nullopt;
}

bool has_answer(Endpoint endpoint) {
  return endpoint == Endpoint::map;
}

bool has_script(Endpoint endpoint) {
  return endpoint == Endpoint::simulate;
}

// A text stands for what is written in it.
std::string text_or_json(std::string_view json) {
  return json.starts_with('"') ? json_to_display_text(json) : std::string(json);
}

std::optional<Answer> read_inputs(std::string_view json, CallInputs& inputs) {
  if (json == "null") return std::nullopt;
  if (!json.starts_with('{')) return refuse("\"inputs\" is not a JSON object.");
  const std::vector<JsonMember> members = json_slices(json);
  if (const auto name = twice(members)) {
    return refuse("The input " + json_quote(*name) + " stands there twice.");
  }
  for (const JsonMember& member : members) {
    if (member.name == "secrets") return problem_answer(Problem::secrets_not_accepted);
    const Result<bool> known = read_call_input(member, inputs);
    if (!known) {
      return problem_answer(Problem::invalid_request, {.code = known.error().code,
                                                       .detail = known.error().message + '.',
                                                       .fix = known.error().fix});
    }
    if (!*known) {
      return refuse("There is no input " + json_quote(member.name) + '.',
                    "The inputs are data, previous, roots, call_id, tenant, case_id, chain_depth, "
                    "trigger and seed.");
    }
  }
  return std::nullopt;
}

std::optional<Answer> read_roots(std::string_view json, std::vector<std::string>& roots) {
  if (!json.starts_with('[')) return refuse("\"known_roots\" is not a list of names.");
  for (const std::string& item : json_items(json)) {
    if (!item.starts_with('"')) return refuse("\"known_roots\" is not a list of names.");
    roots.push_back(json_to_display_text(item));
  }
  return std::nullopt;
}

std::optional<Answer> read_member(const JsonMember& member, Endpoint endpoint,
                                  CallRequest& request) {
  const auto& [name, json] = member;
  if (name == "config") {
    request.config = text_or_json(json);
    return std::nullopt;
  }
  if (name == "field") {
    if (!json.starts_with('"')) return refuse("\"field\" is not a text.");
    request.field_key = json_to_display_text(json);
    return std::nullopt;
  }
  if (name == "known_roots") return read_roots(json, request.roots);
  if (name == "inputs") return read_inputs(json, request.inputs);
  if (name == "answer" && has_answer(endpoint)) {
    request.answer = text_or_json(json);
    return std::nullopt;
  }
  if (name == "script" && has_script(endpoint)) {
    request.script = text_or_json(json);
    return std::nullopt;
  }
  if (name == "secrets") return problem_answer(Problem::secrets_not_accepted);
  return refuse("There is no member " + json_quote(name) + " here.",
                std::string("The members are config, field, known_roots and inputs") +
                    (has_answer(endpoint) ? ", and answer." : "") +
                    (has_script(endpoint) ? ", and script." : "") +
                    (has_answer(endpoint) || has_script(endpoint) ? "" : "."));
}

std::string missing_member(const std::vector<JsonMember>& members, Endpoint endpoint) {
  const auto has = [&](std::string_view name) {
    return std::any_of(members.begin(), members.end(),
                       [&](const JsonMember& member) { return member.name == name; });
  };
  if (!has("config")) return "config";
  if (has_answer(endpoint) && !has("answer")) return "answer";
  if (has_script(endpoint) && !has("script")) return "script";
  return {};
}

}  // namespace

std::variant<CallRequest, Answer> read_call_request(std::string_view body, Endpoint endpoint) {
  if (const Result<Done> json = check_json(body); !json) {
    return problem_answer(Problem::invalid_json,
                          {.detail = "The body is not JSON: " + json.error().message});
  }
  const auto first = body.find_first_not_of(" \t\r\n");
  if (body.substr(first, 1) != "{") return refuse("The body is not a JSON object.");
  const std::vector<JsonMember> members = json_slices(body);
  if (const auto name = twice(members)) {
    return refuse("The member " + json_quote(*name) + " stands there twice.");
  }
  CallRequest request;
  for (const JsonMember& member : members) {
    if (auto problem = read_member(member, endpoint, request)) return *std::move(problem);
  }
  if (const std::string name = missing_member(members, endpoint); !name.empty()) {
    return refuse("The member \"" + name + "\" is missing.");
  }
  for (const auto& [root, value] : request.inputs.roots) request.roots.push_back(root);
  return request;
}

}  // namespace fieldcall::server
