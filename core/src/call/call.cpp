#include "call/call.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/check.hpp"
#include "http/headers.hpp"
#include "http/method.hpp"
#include "http/redirect.hpp"
#include "mapping/decode.hpp"
#include "policy/retry.hpp"
#include "text/utf8.hpp"

namespace fieldcall::call {
namespace {

// An arena that grew beyond this is given back instead of kept for the next call.
constexpr std::size_t arena_bytes_kept = 64 * 1024;

// Details of a transport are one sentence.
constexpr std::size_t fault_detail_bytes_max = 200;

void clear_arena(json::Arena& arena) {
  if (arena.used_bytes() > arena_bytes_kept) {
    arena = json::Arena();
  } else {
    arena.clear();
  }
}

bool is_redirect(std::int32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Why an address was refused is not for those who may only ask: it would map the network.
std::string fault_detail(const RequestFailed& failed) {
  if (failed.fault == TransportFault::egress_denied) return {};
  const std::string detail = text::replace_invalid_utf8(failed.detail);
  return std::string(text::truncate_utf8(detail, fault_detail_bytes_max));
}

std::string attempt_text(const Attempt& attempt, const config::FieldConfig& config) {
  return "attempt " + std::to_string(attempt.number) + " of " +
         std::to_string(config.retry.retries_max + 1);
}

}  // namespace

bool Call::expects(const AttemptId& attempt) const {
  return is_in_flight(state_) && attempt == AttemptId{id_, attempts_.back().number, hop_};
}

void Call::progress(Instant now) {
  take({.event = MachineEvent::progressed, .now = now});
}

void Call::answer(HttpResponse response, Instant now) {
  response_ = std::move(response);
  take({.event = MachineEvent::answered, .now = now});
}

void Call::fail(const RequestFailed& failed, Instant now) {
  take({.event = MachineEvent::broke, .now = now, .failed = &failed});
}

void Call::cancel(Instant now) {
  take({.event = MachineEvent::cancelled, .now = now});
}

// An answer that is in the host's hands wins over a timer that is due at the same moment: the
// engine handles events before it looks at the time. Of several timers the earliest is the cause,
// and of equal ones the more telling: a call of one attempt ends as `timeout`.
void Call::elapse(Instant now) {
  while (!is_finished() && *due() <= now) {
    const Instant cause = *due();
    if (state_ == State::waiting_retry) {
      take({.event = cause == retry_at_ ? MachineEvent::wait_over : MachineEvent::deadline_passed,
            .now = now});
    } else if (cause == attempt_due()) {
      take({.event = MachineEvent::timed_out, .now = now});
    } else if (cause == deadline_at_) {
      take({.event = MachineEvent::deadline_passed, .now = now});
    } else {
      take({.event = MachineEvent::stalled, .now = now});
    }
  }
}

std::optional<Instant> Call::due() const {
  switch (state_) {
    case State::running:
      return std::min(attempt_due(), deadline_at_);
    case State::receiving:
      return std::min({attempt_due(), stall_due(), deadline_at_});
    case State::waiting_retry:
      return std::min(retry_at_, deadline_at_);
    case State::deciding:
    case State::finished:
      break;
  }
  return std::nullopt;
}

Instant Call::attempt_due() const {
  return attempts_.back().started_at + config_->timeout;
}

void Call::take(const Occurrence& occurrence) {
  const Transition* transition = find_transition(state_, occurrence.event);
  FIELDCALL_CHECK(transition != nullptr);
  state_ = transition->to;
  run(transition->effect, occurrence);
  FIELDCALL_CHECK(state_ != State::deciding);
}

void Call::decide(MachineEvent event) {
  const Transition* transition = find_transition(state_, event);
  FIELDCALL_CHECK(transition != nullptr);
  state_ = transition->to;
  if (transition->effect == Effect::deliver) {
    environment_->actions.emplace_back(
        Finished{.call = id_, .field_key = config_->key, .outcome = std::move(outcome_)});
  }
}

void Call::run(Effect effect, const Occurrence& occurrence) {
  const Instant now = occurrence.now;
  switch (effect) {
    case Effect::none:
    case Effect::deliver:
      return;
    case Effect::watch_stall:
      last_byte_at_ = now;
      return;
    case Effect::judge_answer:
      return judge_answer(now);
    case Effect::abort_and_judge:
      abort();
      return judge_fault(occurrence);
    case Effect::judge_fault:
      return judge_fault(occurrence);
    case Effect::start_attempt:
      return open_attempt(now);
    case Effect::abort_and_conclude_deadline:
      abort();
      return conclude_deadline(now);
    case Effect::conclude_deadline:
      return conclude_deadline(now);
    case Effect::abort_and_conclude_cancelled:
      abort();
      return conclude_cancelled(now);
    case Effect::conclude_cancelled:
      return conclude_cancelled(now);
  }
}

void Call::abort() {
  environment_->actions.emplace_back(AbortRequest{.attempt = {id_, attempts_.back().number, hop_}});
}

void Call::judge_answer(Instant now) {
  attempts_.back().status = response_.status;
  if (auto refused = refuse_answer(*config_, response_)) {
    return retry_or_conclude(std::move(*refused), {}, now);
  }
  std::string why_not;
  if (follow_redirect(now, why_not)) return;
  std::optional<OutcomeNote> transcoded = mapping::transcode_answer(response_, response_.body);
  secret_echoed_ = scrubber().scrub(response_) || secret_echoed_;
  clear_arena(answer_arena_);
  JudgedAnswer judged = call::judge_answer(*config_, response_, values_, now, answer_arena_);
  if (judged.failure) {
    if (judged.failure->code == ErrorCode::redirect_refused && !why_not.empty()) {
      judged.failure->detail += "; " + why_not;
    }
    return retry_or_conclude(std::move(*judged.failure), judged.mapped, now);
  }
  if (transcoded) add_note(std::move(*transcoded));
  for (OutcomeNote& note : judged.notes) add_note(std::move(note));
  close_attempt(nullptr, now);
  conclude_success(judged.mapped, now);
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
  if (hop_ >= static_cast<std::uint32_t>(config_->redirects_max)) {
    return refuse("`max_redirects` is " + std::to_string(config_->redirects_max));
  }
  if (!has_time_for_attempt(now)) {
    conclude_deadline(now);
    return true;
  }
  url_ = std::move(target).value();
  ++hop_;
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
    failure.may_have_been_sent = occurrence.failed->may_have_been_sent || hop_ > 0;
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
  const policy::AttemptFailure attempt{.code = failure.code,
                                       .status = failure.status,
                                       .may_have_been_sent = failure.may_have_been_sent,
                                       .retry_after = failure.retry_after};
  const auto retry = static_cast<std::int32_t>(attempts_.size()) - 1;
  const policy::RetryPlan plan =
      policy::plan_retry(config_->retry, config_->request.method, retry, attempt, random_);
  if (plan.decision == policy::Decision::retry && has_time_for_attempt(now + plan.wait)) {
    attempts_.back().wait = plan.wait;
    retry_at_ = now + plan.wait;
    return decide(MachineEvent::retry_planned);
  }
  if (error_info(failure.code).retryable) {
    failure.detail += failure.detail.empty() ? "" : ", ";
    failure.detail += attempt_text(attempts_.back(), *config_);
  }
  if (plan.decision == policy::Decision::retry) {
    failure.detail += "; the deadline leaves no time for another one";
  }
  if (plan.decision == policy::Decision::come_back) {
    if (failure.code != ErrorCode::rate_limited) failure.code = ErrorCode::retry_later;
  }
  if (failure.retry_after && error_info(failure.code).retryable) {
    next_retry_at_ = now + *failure.retry_after;
  }
  conclude_failure(std::move(failure), mapped, now);
}

void Call::close_attempt(const Failure* failure, Instant now) {
  Attempt& attempt = attempts_.back();
  attempt.duration = now - attempt.started_at;
  attempt.is_over = true;
  if (failure == nullptr) return;
  attempt.error = failure->code;
  attempt.retry_after = failure->retry_after;
}

const Scrubber& Call::scrubber() {
  if (!scrubber_) {
    scrubber_.emplace(inputs_.secrets, used_secrets_);
  }
  return *scrubber_;
}

void Call::release() {
  inputs_ = CallInputs{};
  field_.reset();
  config_ = nullptr;
  request_ = HttpRequest{};
  response_ = HttpResponse{};
  url_.reset();
  scrubber_.reset();
  secret_echoed_ = false;
  attempts_.clear();
  used_secrets_.clear();
  next_retry_at_.reset();
  values_ = CaseValues{};
  outcome_ = Outcome{};
  state_ = State::finished;
  clear_arena(input_arena_);
  clear_arena(answer_arena_);
}

}  // namespace fieldcall::call
