#include <chrono>
#include <utility>

#include "base/padded.hpp"
#include "config/field_config.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/schedule.hpp"
#include "json/writer.hpp"
#include "policy/timezone.hpp"

namespace fieldcall {
namespace {

// "2026-03-29T03:00:00+02:00". Seconds of an offset, which no zone has had since 1972, are cut off.
std::string local_text(Instant instant, std::int32_t offset_s) {
  std::string text = format_instant(instant + std::chrono::seconds{offset_s});
  text.resize(text.find('.'));
  const std::int32_t minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
  text += offset_s < 0 ? '-' : '+';
  base::append_padded(minutes / 60, 2, text);
  text += ':';
  base::append_padded(minutes % 60, 2, text);
  return text;
}

}  // namespace

std::optional<Schedule> field_schedule(const Field& field) {
  return field.config().schedule;
}

Result<std::string> next_runs_json(const Field& field, const NextRunsOptions& options,
                                   const TimeZones& zones) {
  const std::optional<Schedule>& schedule = field.config().schedule;
  if (!schedule) {
    return Error{"missing_schedule", "field \"" + field.key() + "\" has no schedule",
                 R"(add "schedule": {"cron": "0 6 * * *", "timezone": "Europe/Brussels"})", 0};
  }
  if (options.count < 1 || options.count > limits::schedule_runs_max) {
    return Error{"invalid_count", "the number of runs to list is out of range",
                 "write 1 to " + std::to_string(limits::schedule_runs_max), 0};
  }
  const Millis spread = schedule_spread({options.tenant, options.case_id, field.key()});
  json::Writer writer;
  writer.begin_object();
  writer.key("field").string(field.key());
  writer.key("cron").string(schedule->cron());
  writer.key("timezone").string(schedule->timezone());
  writer.key("after").string(format_instant(options.after));
  writer.key("spread_ms").integer(spread.count());
  writer.key("runs").begin_array();
  Instant after = options.after;
  for (std::int32_t i = 0; i < options.count; ++i) {
    const auto run = next_run(*schedule, after, zones);
    if (!run) return run.error();
    if (!*run) break;
    after = **run;
    const bool is_utc = policy::is_utc(schedule->timezone());
    const auto offset_s = is_utc ? 0 : zones.offset_s(schedule->timezone(), after);
    writer.begin_object();
    writer.key("at").string(format_instant(after));
    writer.key("local").string(local_text(after, offset_s.value_or(0)));
    writer.end_object();
  }
  writer.end_array().end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
