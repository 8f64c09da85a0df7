#include "call_options.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "field_file.hpp"
#include "fieldcall/json_text.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

// The examples' urls start with {env.api_base}: the command line always knows this root.
constexpr std::string_view built_in_root = "env";

using Roots = std::map<std::string, nlohmann::json, std::less<>>;

Error usage_error(std::string message) {
  return {"usage", std::move(message), "", 0};
}

// "env.api_base=http://..." -> {"env": {"api_base": "http://..."}}; "token=abc" -> {"token":
// "abc"}. Values are texts: no type is guessed.
Result<Roots> read_inputs(const std::vector<std::string>& assignments) {
  Roots roots{{std::string(built_in_root), nlohmann::json::object()}};
  for (const std::string& assignment : assignments) {
    const auto equals = assignment.find('=');
    const std::string path = assignment.substr(0, equals);
    const std::string root = path.substr(0, path.find('.'));
    if (equals == std::string::npos || root.empty() || path.back() == '.' ||
        path.find("..") != std::string::npos) {
      return usage_error("--input wants root.name=value, not \"" + assignment + "\"");
    }
    if (root == "data" || root == "secret" || root == "call") {
      return usage_error("--input cannot set the root \"" + root + "\": use --data or --secrets");
    }
    nlohmann::json* place = &roots[root];
    std::string_view rest = std::string_view{path}.substr(root.size());
    while (!rest.empty()) {
      rest.remove_prefix(1);
      const std::string name(rest.substr(0, rest.find('.')));
      rest.remove_prefix(name.size());
      if (!place->is_object() && !place->is_null()) {
        return usage_error("--input " + path + ": a text above it is set already");
      }
      place = &(*place)[name];
    }
    *place = assignment.substr(equals + 1);
  }
  return roots;
}

Result<Trigger> read_trigger(const std::string& name) {
  for (const Trigger trigger :
       {Trigger::on_create, Trigger::on_update, Trigger::manual, Trigger::scheduled}) {
    if (trigger_name(trigger) == name) return trigger;
  }
  return usage_error("--trigger wants on_create, on_update, manual or scheduled, not \"" + name +
                     "\"");
}

Result<std::string> read_case(const std::string& path) {
  Result<std::string> text = read_json_file(path);
  if (text && text->find_first_not_of(" \t\r\n\xef\xbb\xbf") != std::string::npos &&
      (*text)[text->find_first_not_of(" \t\r\n\xef\xbb\xbf")] != '{') {
    return Error{"invalid_data", path + ": case data is a JSON object, such as {\"name\": \"...\"}",
                 "", 0};
  }
  return text;
}

Result<CallInputs> read_call_inputs(const CallOptions& options, const Roots& roots) {
  CallInputs inputs;
  for (const auto& [name, value] : roots) inputs.roots[name] = value.dump();
  Result<Secrets> secrets = options.secret_options.read();
  if (!secrets) return secrets.error();
  inputs.secrets = *std::move(secrets);
  if (!options.data_file.empty()) {
    Result<std::string> data = read_case(options.data_file);
    if (!data) return data.error();
    inputs.data_json = *std::move(data);
  }
  if (!options.previous_file.empty()) {
    Result<std::string> previous = read_json_file(options.previous_file);
    if (!previous) return previous.error();
    inputs.previous_outcome_json = *std::move(previous);
  }
  const Result<Trigger> trigger = read_trigger(options.trigger);
  if (!trigger) return trigger.error();
  inputs.trigger = *trigger;
  inputs.call_id = options.call_id;
  inputs.tenant = options.tenant;
  inputs.case_id = options.case_id;
  inputs.seed = options.seed;
  return inputs;
}

}  // namespace

void CallOptions::add_to(CLI::App& command) {
  command.add_option("FIELD", field_file, "file with the field's JSON; - reads standard input")
      ->required();
  command.add_option("--field", field_key, "key of the field, if the file holds several");
  command.add_option("--data", data_file, "file with the case data (a JSON object)");
  secret_options.add_to(command);
  command.add_option("--input", inputs, "value of a host root: root.name=value (repeatable)");
  command.add_option("--previous", previous_file,
                     "the field's last outcome: protects what people changed since");
  command.add_option("--call-id", call_id, "the call's id; the idempotency key derives from it");
  command.add_option("--tenant", tenant, "whose call it is");
  command.add_option("--case-id", case_id, "the case's id");
  command.add_option("--trigger", trigger, "on_create, on_update, manual or scheduled");
  command.add_option("--seed", seed, "seed of jitter and ids, to repeat a run");
  egress_options.add_to(command);
  command.add_flag("--json", as_json, "print JSON for machines");
}

std::optional<PreparedCall> prepare_call(const CallOptions& options) {
  const Result<Roots> roots = read_inputs(options.inputs);
  if (!roots) {
    complain(roots.error());
    return std::nullopt;
  }
  std::vector<std::string> root_names;
  for (const auto& [name, value] : *roots) root_names.push_back(name);
  std::optional<Field> field = read_field_file(options.field_file, options.field_key, root_names);
  if (!field) return std::nullopt;
  Result<CallInputs> inputs = read_call_inputs(options, *roots);
  if (!inputs) {
    complain(inputs.error());
    return std::nullopt;
  }
  return PreparedCall{*std::move(field), *std::move(inputs), options.egress_options.policy()};
}

}  // namespace fieldcall::cli
