// The part of Call that judges what came back: answers, faults, other calls' ends.
#include <utility>

#include "base/secret.hpp"
#include "call/call.hpp"
#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "http/method.hpp"
#include "http/redirect.hpp"
#include "mapping/decode.hpp"
#include "policy/retry.hpp"
#include "text/utf8.hpp"

namespace fieldcall::call {
namespace {

// Details of a transport are one sentence.
constexpr std::size_t fault_detail_bytes_max = 200;

bool is_redirect(std::int32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Why an address was refused is not for those who may only ask: it would map the network.
std::string fault_detail(const RequestFailed& failed) {
  if (failed.fault == TransportFault::egress_denied) return {};
  const std::string detail = text::replace_invalid_utf8(failed.detail);
  return std::string(text::truncate_utf8(detail, fault_detail_bytes_max));
}

std::string attempt_text(const Attempt& attempt, std::size_t attempts_max) {
  return "attempt " + std::to_string(attempt.number) + " of " + std::to_string(attempts_max);
}

// What another call found wrong with the answer itself, by its own mapping: this call's may differ.
bool depends_on_mapping(const SharedEnd& end) {
  if (end.response.status == 0) return false;
  switch (end.failure->code) {
    case ErrorCode::retry_later:
    case ErrorCode::rate_limited:
    case ErrorCode::retry_budget_exhausted:
      return false;
    default:
      return true;
  }
}

void append_detail(std::string_view more, std::string& detail) {
  if (!detail.empty()) detail += "; ";
  detail += more;
}

bool no_store(const HttpResponse& response) {
  for (const std::string_view value : http::header_values(response.headers, "Cache-Control")) {
    if (http::has_directive(value, "no-store")) return true;
  }
  return false;
}

}  // namespace

void Call::judge_answer(Instant now) {
  attempts_.back().status = response_.status;
  course_.http_status = response_.status;
  environment_->services->learn(*this, response_, now);
  std::optional<Failure> refused = refuse_answer(*config_, response_);
  std::string why_not;
  if (!refused && follow_redirect(now, why_not)) return;
  environment_->services->off_wire(*this, now);
  if (refused) {
    response_ = HttpResponse{};  // not searched for secrets: nobody may map it
    return retry_or_conclude(std::move(*refused), {}, now);
  }
  course_.transcoded = mapping::transcode_answer(response_, response_.body);
  JudgedAnswer judged = judge_masked(now);
  if (!judged.failure) return accept(judged, now);
  if (judged.failure->code == ErrorCode::redirect_refused && !why_not.empty()) {
    append_detail(why_not, judged.failure->detail);
  }
  retry_or_conclude(std::move(*judged.failure), judged.mapped, now);
}

// An access token may hold what it was asked for with (a JWT names its client): masked it would be
// another one. Of an answer with a token the engine takes nothing but the token.
JudgedAnswer Call::judge_masked(Instant now) {
  if (!is_token_fetch_) mask_secrets();
  JudgedAnswer judged = judge_response(now);
  if (is_token_fetch_ && judged.failure && mask_secrets()) judged = judge_response(now);
  return judged;
}

bool Call::mask_secrets() {
  if (!scrubber().scrub(response_)) return false;
  course_.secret_echoed = true;
  return true;
}

JudgedAnswer Call::judge_response(Instant now) {
  clear_arena(answer_arena_);
  return call::judge_answer(*config_, response_, values_, now, answer_arena_);
}

void Call::accept(JudgedAnswer& judged, Instant now) {
  if (course_.transcoded) add_note(*course_.transcoded);
  for (OutcomeNote& note : judged.notes) add_note(std::move(note));
  if (!attempts_.empty()) close_attempt(nullptr, now);
  const bool is_own_answer = !course_.shared || !course_.shared->has_new_secrets;
  if (course_.cache_key && is_own_answer) store(judged, now);
  conclude_success(judged.mapped, now);
}

void Call::store(const JudgedAnswer& judged, Instant now) {
  if (no_store(response_)) {
    add_note({"no_store",
              "The API asked not to keep this answer (Cache-Control: no-store); `cache_duration` "
              "keeps what is mapped of it all the same."});
  }
  const policy::CacheEntry entry =
      policy::make_cache_entry(judged.answer, response_.status, config_->cache, now);
  std::optional<std::string> text = policy::write_cache_entry(
      entry, {.key = course_.cache_key->key, .host_key = environment_->cache_secret});
  course_.expires_at = entry.expires_at;
  if (!text) {
    return add_note({"not_cached", "The mapped values are too large to be kept in the cache."});
  }
  observe(ObservationKind::cache_stored, now);
  environment_->services->store_entry({.key = course_.cache_key->key,
                                       .entry = std::move(*text),
                                       .tags = course_.cache_key->tags,
                                       .drop_at = entry.stale_until},
                                      now);
}

// The other call's answer is scrubbed of the same secrets and transcoded already: a request with
// other secrets is not equal.
void Call::judge_shared(Instant now) {
  const SharedEnd& end = *course_.shared;
  course_.source = Source::shared;
  course_.http_status = end.failure ? end.failure->status : end.response.status;
  course_.secret_echoed = end.secret_echoed;
  course_.next_retry_at = end.next_retry_at;
  if (end.failure && !depends_on_mapping(end)) return conclude_failure(*end.failure, {}, now);
  response_ = end.response;
  course_.transcoded = end.transcoded;
  JudgedAnswer judged = judge_response(now);
  if (!judged.failure) return accept(judged, now);
  conclude_failure(std::move(*judged.failure), judged.mapped, now);
}

// A redirect that is not followed goes on as any other answer does: mostly to redirect_refused,
// which tells `why_not`.
bool Call::follow_redirect(Instant now, std::string& why_not) {
  const auto refuse = [&why_not](std::string why) {
    why_not = std::move(why);
    return false;
  };
  if (!is_redirect(response_.status)) return false;
  const std::string* location = http::find_header(response_.headers, "Location");
  if (location == nullptr) return refuse("it names no Location");
  if (!http::is_safe(config_->request.method)) {
    return refuse("redirects are followed for GET and HEAD only");
  }
  Result<http::Url> target = http::resolve_redirect(*url_, *location);
  if (!target) return refuse(target.error().message + " " + target.error().fix);
  if (course_.hop >= static_cast<std::uint32_t>(config_->redirects_max)) {
    return refuse("`max_redirects` is " + std::to_string(config_->redirects_max));
  }
  if (!has_time_for_attempt(now)) {
    environment_->services->off_wire(*this, now);
    conclude_deadline(true, now);
    return true;
  }
  url_ = std::move(target).value();
  ++course_.hop;
  Observation redirected = observation(ObservationKind::redirected, now);
  redirected.status = response_.status;
  observe(std::move(redirected));
  environment_->services->redirected(*this, now);
  send(now);
  return true;
}

void Call::judge_fault(const Occurrence& occurrence) {
  Failure failure;
  if (occurrence.failed != nullptr) {
    failure.code = code_of_fault(occurrence.failed->fault);
    failure.detail = fault_detail(*occurrence.failed);
    if (occurrence.failed->fault == TransportFault::response_too_large) {
      failure.detail = "the body is over " + std::to_string(config_->response_bytes_max) + " bytes";
    }
    // The first hop of a redirected attempt was sent and answered.
    failure.may_have_been_sent = occurrence.failed->may_have_been_sent || course_.hop > 0;
  } else if (occurrence.event == MachineEvent::stalled) {
    failure.code = ErrorCode::stalled;
    failure.detail =
        "nothing arrived for " + std::to_string(environment_->stall_timeout.count()) + " ms";
  } else {
    failure.code = ErrorCode::timeout;
    failure.detail = "no complete answer in " + std::to_string(config_->timeout.count()) + " ms";
  }
  retry_or_conclude(std::move(failure), {}, occurrence.now);
}

void Call::retry_or_conclude(Failure failure, const mapping::MappingResult& mapped, Instant now) {
  close_attempt(&failure, now);
  if (failure.status == 401 && renew_credentials(failure, now)) return;
  const policy::AttemptFailure attempt{.code = failure.code,
                                       .status = failure.status,
                                       .may_have_been_sent = failure.may_have_been_sent,
                                       .retry_after = failure.retry_after};
  const policy::RetryPlan plan = policy::plan_retry(config_->retry, config_->request.method,
                                                    course_.retries, attempt, random_);
  const bool wants_retry = plan.decision == policy::Decision::retry;
  const bool has_time = wants_retry && has_time_for_attempt(now + plan.wait);
  const bool has_budget =
      has_time && environment_->services->take_retry(*this, failure.code == ErrorCode::timeout);
  if (has_budget) return plan_retry(plan.wait, now);
  if (error_info(failure.code).retryable) {
    failure.detail += failure.detail.empty() ? "" : ", ";
    const std::size_t repeated = attempts_.size() - static_cast<std::size_t>(course_.retries) - 1;
    failure.detail += attempt_text(
        attempts_.back(), static_cast<std::size_t>(config_->retry.retries_max) + 1 + repeated);
  }
  if (wants_retry && !has_time) {
    append_detail("the deadline leaves no time for another one", failure.detail);
  }
  if (has_time) {
    append_detail(error_info(failure.code).name, failure.detail);
    failure.code = ErrorCode::retry_budget_exhausted;
    if (environment_->observe) {
      Observation refused = observation(ObservationKind::retry_refused, now);
      refused.error = attempts_.back().error;
      refused.retry_tokens = environment_->services->retry_tokens(*this);
      observe(std::move(refused));
    }
  }
  if (plan.decision == policy::Decision::come_back) {
    if (failure.code != ErrorCode::rate_limited) failure.code = ErrorCode::retry_later;
  }
  if (failure.retry_after && error_info(failure.code).retryable) {
    course_.next_retry_at = now + *failure.retry_after;
  }
  conclude_failure(std::move(failure), mapped, now);
}

void Call::plan_retry(Millis wait, Instant now) {
  ++course_.retries;
  attempts_.back().wait = wait;
  course_.rest_due = now + wait;
  if (environment_->observe) {
    Observation retry = observation(ObservationKind::retry_scheduled, now);
    retry.wait = wait;
    retry.error = attempts_.back().error;
    retry.retry_tokens = environment_->services->retry_tokens(*this);
    observe(std::move(retry));
  }
  decide(MachineEvent::retry_planned);
}

// Once for a new access token, once for secrets that were rotated: the request was refused, so it
// may be sent again whatever `idempotent` says. No retry: nothing is waited for.
bool Call::renew_credentials(Failure& failure, Instant now) {
  if (token_ && !course_.token_renewed) {
    course_.token_renewed = true;
    environment_->services->drop_token(*this, *token_);
    former_secrets_.push_back({"access_token", *token_});
    token_.reset();
    start_attempt(now);
    return true;
  }
  if (!environment_->can_read_secrets || course_.secrets_renewed || used_secrets_.empty() ||
      is_token_fetch_) {
    return false;
  }
  course_.secrets_renewed = true;
  course_.refused_with = std::move(failure);
  course_.rest_due = now + limits::secrets_read_max;
  observe(ObservationKind::secrets_requested, now);
  environment_->actions.emplace_back(ReadSecrets{.call = id_, .names = used_secrets_});
  decide(MachineEvent::secrets_asked);
  return true;
}

void Call::use_secrets(Instant now) {
  std::optional<Secrets> secrets = std::move(course_.new_secrets);
  course_.new_secrets.reset();
  bool has_changed = false;
  if (secrets) {
    for (const std::string& name : used_secrets_) {
      const auto found = secrets->find(name);
      if (found == secrets->end()) continue;
      Secret& known = inputs_.secrets[name];
      if (!base::SecretAccess::same(known.value, found->second.value)) {
        has_changed = true;
        former_secrets_.push_back({name, known.value});
      }
      known = std::move(found->second);
    }
  }
  if (!has_changed) return conclude_failure(std::move(*course_.refused_with), {}, now);
  // What was kept under the old ones was an answer to somebody else.
  course_.has_new_secrets = true;
  course_.stale.reset();
  if (token_) former_secrets_.push_back({"access_token", *token_});
  token_.reset();  // asked for with the old ones
  if (!render(now)) return;
  make_cache_key();
  start_attempt(now);
}

void Call::close_attempt(const Failure* failure, Instant now) {
  Attempt& attempt = attempts_.back();
  attempt.duration = now - attempt.started_at;
  attempt.is_over = true;
  if (failure != nullptr) {
    attempt.error = failure->code;
    attempt.retry_after = failure->retry_after;
  }
  if (!environment_->observe) return;
  Observation finished = observation(ObservationKind::attempt_finished, now);
  finished.duration = attempt.duration;
  finished.status = attempt.status;
  finished.error = attempt.error;
  observe(std::move(finished));
}

}  // namespace fieldcall::call
