#include "config/field_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "config/canonical.hpp"
#include "config/data_path.hpp"
#include "config/lint.hpp"
#include "config/token_field.hpp"
#include "fieldcall/limits.hpp"
#include "json/pointer.hpp"
#include "policy/cron.hpp"
#include "policy/timezone.hpp"

namespace fieldcall::config {
namespace {

using enum Severity;

// ---- what check_object left can be read without further questions ----

std::string string_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? std::string{} : std::string(value->as_string());
}

std::int64_t integer_of(const json::Value& object, std::string_view key, std::int64_t fallback) {
  const json::Value* value = object.find(key);
  return value == nullptr ? fallback : value->as_int64().value_or(fallback);
}

Trigger trigger_of(std::string_view word) {
  for (const Trigger trigger : {Trigger::on_create, Trigger::on_update, Trigger::scheduled}) {
    if (trigger_name(trigger) == word) return trigger;
  }
  return Trigger::manual;
}

void read_triggers(const json::Value& value, std::vector<Trigger>& triggers) {
  triggers.clear();
  const std::span<const json::Value> items =
      value.is_array() ? value.items() : std::span<const json::Value>{&value, 1};
  for (const json::Value& item : items) {
    const Trigger trigger = trigger_of(item.as_string());
    const bool is_new = std::find(triggers.begin(), triggers.end(), trigger) == triggers.end();
    if (is_new) triggers.push_back(trigger);
  }
}

Visibility visibility_of(std::string_view word) {
  if (word == "hide-when-empty") return Visibility::hide_when_empty;
  if (word == "always-hide") return Visibility::always_hide;
  return Visibility::always_visible;
}

void read_watch(const json::Value& value, std::string_view pointer, FieldConfig& config,
                Diagnostics& diagnostics) {
  std::size_t index = 0;
  for (const json::Value& item : value.items()) {
    const std::string item_pointer = json::pointer_join(pointer, index++);
    if (auto path = read_data_path(item.as_string())) {
      config.watch.push_back(std::move(*path));
    } else {
      add_diagnostic(diagnostics, error, "invalid_watch", item_pointer,
                     quote(item.as_string()) + " is not a path into case data",
                     "write names separated by dots: \"address.city\"");
    }
  }
}

void report_schedule(const Error& problem, std::string pointer, Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.code = "invalid_schedule";
  diagnostic.pointer = std::move(pointer);
  diagnostic.message = problem.message;
  diagnostic.fix = problem.fix;
  diagnostic.offset = problem.offset;
  diagnostics.push_back(std::move(diagnostic));
}

void read_schedule(const json::Value& value, std::string_view pointer, FieldConfig& config,
                   Diagnostics& diagnostics) {
  const json::Value* timezone = value.find("timezone");
  const std::string_view zone = timezone == nullptr ? "UTC" : timezone->as_string();
  if (auto problem = policy::check_timezone(zone)) {
    report_schedule(*problem, json::pointer_join(pointer, "timezone"), diagnostics);
  }
  const json::Value* cron = value.find("cron");
  if (cron == nullptr) return;  // reported already
  const std::string cron_pointer = json::pointer_join(pointer, "cron");
  auto compiled = policy::parse_cron(cron->as_string());
  if (!compiled) {
    report_schedule(compiled.error(), cron_pointer, diagnostics);
  } else if (!policy::ever_fires(*compiled)) {
    report_schedule(
        {"", "this schedule never fires: no month it names has such a day",
         "February has 29 days at most; April, June, September and November have 30", 0},
        cron_pointer, diagnostics);
  } else if (auto schedule = Schedule::read(cron->as_string(), zone)) {
    config.schedule = std::move(*schedule);
  }
}

// ---- groups of keys ----

void read_texts(const json::Value& field, FieldConfig& config) {
  config.key = string_of(field, "key");
  config.name = string_of(field, "name");
  config.description = string_of(field, "description");
  config.section = string_of(field, "section");
  if (const json::Value* value = field.find("visibility")) {
    config.visibility = visibility_of(value->as_string());
  }
  if (const json::Value* value = field.find("overwrite")) {
    config.overwrite = mapping::overwrite_from_name(value->as_string()).value_or(config.overwrite);
  }
}

void read_numbers(const json::Value& field, FieldConfig& config) {
  config.retry.retries_max =
      static_cast<std::int32_t>(integer_of(field, "retry", config.retry.retries_max));
  config.timeout = Millis{integer_of(field, "timeout", config.timeout.count())};
  config.cache.duration_s = integer_of(field, "cache_duration", config.cache.duration_s);
  config.cache.stale_if_error_s =
      integer_of(field, "stale_if_error", config.cache.stale_if_error_s);
  const Millis longest = (config.retry.retries_max + 1) * config.timeout +
                         policy::largest_backoffs(config.retry.retries_max);
  const Millis deadline = std::min(longest, limits::deadline_max);
  config.deadline = Millis{integer_of(field, "deadline", deadline.count())};
}

void read_starting(const json::Value& field, std::string_view pointer, FieldConfig& config,
                   Diagnostics& diagnostics) {
  if (const json::Value* value = field.find("trigger")) read_triggers(*value, config.triggers);
  if (const json::Value* value = field.find("watch")) {
    read_watch(*value, json::pointer_join(pointer, "watch"), config, diagnostics);
  }
  if (const json::Value* value = field.find("schedule")) {
    read_schedule(*value, json::pointer_join(pointer, "schedule"), config, diagnostics);
  }
}

void read_call_rules(const json::Value& api_config, std::string_view pointer, FieldConfig& config,
                     Diagnostics& diagnostics) {
  if (const json::Value* value = api_config.find("idempotent")) {
    config.retry.is_idempotent = value->as_boolean();
  }
  config.redirects_max =
      static_cast<std::int32_t>(integer_of(api_config, "max_redirects", config.redirects_max));
  config.response_bytes_max = static_cast<std::uint32_t>(
      integer_of(api_config, "max_response_bytes", config.response_bytes_max));
  if (const json::Value* value = api_config.find("retry_on")) {
    auto statuses = http::read_status_set(*value);
    if (statuses) {
      config.retry.statuses = std::move(*statuses);
    } else {
      add_diagnostic(diagnostics, error, statuses.error().code,
                     json::pointer_join(pointer, "retry_on"), statuses.error().message,
                     statuses.error().fix);
    }
  }
}

// The request and mapping layers check all their keys in one go, but a required key that is missing
// or of the wrong type was reported already. A harmless value in its place lets them check the
// rest; a field with such an error is never used.
json::Value with_stand_ins(const json::Value& api_config, json::Arena& arena) {
  static constexpr json::Member mapping_members[]{{"value", json::Value::string("@")}};
  const json::Member stand_ins[]{{"url", json::Value::string("https://example.com/")},
                                 {"method", json::Value::string("POST")},
                                 {"response_mapping", json::Value::object(mapping_members)}};
  std::vector<json::Member> members(api_config.members().begin(), api_config.members().end());
  for (const json::Member& stand_in : stand_ins) {
    if (api_config.find(stand_in.key) == nullptr) members.push_back(stand_in);
  }
  return json::Value::object(arena.copy(std::span<const json::Member>(members)));
}

}  // namespace

