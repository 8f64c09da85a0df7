// The part of Call that concludes: every way to an outcome.
#include <utility>

#include "call/call.hpp"
#include "call/metadata.hpp"
#include "fieldcall/check.hpp"
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

// What a failure of a call says about its API. An answer that is merely not what the field hoped
// for shows that the API is there; a 429 is the rate limit's business.
Verdict verdict_of(ErrorCode code, bool was_on_wire) {
  switch (error_info(code).fault) {
    case Fault::network:
      return Verdict::fails;
    case Fault::api:
      if (code == ErrorCode::server_error || code == ErrorCode::retry_later ||
          code == ErrorCode::bad_response) {
        return Verdict::fails;
      }
      return code == ErrorCode::rate_limited ? Verdict::unknown : Verdict::works;
    case Fault::mapping:
      // A proxy's error page with status 200 is no sign of life.
      return code == ErrorCode::invalid_json ? Verdict::unknown : Verdict::works;
    default:
      break;
  }
  if (code == ErrorCode::retry_budget_exhausted) return Verdict::fails;
  if (code == ErrorCode::deadline_exceeded && was_on_wire) return Verdict::fails;
  return Verdict::unknown;
}

// A kept answer helps where the API or the way to it fails, and where a limit forbids to ask. What
// somebody has to set right first is told instead.
bool may_be_stale(ErrorCode code) {
  switch (error_info(code).fault) {
    case Fault::network:
    case Fault::api:
    case Fault::mapping:
      return true;
    case Fault::policy:
      return code != ErrorCode::egress_denied && code != ErrorCode::secret_origin_denied;
    default:
      return false;
  }
}

}  // namespace

void Call::conclude_success(const mapping::MappingResult& mapped, Instant now) {
  put_mapped(mapped);
  outcome_.report_json = mapping::report_to_json(mapped.report);
  leave_others(nullptr, now);
  conclude(mapped.mapped_anything ? OutcomeStatus::ok : OutcomeStatus::empty, now);
}

void Call::put_entry(const policy::CacheEntry& entry, Source source, Instant now) {
  course_.source = source;
  course_.http_status = entry.status;
  course_.age = now - entry.stored_at;
  course_.expires_at = entry.expires_at;
  const mapping::MappingResult mapped =
      apply_to_case(*config_, entry.answer, values_, input_arena_);
  put_mapped(mapped);
  outcome_.report_json = mapping::report_to_json(mapped.report);
  outcome_.status = mapped.mapped_anything ? OutcomeStatus::ok : OutcomeStatus::empty;
}

void Call::conclude_entry(const policy::CacheEntry& entry, Instant now) {
  put_entry(entry, Source::cache, now);
  conclude(outcome_.status, now);
}

bool Call::conclude_stale(const Failure& failure, Instant now) {
  if (!course_.stale || !may_be_stale(failure.code)) return false;
  if (policy::cache_age(*course_.stale, config_->cache, now) == policy::CacheAge::gone) {
    return false;
  }
  Observation stale = observation(ObservationKind::cache_stale, now);
  stale.error = failure.code;
  observe(std::move(stale));
  put_entry(*course_.stale, Source::stale, now);
  conclude(OutcomeStatus::stale, now);
  return true;
}

