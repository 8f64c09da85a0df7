#include "fieldcall/observation.hpp"

#include <array>
#include <utility>

#include "fieldcall/check.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

// Order: ObservationKind.
constexpr std::array kind_names = {
    std::string_view("call_started"),     std::string_view("cache_hit"),
    std::string_view("cache_miss"),       std::string_view("cache_failed"),
    std::string_view("cache_stored"),     std::string_view("cache_stale"),
    std::string_view("share_joined"),     std::string_view("share_taken_over"),
    std::string_view("token_requested"),  std::string_view("secrets_requested"),
    std::string_view("queued"),           std::string_view("attempt_started"),
    std::string_view("attempt_finished"), std::string_view("redirected"),
    std::string_view("retry_scheduled"),  std::string_view("retry_refused"),
    std::string_view("breaker_opened"),   std::string_view("breaker_half_opened"),
    std::string_view("breaker_closed"),   std::string_view("rate_learned"),
    std::string_view("call_finished"),
};
static_assert(kind_names.size() == static_cast<std::size_t>(ObservationKind::call_finished) + 1);

void write_text(std::string_view key, std::string_view text, json::Writer& writer) {
  if (!text.empty()) writer.key(key).string(text);
}

void write_duration(std::string_view key, const std::optional<Millis>& time, json::Writer& writer) {
  if (time) writer.key(key).integer(time->count());
}

void write_end(const Observation& observation, json::Writer& writer) {
  if (!observation.outcome) return;
  writer.key("outcome").string(outcome_status_name(*observation.outcome));
  write_text("source", observation.source, writer);
  if (observation.failures_in_a_row > 0) {
    writer.key("failures_in_a_row").unsigned_integer(observation.failures_in_a_row);
  }
}

}  // namespace

std::string_view observation_kind_name(ObservationKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  FIELDCALL_CHECK(index < kind_names.size());
  return kind_names[index];
}

std::string observation_to_json(const Observation& observation) {
  json::Writer writer;
  writer.begin_object();
  writer.key("event").string(observation_kind_name(observation.kind));
  writer.key("at").string(format_instant(observation.at));
  if (observation.call != 0) writer.key("call").unsigned_integer(observation.call);
  write_text("call_id", observation.call_id, writer);
  write_text("field", observation.field_key, writer);
  write_text("tenant", observation.tenant, writer);
  write_text("case_id", observation.case_id, writer);
  write_text("origin", observation.origin, writer);
  if (observation.call != 0) writer.key("trigger").string(trigger_name(observation.trigger));
  if (observation.is_token_fetch) writer.key("token_fetch").boolean(true);
  if (observation.attempt != 0) writer.key("attempt").unsigned_integer(observation.attempt);
  write_text("method", observation.method, writer);
  if (observation.status != 0) writer.key("status").integer(observation.status);
  if (observation.error) writer.key("error").string(error_info(*observation.error).name);
  write_duration("duration_ms", observation.duration, writer);
  write_duration("wait_ms", observation.wait, writer);
  if (observation.retry_tokens) writer.key("retry_tokens").integer(*observation.retry_tokens);
  write_text("reason", observation.reason, writer);
  write_end(observation, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