std::shared_ptr<FieldConfig> read_field(const json::Value& value,
                                        const templating::KnownRoots& roots,
                                        std::string_view pointer, Diagnostics& diagnostics) {
  if (!value.is_object()) {
    report_wrong_type("a field", types::object, value, pointer, diagnostics);
    return nullptr;
  }
  json::Arena arena;
  const json::Value field = check_object(value, Table::field, pointer, arena, diagnostics);
  auto config = std::make_shared<FieldConfig>();
  read_texts(field, *config);
  read_numbers(field, *config);
  read_starting(field, pointer, *config, diagnostics);
  if (const json::Value* examples = field.find("examples")) {
    config->examples =
        read_examples(*examples, json::pointer_join(pointer, "examples"), arena, diagnostics);
  }
  config->hash = configuration_hash(value);

  const json::Value* checked = field.find("api_config");
  if (checked == nullptr) return nullptr;
  const std::string api_pointer = json::pointer_join(pointer, "api_config");
  const json::Value api_config = with_stand_ins(*checked, arena);
  read_call_rules(api_config, api_pointer, *config, diagnostics);
  auto request = templating::compile_request(api_config, roots, api_pointer, diagnostics);
  if (request) config->inputs = data_paths(*request);
  auto mapping = mapping::compile_mapping(api_config, config->inputs, api_pointer, diagnostics);
  if (mapping) {
    if (const json::Value* on_error = field.find("on_error")) {
      auto compiled = mapping::compile_on_error(
          *on_error, *mapping, json::pointer_join(pointer, "on_error"), diagnostics);
      if (compiled) config->on_error = std::move(*compiled);
    }
  }
  if (!request || !mapping) return nullptr;
  config->cache_identity = cache_identity(
      api_config, *mapping,
      {.response_bytes_max = config->response_bytes_max, .redirects_max = config->redirects_max});
  config->request = std::move(*request);
  config->mapping = std::move(*mapping);
  if (config->watch.empty()) config->watch = config->inputs;
  config->token_fetch = token_field(*config);
  lint_field(*config, field, pointer, diagnostics);
  return config;
}

}  // namespace fieldcall::config
