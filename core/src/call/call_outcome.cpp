// The part of Call that concludes: every way to an outcome.
#include <utility>

#include "call/call.hpp"
#include "call/metadata.hpp"
#include "json/writer.hpp"

namespace fieldcall::call {
namespace {

std::string updates_to_json(const std::vector<mapping::Update>& updates) {
  json::Writer writer;
  writer.begin_object();
  for (const mapping::Update& update : updates) writer.key(update.target).value(update.value);
  writer.end_object();
  return std::move(writer).take();
}

std::string object_to_json(const json::Value& value) {
  return value.is_object() ? json::to_text(value) : "{}";
}

}  // namespace

void Call::conclude_success(const mapping::MappingResult& mapped, Instant now) {
  put_mapped(mapped);
  outcome_.report_json = mapping::report_to_json(mapped.report);
  conclude(mapped.mapped_anything ? OutcomeStatus::ok : OutcomeStatus::empty, now);
}

// `mapped` has the report where the mapping itself failed.
void Call::conclude_failure(Failure failure, const mapping::MappingResult& mapped, Instant now) {
  const std::string technical = scrubber().redact(failure.detail);
  OutcomeError& error = *(outcome_.error = failed_outcome({}, failure.code, technical).error);
  error.message_from_api = std::move(failure.message_from_api);
  // Without case data nobody knows what a person wrote: nothing is cleared or defaulted then.
  if (values_.data.is_object()) {
    const mapping::MappingResult result =
        mapping::apply_on_error(config_->mapping, config_->on_error, values_.data, config_->key,
                                config_->overwrite, values_.last_written, answer_arena_);
    put_mapped(result);
    std::vector<mapping::ReportLine> report = mapped.report;
    report.insert(report.end(), result.report.begin(), result.report.end());
    outcome_.report_json = mapping::report_to_json(report);
  }
  conclude(OutcomeStatus::failed, now);
}

void Call::conclude_deadline(Instant now) {
  Failure failure;
  failure.code = ErrorCode::deadline_exceeded;
  const bool was_in_flight = !attempts_.empty() && !attempts_.back().is_over;
  failure.detail = std::to_string(config_->deadline.count()) + " ms, " +
                   (was_in_flight ? "during" : "after") + " attempt " +
                   std::to_string(attempts_.size());
  if (was_in_flight) close_attempt(&failure, now);
  conclude_failure(std::move(failure), {}, now);
}

void Call::conclude_cancelled(Instant now) {
  if (!attempts_.back().is_over) {
    close_attempt(nullptr, now);
    attempts_.back().is_cancelled = true;
  }
  outcome_.last_written_json = object_to_json(values_.last_written);
  conclude(OutcomeStatus::cancelled, now);
}

void Call::conclude_waiting(std::vector<std::string> missing, Instant now) {
  outcome_.missing = std::move(missing);
  outcome_.last_written_json = object_to_json(values_.last_written);
  conclude(OutcomeStatus::waiting_input, now);
}

void Call::conclude(OutcomeStatus status, Instant now) {
  outcome_.field_key = config_->key;
  outcome_.status = status;
  if (secret_echoed_) {
    add_note({"secret_echoed", "The answer held a secret of the request; it was masked."});
  }
  if (scrubber_) {
    for (const std::string& name : scrubber_->short_secrets()) {
      add_note({"short_secret", "The secret \"" + name +
                                    "\" is too short to be recognised: answers are not searched "
                                    "for it."});
    }
  }
  outcome_.metadata_json = metadata_to_json({.call_id = call_id_,
                                             .trigger = inputs_.trigger,
                                             .seed = inputs_.seed,
                                             .started_at = started_at_,
                                             .finished_at = now,
                                             .deadline_at = deadline_at_,
                                             .attempts = attempts_,
                                             .next_retry_at = next_retry_at_,
                                             .config_hash = config_->hash});
  decide(MachineEvent::concluded);
}

void Call::add_note(OutcomeNote note) {
  outcome_.notes.push_back(std::move(note));
}

void Call::put_mapped(const mapping::MappingResult& mapped) {
  outcome_.updates_json = updates_to_json(mapped.updates);
  outcome_.value_json = json::to_text(mapped.value);
  outcome_.last_written_json = object_to_json(mapped.last_written);
}

}  // namespace fieldcall::call
