#include "call_options.hpp"

#include <unistd.h>

#include <algorithm>
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

// PREFIX_API_TOKEN=... is the secret `API_TOKEN` and, in lower case, `api_token`.
void add_secrets_from_environment(const std::string& prefix, Secrets& secrets) {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    const auto equals = variable.find('=');
    if (equals == std::string_view::npos || equals <= prefix.size()) continue;
    if (!variable.starts_with(prefix)) continue;
    std::string name(variable.substr(prefix.size(), equals - prefix.size()));
    if (name.front() == '_') name.erase(0, 1);
    const Secret secret{SecretText(variable.substr(equals + 1)), {}, {}};
    secrets.insert_or_assign(name, secret);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    secrets.insert_or_assign(name, secret);
  }
}

Result<Secrets> read_secrets(const CallOptions& options) {
  Secrets secrets;
  if (!options.secret_env_prefix.empty()) {
    add_secrets_from_environment(options.secret_env_prefix, secrets);
  }
  if (options.secrets_file.empty()) return secrets;
  const Result<std::string> text = read_json_file(options.secrets_file);
  if (!text) return text.error();
  Result<Secrets> from_file = parse_secrets(*text);
  if (!from_file) {
    Error error = from_file.error();
    error.message = options.secrets_file + ": " + error.message;
    return error;
  }
  for (auto& [name, secret] : *from_file) secrets.insert_or_assign(name, std::move(secret));
  return secrets;
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
  Result<Secrets> secrets = read_secrets(options);
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
  command.add_option("--secrets", secrets_file,
                     "file with secrets: {\"name\": {\"value\": ..., \"origins\": [...]}}");
  command.add_option("--secret-env", secret_env_prefix,
                     "take secrets from environment variables that start with this prefix");
  command.add_option("--input", inputs, "value of a host root: root.name=value (repeatable)");
  command.add_option("--previous", previous_file,
                     "the field's last outcome: protects what people changed since");
  command.add_option("--call-id", call_id, "the call's id; the idempotency key derives from it");
  command.add_option("--tenant", tenant, "whose call it is");
  command.add_option("--case-id", case_id, "the case's id");
  command.add_option("--trigger", trigger, "on_create, on_update, manual or scheduled");
  command.add_option("--seed", seed, "seed of jitter and ids, to repeat a run");
  command.add_flag("--allow-http", allow_http, "allow plain http");
  command.add_flag("--allow-private-networks", allow_private_networks,
                   "allow loopback and private addresses");
  command.add_option("--allow-port", ports, "allow this port besides 443 (repeatable)");
  command.add_option("--allow-host", allowed_hosts,
                     "allow only these hosts, *.example.com for subdomains (repeatable)");
  command.add_option("--deny-host", denied_hosts, "never call these hosts (repeatable)");
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
  EgressPolicy egress;
  egress.allow_http = options.allow_http;
  egress.allow_private_networks = options.allow_private_networks;
  egress.ports.insert(egress.ports.end(), options.ports.begin(), options.ports.end());
  egress.allowed_hosts = options.allowed_hosts;
  egress.denied_hosts = options.denied_hosts;
  return PreparedCall{*std::move(field), *std::move(inputs), std::move(egress)};
}

}  // namespace fieldcall::cli
