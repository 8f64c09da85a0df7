#include "call/call.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "http/method.hpp"

namespace fieldcall::call {
namespace {

// An arena that grew beyond this is given back instead of kept for the next call.
constexpr std::size_t arena_bytes_kept = 64 * 1024;

}  // namespace

void clear_arena(json::Arena& arena) {
  if (arena.used_bytes() > arena_bytes_kept) {
    arena = json::Arena();
  } else {
    arena.clear();
  }
}

bool Call::expects(const AttemptId& attempt) const {
  return is_in_flight(state_) && attempt == course_.wire;
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

void Call::look_up_over(const CacheAnswered& answered, Instant now) {
  if (answered.has_failed) observe(ObservationKind::cache_failed, now);
  course_.entry = answered.has_failed ? std::nullopt : answered.entry;
  take({.event = MachineEvent::looked_up, .now = now});
}

void Call::secrets_over(const SecretsRead& read, Instant now) {
  course_.new_secrets = read.secrets;
  take({.event = MachineEvent::secrets_came, .now = now});
}

void Call::share(std::shared_ptr<const SharedEnd> end, Instant now) {
  course_.shared = std::move(end);
  take({.event = MachineEvent::shared, .now = now});
}

void Call::take_over(Handover handover, Instant now) {
  observe(ObservationKind::share_taken_over, now);
  course_.leads = true;
  course_.is_counted = true;
  course_.wire = handover.attempt;
  course_.hop = handover.attempt.hop;
  request_ = std::move(handover.request);
  const std::string* key = http::find_header(request_.headers, "Idempotency-Key");
  if (key != nullptr) course_.inherited_key = *key;
  url_ = std::move(handover.url);
  token_ = std::move(handover.token);
  Attempt attempt;
  attempt.number = 1;
  attempt.started_at = handover.started_at;
  attempts_.push_back(attempt);
  course_.source = Source::network;
  take({.event = MachineEvent::took_over, .now = now});
  if (handover.is_receiving) take({.event = MachineEvent::progressed, .now = now});
  course_.last_byte_at = handover.last_byte_at;
}

void Call::go_on_alone(Instant now) {
  course_.leads = true;
  take({.event = MachineEvent::left_alone, .now = now});
}

void Call::token_over(std::optional<SecretText> token, std::optional<Failure> failure,
                      Instant now) {
  token_ = std::move(token);
  course_.token_failure = std::move(failure);
  take({.event = MachineEvent::token_came, .now = now});
}

void Call::turn_over(const Admission& admission, Instant now) {
  course_.admission = admission;
  take({.event = MachineEvent::turn_came, .now = now});
}

void Call::cancel(Instant now) {
  take({.event = MachineEvent::cancelled, .now = now});
}

void Call::supersede(Instant now) {
  take({.event = MachineEvent::superseded, .now = now});
}

// An answer that is in the host's hands wins over a timer that is due at the same moment: the
// engine handles events before it looks at the time. Of several timers the earliest is the cause,
// and of equal ones the more telling: a call of one attempt ends as `timeout`.
void Call::elapse(Instant now) {
  while (!is_finished() && *due() <= now) {
    const MachineEvent event = next_timer();
    if (event == MachineEvent::looked_up) observe(ObservationKind::cache_failed, now);
    take({.event = event, .now = now});
  }
}

MachineEvent Call::next_timer() const {
  const Instant cause = *due();
  switch (state_) {
    case State::looking_up:
      return cause == course_.rest_due ? MachineEvent::looked_up : MachineEvent::deadline_passed;
    case State::waiting_secrets:
      return cause == course_.rest_due ? MachineEvent::secrets_came : MachineEvent::deadline_passed;
    case State::waiting_retry:
      return cause == course_.rest_due ? MachineEvent::wait_over : MachineEvent::deadline_passed;
    case State::running:
    case State::receiving:
      if (cause == attempt_due()) return MachineEvent::timed_out;
      return cause == deadline_at_ ? MachineEvent::deadline_passed : MachineEvent::stalled;
    case State::sharing:
    case State::waiting_token:
    case State::queued:
      return MachineEvent::deadline_passed;
    case State::deciding:
    case State::finished:
      break;
  }
  FIELDCALL_CHECK(false);
  return MachineEvent::deadline_passed;
}

std::optional<Instant> Call::due() const {
  switch (state_) {
    case State::looking_up:
    case State::waiting_secrets:
    case State::waiting_retry:
      return std::min(course_.rest_due, deadline_at_);
    case State::sharing:
    case State::waiting_token:
      return deadline_at_;
    case State::queued:
      // A turn that comes later would be counted and not used.
      return send_until() + Millis{1};
    case State::running:
      return std::min(attempt_due(), deadline_at_);
    case State::receiving:
      return std::min({attempt_due(), stall_due(), deadline_at_});
    case State::deciding:
    case State::finished:
      break;
  }
  return std::nullopt;
}

Instant Call::attempt_due() const {
  return attempts_.back().started_at + config_->timeout;
}

void Call::take(Occurrence occurrence) {
  const Transition* transition = find_transition(state_, occurrence.event);
  FIELDCALL_CHECK(transition != nullptr);
  occurrence.from = state_;
  if (state_ == State::sharing || state_ == State::waiting_token) {
    environment_->services->leave_room(*this);
  }
  state_ = transition->to;
  run(transition->effect, occurrence);
  FIELDCALL_CHECK(state_ != State::deciding);
}

void Call::decide(MachineEvent event) {
  const Transition* transition = find_transition(state_, event);
  FIELDCALL_CHECK(transition != nullptr);
  state_ = transition->to;
  if (transition->effect == Effect::deliver) {
    environment_->services->finished(*this, std::move(outcome_));
  }
}

void Call::run(Effect effect, const Occurrence& occurrence) {
  const Instant now = occurrence.now;
  switch (effect) {
    case Effect::none:
    case Effect::deliver:
      return;
    case Effect::use_entry:
      return use_entry(std::exchange(course_.entry, {}), now);
    case Effect::judge_shared:
      return judge_shared(now);
    case Effect::watch_stall:
      course_.last_byte_at = now;
      return;
    case Effect::judge_answer:
      return judge_answer(now);
    case Effect::abort_and_judge:
      abort(now);
      return judge_fault(occurrence);
    case Effect::judge_fault:
      environment_->services->off_wire(*this, now);
      return judge_fault(occurrence);
    case Effect::start_attempt:
      return start_attempt(now);
    case Effect::use_token:
      return use_token(now);
    case Effect::use_secrets:
      return use_secrets(now);
    case Effect::use_turn:
      return use_turn(course_.admission, now);
    default:
      return run_end(effect, occurrence);
  }
}

// The effects that end the call from outside.
void Call::run_end(Effect effect, const Occurrence& occurrence) {
  const Instant now = occurrence.now;
  const bool is_on_wire = is_in_flight(occurrence.from);
  switch (effect) {
    case Effect::abort_and_conclude_deadline:
    case Effect::conclude_deadline:
      give_up_wait(occurrence.from, now);
      return conclude_deadline(is_on_wire, now);
    case Effect::abort_and_conclude_cancelled:
    case Effect::conclude_cancelled:
      give_up_wait(occurrence.from, now);
      return conclude_left(OutcomeStatus::cancelled, now);
    case Effect::abort_and_conclude_superseded:
    case Effect::conclude_superseded:
      give_up_wait(occurrence.from, now);
      return conclude_left(OutcomeStatus::superseded, now);
    default:
      FIELDCALL_CHECK(false);
  }
}

// What the call waited for is not wanted any more. Its request goes on for another call, if one
// waits for the same answer.
void Call::give_up_wait(State from, Instant now) {
  switch (from) {
    case State::waiting_token:
      return environment_->services->stop_waiting_for_token(*this);
    case State::queued:
      return environment_->services->leave_queue(*this);
    case State::running:
    case State::receiving: {
      // Who does not know the secrets of a request could not scrub its answer of them.
      if (course_.leads && !course_.has_new_secrets &&
          environment_->services->has_followers(*this)) {
        environment_->services->hand_over(*this, {.attempt = course_.wire,
                                                  .started_at = attempts_.back().started_at,
                                                  .last_byte_at = course_.last_byte_at,
                                                  .is_receiving = from == State::receiving,
                                                  .request = request_,
                                                  .url = *url_,
                                                  .token = token_});
        course_.leads = false;
        return;
      }
      return abort(now);
    }
    default:
      return;
  }
}

void Call::abort(Instant now) {
  environment_->actions.emplace_back(AbortRequest{.attempt = course_.wire});
  environment_->services->off_wire(*this, now);
}

Observation Call::observation(ObservationKind kind, Instant now) const {
  Observation observation;
  observation.kind = kind;
  observation.at = now;
  observation.call = static_cast<std::uint64_t>(id_);
  observation.call_id = call_id_;
  observation.field_key = config_->key;
  observation.tenant = inputs_.tenant;
  observation.case_id = inputs_.case_id;
  observation.origin = origin_;
  observation.trigger = inputs_.trigger;
  observation.is_token_fetch = is_token_fetch_;
  if (!attempts_.empty()) {
    observation.attempt = attempts_.back().number;
    observation.method = http::method_name(config_->request.method);
  }
  return observation;
}

void Call::observe(Observation observation) {
  if (environment_->observe) environment_->actions.emplace_back(std::move(observation));
}

void Call::observe(ObservationKind kind, Instant now) {
  if (environment_->observe) observe(observation(kind, now));
}

void Call::release() {
  inputs_ = CallInputs{};
  field_.reset();
  config_ = nullptr;
  request_ = HttpRequest{};
  response_ = HttpResponse{};
  origin_.clear();
  first_url_.reset();
  url_.reset();
  scrubber_.reset();
  token_key_.clear();
  token_.reset();
  idempotency_key_.clear();
  former_secrets_.clear();
  values_ = CaseValues{};
  roots_ = json::Value();
  attempts_.clear();
  used_secrets_.clear();
  warnings_.clear();
  course_ = Course{};
  outcome_ = Outcome{};
  state_ = State::finished;
  clear_arena(input_arena_);
  clear_arena(answer_arena_);
}

}  // namespace fieldcall::call
