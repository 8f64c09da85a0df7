#include <string>
#include <utility>

#include "fieldcall/outcome.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

void write_error(const OutcomeError& error, json::Writer& writer) {
  const ErrorInfo& info = error_info(error.code);
  writer.key("error").begin_object();
  writer.key("code").string(info.name);
  writer.key("fault").string(fault_name(info.fault));
  writer.key("retryable").boolean(info.retryable);
  writer.key("message").string(error.message);
  writer.key("technical").string(error.technical);
  if (!error.message_from_api.empty()) {
    writer.key("message_from_api").string(error.message_from_api);
  }
  writer.end_object();
}

void write_notes(const std::vector<OutcomeNote>& notes, json::Writer& writer) {
  writer.key("notes").begin_array();
  for (const OutcomeNote& note : notes) {
    writer.begin_object();
    writer.key("code").string(note.code);
    writer.key("message").string(note.message);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string_view outcome_status_name(OutcomeStatus status) {
  switch (status) {
    case OutcomeStatus::ok:
      return "ok";
    case OutcomeStatus::empty:
      return "empty";
    case OutcomeStatus::stale:
      return "stale";
    case OutcomeStatus::waiting_input:
      return "waiting_input";
    case OutcomeStatus::failed:
      return "failed";
    case OutcomeStatus::cancelled:
      return "cancelled";
    case OutcomeStatus::superseded:
      return "superseded";
  }
  return "failed";
}

Outcome failed_outcome(std::string field_key, ErrorCode code, std::string_view technical) {
  const ErrorInfo& info = error_info(code);
  OutcomeError error;
  error.code = code;
  error.message = info.message;
  error.technical = info.technical;
  if (!technical.empty()) error.technical.append(": ").append(technical);
  Outcome outcome;
  outcome.field_key = std::move(field_key);
  outcome.status = OutcomeStatus::failed;
  outcome.error = std::move(error);
  return outcome;
}

std::string outcome_to_json(const Outcome& outcome) {
  json::Writer writer;
  writer.begin_object();
  writer.key("field").string(outcome.field_key);
  writer.key("status").string(outcome_status_name(outcome.status));
  writer.key("value").raw(outcome.value_json);
  writer.key("updates").raw(outcome.updates_json);
  writer.key("report").raw(outcome.report_json);
  if (!outcome.missing.empty()) {
    writer.key("missing").begin_array();
    for (const std::string& reference : outcome.missing) writer.string(reference);
    writer.end_array();
  }
  if (outcome.error) write_error(*outcome.error, writer);
  if (!outcome.notes.empty()) write_notes(outcome.notes, writer);
  if (outcome.last_written_json != outcome.updates_json) {
    writer.key("last_written").raw(outcome.last_written_json);
  }
  writer.key("metadata").raw(outcome.metadata_json);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