// `mapped` has the report where the mapping itself failed.
void Call::conclude_failure(Failure failure, const mapping::MappingResult& mapped, Instant now) {
  const std::string technical = scrubber().redact(failure.detail);
  OutcomeError& error = *(outcome_.error = failed_outcome({}, failure.code, technical).error);
  error.message_from_api = failure.message_from_api;
  leave_others(&failure, now);
  if (conclude_stale(failure, now)) return;
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

void Call::conclude_refused(ErrorCode code, Instant now) {
  Failure failure;
  failure.code = code;
  failure.detail = origin_;
  conclude_failure(std::move(failure), {}, now);
}

void Call::conclude_deadline(bool was_on_wire, Instant now) {
  Failure failure;
  failure.code = ErrorCode::deadline_exceeded;
  failure.detail = std::to_string(config_->deadline.count()) + " ms, ";
  if (attempts_.empty()) {
    failure.detail += "before anything was sent";
  } else {
    failure.detail += was_on_wire ? "during" : "after";
    failure.detail += " attempt " + std::to_string(attempts_.size());
  }
  if (was_on_wire) close_attempt(&failure, now);
  conclude_failure(std::move(failure), {}, now);
}

void Call::conclude_left(OutcomeStatus status, Instant now) {
  if (!attempts_.empty() && !attempts_.back().is_over) {
    attempts_.back().is_cancelled = true;
    close_attempt(nullptr, now);
  }
  outcome_.last_written_json = object_to_json(values_.last_written);
  leave_others(nullptr, now);
  conclude(status, now);
}

void Call::conclude_waiting(std::vector<std::string> missing, Instant now) {
  outcome_.missing = std::move(missing);
  outcome_.last_written_json = object_to_json(values_.last_written);
  leave_others(nullptr, now);
  conclude(OutcomeStatus::waiting_input, now);
}

void Call::conclude(OutcomeStatus status, Instant now) {
  outcome_.field_key = config_->key;
  outcome_.status = status;
  for (const std::string& warning : warnings_) {
    const std::size_t colon = warning.find(": ");
    FIELDCALL_CHECK(colon != std::string::npos);
    add_note({warning.substr(0, colon), warning.substr(colon + 2)});
  }
  if (course_.secret_echoed) {
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
                                             .source = course_.source,
                                             .http_status = course_.http_status,
                                             .age = course_.age,
                                             .expires_at = course_.expires_at,
                                             .next_retry_at = course_.next_retry_at,
                                             .config_hash = config_->hash});
  finished_at_ = now;
  decide(MachineEvent::concluded);
}

// What the end of this call means for others: those that wait for its answer, and the limits of its
// origin. An end that is only this call's own (it was cancelled, or its time is over) leaves the
// others to themselves.
void Call::leave_others(const Failure* failure, Instant now) {
  const bool is_over_for_all = failure == nullptr ? course_.source != Source::none && is_accepted()
                                                  : failure->code != ErrorCode::deadline_exceeded;
  if (course_.leads && is_over_for_all && environment_->services->has_followers(*this)) {
    auto end = std::make_shared<SharedEnd>();
    end->response = response_;
    if (failure != nullptr) end->failure = *failure;
    if (failure != nullptr && failure->status == 0) end->response = HttpResponse{};
    end->next_retry_at = course_.next_retry_at;
    end->transcoded = course_.transcoded;
    end->secret_echoed = course_.secret_echoed;
    end->has_new_secrets = course_.has_new_secrets;
    environment_->services->share_end(*this, std::move(end));
  } else {
    environment_->services->leave_flight(*this);
  }
  if (!course_.is_counted) return;
  const bool was_on_wire =
      !attempts_.empty() && attempts_.back().error == ErrorCode::deadline_exceeded;
  Verdict verdict = Verdict::unknown;
  if (failure != nullptr) {
    // Without a token the API's own last word counts, mostly a 401. The token endpoint has its own.
    const bool is_own = !course_.lacks_token || attempts_.empty() || !attempts_.back().error;
    verdict = verdict_of(is_own ? failure->code : *attempts_.back().error, was_on_wire);
  } else if (is_accepted()) {
    verdict = Verdict::works;
  }
  environment_->services->judged(*this, verdict, now);
}

// The last attempt brought an answer that was taken.
bool Call::is_accepted() const {
  if (attempts_.empty()) return course_.source == Source::shared;
  const Attempt& last = attempts_.back();
  return last.is_over && !last.is_cancelled && !last.error;
}

const Scrubber& Call::scrubber() {
  if (!scrubber_) {
    std::vector<KnownSecret> others = former_secrets_;
    if (token_) others.push_back({"access_token", *token_});
    scrubber_.emplace(inputs_.secrets, used_secrets_, others);
  }
  return *scrubber_;
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
