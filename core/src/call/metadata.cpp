#include "call/metadata.hpp"

#include <utility>

#include "fieldcall/error.hpp"
#include "fieldcall/version.hpp"
#include "json/writer.hpp"
#include "text/utf8.hpp"

namespace fieldcall::call {
namespace {

std::string_view attempt_result(const Attempt& attempt) {
  if (attempt.is_cancelled) return "cancelled";
  return attempt.error ? error_info(*attempt.error).name : "ok";
}

void write_attempt(const Attempt& attempt, json::Writer& writer) {
  writer.begin_object();
  writer.key("number").unsigned_integer(attempt.number);
  writer.key("started_at").string(format_instant(attempt.started_at));
  writer.key("duration_ms").integer(attempt.duration.count());
  writer.key("result").string(attempt_result(attempt));
  if (attempt.status != 0) writer.key("status").integer(attempt.status);
  if (attempt.retry_after) writer.key("retry_after_ms").integer(attempt.retry_after->count());
  if (attempt.wait) writer.key("wait_ms").integer(attempt.wait->count());
  writer.end_object();
}

// `kept` attempts of all: the first half of them from the start, the rest from the end.
void write_attempts(std::span<const Attempt> attempts, std::size_t kept, json::Writer& writer) {
  const std::size_t from_start = kept - kept / 2;
  writer.key("attempts").begin_array();
  for (const Attempt& attempt : attempts.first(from_start)) write_attempt(attempt, writer);
  for (const Attempt& attempt : attempts.last(kept - from_start)) write_attempt(attempt, writer);
  writer.end_array();
  if (kept < attempts.size()) {
    writer.key("attempts_left_out").unsigned_integer(attempts.size() - kept);
  }
}

std::string write_metadata(const Metadata& metadata, std::size_t attempts_kept) {
  const std::string call_id = text::replace_invalid_utf8(metadata.call_id);
  json::Writer writer;
  writer.begin_object();
  writer.key("call_id").string(text::truncate_utf8(call_id, limits::call_id_bytes_max));
  writer.key("trigger").string(trigger_name(metadata.trigger));
  writer.key("seed").string(std::to_string(metadata.seed));
  writer.key("started_at").string(format_instant(metadata.started_at));
  writer.key("finished_at").string(format_instant(metadata.finished_at));
  writer.key("duration_ms").integer((metadata.finished_at - metadata.started_at).count());
  writer.key("deadline").string(format_instant(metadata.deadline_at));
  write_attempts(metadata.attempts, attempts_kept, writer);
  if (metadata.source != Source::none) writer.key("source").string(source_name(metadata.source));
  if (metadata.http_status != 0) writer.key("http_status").integer(metadata.http_status);
  if (metadata.age) writer.key("age_ms").integer(metadata.age->count());
  if (metadata.expires_at) writer.key("expires_at").string(format_instant(*metadata.expires_at));
  if (metadata.next_retry_at) {
    writer.key("next_retry_at").string(format_instant(*metadata.next_retry_at));
  }
  writer.key("config_hash").string(metadata.config_hash);
  writer.key("engine_version").string(version());
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

std::string_view source_name(Source source) {
  switch (source) {
    case Source::none:
      return "";
    case Source::network:
      return "network";
    case Source::cache:
      return "cache";
    case Source::stale:
      return "stale";
    case Source::shared:
      return "shared";
  }
  return "";
}

std::string metadata_to_json(const Metadata& metadata, std::uint32_t bytes_max) {
  std::size_t kept = metadata.attempts.size();
  std::string text = write_metadata(metadata, kept);
  while (text.size() > bytes_max && kept > 0) text = write_metadata(metadata, --kept);
  return text;
}

}  // namespace fieldcall::call
