// The part of Call that makes requests: inputs, rendering, attempts.
#include <string>
#include <utility>

#include "call/call.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::call {

void Call::start(CallId id, Field field, CallInputs inputs, Instant now) {
  id_ = id;
  field_.emplace(std::move(field));
  config_ = &field_->config();
  inputs_ = std::move(inputs);
  state_ = State::deciding;
  random_ = base::Random(inputs_.seed);
  call_id_ = name_call(inputs_, config_->key, static_cast<std::uint64_t>(id), now);
  started_text_ = format_instant(now);
  started_at_ = now;
  deadline_at_ = now + config_->deadline;

  CallData read = read_call_data(
      inputs_, {.id = call_id_, .now = started_text_, .field_key = config_->key}, input_arena_);
  if (read.failure) return conclude_failure(std::move(*read.failure), {}, now);
  values_ = {.data = read.data, .last_written = read.last_written};

  const templating::Scope scope{.roots = read.roots, .secrets = &inputs_.secrets};
  templating::Rendering rendering = render_call(
      *config_, inputs_, call_id_, scope, environment_->settings, templating::Provenance::skip);
  used_secrets_ = std::move(rendering.used_secrets);
  for (std::string& warning : rendering.warnings) {
    const std::size_t colon = warning.find(": ");
    FIELDCALL_CHECK(colon != std::string::npos);
    add_note({warning.substr(0, colon), warning.substr(colon + 2)});
  }
  if (!rendering.missing.empty()) return conclude_waiting(std::move(rendering.missing), now);
  if (rendering.failure) {
    Failure failure;
    failure.code = rendering.failure->code;
    failure.detail = std::move(rendering.failure->detail);
    return conclude_failure(std::move(failure), {}, now);
  }
  request_ = std::move(rendering.request);
  url_ = std::move(rendering.url);
  open_attempt(now);
}

void Call::open_attempt(Instant now) {
  if (!has_time_for_attempt(now)) return conclude_deadline(now);
  Attempt attempt;
  attempt.number = static_cast<std::uint32_t>(attempts_.size()) + 1;
  attempt.started_at = now;
  attempts_.push_back(attempt);
  hop_ = 0;
  send(now);
}

void Call::send(Instant now) {
  FIELDCALL_CHECK(now + limits::attempt_time_min <= deadline_at_);
  FIELDCALL_CHECK(url_.has_value());
  HttpRequest request = request_;
  if (hop_ > 0) request.url = url_->to_string();
  environment_->actions.emplace_back(
      SendRequest{.attempt = {id_, attempts_.back().number, hop_},
                  .request = std::move(request),
                  .egress = environment_->egress,
                  .origin = url_->origin(),
                  .response_bytes_max = config_->response_bytes_max,
                  .response_header_bytes_max = limits::response_header_bytes_max});
  decide(MachineEvent::sent);
}

bool Call::has_time_for_attempt(Instant at) const {
  return at + limits::attempt_time_min <= deadline_at_;
}

}  // namespace fieldcall::call
