#include "options.hpp"

#include <utility>

#include "fieldcall/inputs_json.hpp"
#include "fieldcall/json_text.hpp"

namespace fieldcall::wasm {
namespace {

std::vector<std::string> texts(std::string_view json) {
  std::vector<std::string> result;
  for (const std::string& item : json_items(json)) result.push_back(json_to_display_text(item));
  return result;
}

std::uint32_t small_number(std::string_view json) {
  return static_cast<std::uint32_t>(whole_number(json));
}

OriginLimits read_origin_limits(std::string_view json) {
  OriginLimits limits;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "rate") limits.rate = small_number(value);
    if (name == "rate_period") {
      limits.rate_period = Millis(static_cast<std::int64_t>(whole_number(value)));
    }
    if (name == "burst") limits.burst = small_number(value);
    if (name == "concurrency") limits.concurrency = small_number(value);
    if (name == "quota") limits.quota = small_number(value);
    if (name == "retry_budget") limits.retry_budget = value == "true";
    if (name == "circuit_breaker") limits.circuit_breaker = value == "true";
    if (name == "learn_rate") limits.learn_rate = value == "true";
  }
  return limits;
}

TrafficPolicy read_traffic(std::string_view json) {
  TrafficPolicy traffic;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "any_origin") traffic.any_origin = read_origin_limits(value);
    if (name != "origins") continue;
    for (const auto& [origin, limits] : json_members(value)) {
      traffic.origins.insert_or_assign(origin, read_origin_limits(limits));
    }
  }
  return traffic;
}

Result<Trigger> read_trigger(std::string_view json) {
  const std::string text = json_to_display_text(json);
  for (const Trigger trigger :
       {Trigger::on_create, Trigger::on_update, Trigger::manual, Trigger::scheduled}) {
    if (trigger_name(trigger) == text) return trigger;
  }
  return Error{"invalid_trigger", "\"" + text + "\" is no trigger",
               "use on_create, on_update, manual or scheduled", 0};
}

void read_plain_member(const JsonMember& member, CallOptions& options) {
  const auto& [name, value] = member;
  if (name == "field") options.field_key = json_to_display_text(value);
  if (name == "known_roots") options.roots = texts(value);
  if (name == "egress") options.egress = read_egress(value);
  if (name == "user_agent") options.user_agent = json_to_display_text(value);
  if (name == "language") options.language = json_to_display_text(value);
  if (name == "count") options.count = static_cast<std::int32_t>(small_number(value));
}

}  // namespace

std::uint64_t whole_number(std::string_view json) {
  std::uint64_t number = 0;
  for (const char c : json) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

EgressPolicy read_egress(std::string_view json) {
  EgressPolicy egress;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "allow_http") egress.allow_http = value == "true";
    if (name == "allow_private_networks") egress.allow_private_networks = value == "true";
    if (name == "require_secret_origins") egress.require_secret_origins = value == "true";
    if (name == "allowed_hosts") egress.allowed_hosts = texts(value);
    if (name == "denied_hosts") egress.denied_hosts = texts(value);
    if (name != "ports") continue;
    egress.ports.clear();
    for (const std::string& port : json_items(value)) {
      egress.ports.push_back(static_cast<std::uint16_t>(whole_number(port)));
    }
  }
  return egress;
}

EngineOptions read_engine_options(std::string_view json) {
  EngineOptions options;
  options.omit_idempotency_key = true;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "egress") options.egress = read_egress(value);
    if (name == "user_agent") options.user_agent = json_to_display_text(value);
    if (name == "traffic") options.traffic = read_traffic(value);
    if (name == "cache_bytes") options.cache.memory_bytes_max = whole_number(value);
    if (name == "cache_key") options.cache.key = SecretText(json_to_display_text(value));
    if (name == "has_store") options.cache.has_store = value == "true";
    if (name == "observe") options.observe = value == "true";
    if (name == "send_idempotency_key") options.omit_idempotency_key = value != "true";
  }
  return options;
}

Result<PlanEvent> read_plan_event(std::string_view json) {
  PlanEvent event;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "fields") event.fields = texts(value);
    if (name == "written_by") event.written_by = texts(value);
    if (name == "planned") event.planned = texts(value);
    if (name == "chain_depth") event.chain_depth = small_number(value);
    if (name != "trigger") continue;
    const Result<Trigger> trigger = read_trigger(value);
    if (!trigger) return trigger.error();
    event.trigger = *trigger;
  }
  return event;
}

Result<CallOptions> read_call_options(std::string_view json) {
  CallOptions options;
  for (const JsonMember& member : json_members(json)) {
    read_plain_member(member, options);
    const Result<bool> input = read_call_input(member, options.inputs);
    if (!input) return input.error();
    if (member.name == "secrets") {
      Result<Secrets> secrets = parse_secrets(member.json);
      if (!secrets) return secrets.error();
      options.inputs.secrets = *std::move(secrets);
    }
  }
  for (const auto& [root, value] : options.inputs.roots) options.roots.push_back(root);
  return options;
}

}  // namespace fieldcall::wasm
