#include "config/lint.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "http/headers.hpp"
#include "http/method.hpp"
#include "json/number.hpp"
#include "json/pointer.hpp"

namespace fieldcall::config {
namespace {

using enum Severity;

struct Subject {
  const FieldConfig& config;
  const json::Value& field;
  std::string_view pointer;

  [[nodiscard]] std::string pointer_to(std::string_view key) const {
    return json::pointer_join(pointer, key);
  }
  [[nodiscard]] bool has(std::string_view key) const { return field.find(key) != nullptr; }
  [[nodiscard]] bool fires_on(Trigger trigger) const {
    const auto& triggers = config.triggers;
    return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
  }
};

void lint_triggers(const Subject& subject, Diagnostics& diagnostics) {
  const bool is_scheduled = subject.fires_on(Trigger::scheduled);
  if (is_scheduled && !subject.has("schedule")) {
    add_diagnostic(diagnostics, error, "missing_schedule", subject.pointer_to("trigger"),
                   "the trigger \"scheduled\" needs a \"schedule\"",
                   R"(add "schedule": {"cron": "0 6 * * *", "timezone": "Europe/Brussels"})");
  }
  if (!is_scheduled && subject.has("schedule")) {
    add_diagnostic(diagnostics, warning, "unused_schedule", subject.pointer_to("schedule"),
                   "this schedule starts nothing: \"trigger\" does not name \"scheduled\"",
                   "add \"scheduled\" to \"trigger\", or remove the schedule");
  }
  const bool is_watching = subject.fires_on(Trigger::on_update);
  if (!is_watching && subject.has("watch")) {
    add_diagnostic(diagnostics, warning, "unused_watch", subject.pointer_to("watch"),
                   "nothing is watched: \"trigger\" does not name \"on_update\"",
                   "add \"on_update\" to \"trigger\", or remove \"watch\"");
  }
  if (is_watching && subject.config.watch.empty()) {
    add_diagnostic(diagnostics, warning, "nothing_to_watch", subject.pointer_to("trigger"),
                   "\"on_update\" never starts this call: the request uses no case data",
                   "use a value such as {data.vat_number} in the request, or add \"watch\"");
  }
}

void lint_cache(const Subject& subject, Diagnostics& diagnostics) {
  const FieldConfig& config = subject.config;
  if (config.cache.stale_if_error_s > 0 && config.cache.duration_s == 0) {
    add_diagnostic(diagnostics, warning, "stale_without_cache",
                   subject.pointer_to("stale_if_error"),
                   "no answer can stand in for a failed call, because none is kept",
                   "set \"cache_duration\" to the seconds an answer stays fresh");
  }
  if (config.cache.duration_s > 0 && !http::is_safe(config.request.method) &&
      !config.inputs.empty()) {
    add_diagnostic(diagnostics, warning, "cached_write", subject.pointer_to("cache_duration"),
                   "a " + std::string(http::method_name(config.request.method)) +
                       " with case data is cached: while an answer is kept, equal calls are "
                       "not sent",
                   "leave \"cache_duration\" out if the API is meant to see every call");
  }
}

void lint_limits(const Subject& subject, Diagnostics& diagnostics) {
  const FieldConfig& config = subject.config;
  if (config.deadline < config.timeout) {
    add_diagnostic(diagnostics, warning, "deadline_below_timeout",
                   subject.pointer_to(subject.has("deadline") ? "deadline" : "timeout"),
                   "the whole call ends after " + json::format_int64(config.deadline.count()) +
                       " ms, before one attempt's timeout of " +
                       json::format_int64(config.timeout.count()) + " ms",
                   "make \"deadline\" longer or \"timeout\" shorter");
  }
  if (config.redirects_max > 0 && !http::is_safe(config.request.method)) {
    add_diagnostic(diagnostics, warning, "redirects_not_followed",
                   json::pointer_join(subject.pointer_to("api_config"), "max_redirects"),
                   "redirects are followed for GET and HEAD only, not for " +
                       std::string(http::method_name(config.request.method)),
                   "remove \"max_redirects\"");
  }
}

void lint_headers(const Subject& subject, Diagnostics& diagnostics) {
  const std::string headers_pointer =
      json::pointer_join(subject.pointer_to("api_config"), "headers");
  for (const templating::NamedTemplate& header : subject.config.request.headers) {
    if (!http::browser_forbidden_header(header.name)) continue;
    add_diagnostic(diagnostics, hint, "browser_header",
                   json::pointer_join(headers_pointer, header.name),
                   "a browser does not send the header " + quote(header.name) +
                       ": a preview there differs from the call on the server");
  }
}

}  // namespace

void lint_field(const FieldConfig& config, const json::Value& field, std::string_view pointer,
                Diagnostics& diagnostics) {
  const Subject subject{config, field, pointer};
  lint_triggers(subject, diagnostics);
  lint_cache(subject, diagnostics);
  lint_limits(subject, diagnostics);
  lint_headers(subject, diagnostics);
}

}  // namespace fieldcall::config
