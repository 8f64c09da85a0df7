// The part of Call on the way to a request: inputs, rendering, the cache, what waits for others.
#include <algorithm>
#include <string>
#include <utility>

#include "call/call.hpp"
#include "call/identity.hpp"
#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "templating/secret_origins.hpp"
#include "text/ascii.hpp"

namespace fieldcall::call {
namespace {

bool uses_oauth2(const config::FieldConfig& config) {
  return std::holds_alternative<templating::OAuth2Auth>(config.request.auth);
}

}  // namespace

void Call::start(const Start& start, Field field, CallInputs inputs) {
  id_ = start.id;
  is_token_fetch_ = start.is_token_fetch;
  field_.emplace(std::move(field));
  config_ = &field_->config();
  inputs_ = std::move(inputs);
  state_ = State::deciding;
  random_ = base::Random(inputs_.seed);
  call_id_ = name_call(inputs_, config_->key, static_cast<std::uint64_t>(start.id), start.now);
  started_text_ = format_instant(start.now);
  started_at_ = start.now;
  deadline_at_ = start.now + config_->deadline;
  observe(ObservationKind::call_started, start.now);
  if (!read_inputs(start.now)) return;
  if (start.refusal) return conclude_refused(*start.refusal, start.now);
  if (render(start.now)) begin(start.now);
}

bool Call::read_inputs(Instant now) {
  CallData read = read_call_data(
      inputs_, {.id = call_id_, .now = started_text_, .field_key = config_->key}, input_arena_);
  if (read.failure) {
    conclude_failure(std::move(*read.failure), {}, now);
    return false;
  }
  roots_ = read.roots;
  values_ = {.data = read.data, .last_written = read.last_written};
  return true;
}

// With the token in hand, if there is one: oauth2 requests are rendered once without, to find out
// what else is missing, and again for every new token.
bool Call::render(Instant now) {
  const templating::Scope scope{.roots = roots_, .secrets = &inputs_.secrets};
  environment_->settings.render.access_token = token_;
  templating::Rendering rendering = render_call(
      *config_, inputs_, call_id_, scope, environment_->settings, templating::Provenance::skip);
  environment_->settings.render.access_token.reset();
  idempotency_key_ = environment_->settings.render.idempotency_key;
  if (uses_oauth2(*config_) && !token_ && !rendering.failure) {
    render_token_request(scope, rendering);
  }
  used_secrets_ = std::move(rendering.used_secrets);
  // The API may know the client's secret too, and echo it.
  for (const std::string& name : course_.token_secrets) {
    if (std::find(used_secrets_.begin(), used_secrets_.end(), name) == used_secrets_.end()) {
      used_secrets_.push_back(name);
    }
  }
  scrubber_.reset();
  warnings_ = std::move(rendering.warnings);
  if (!rendering.missing.empty()) {
    conclude_waiting(std::move(rendering.missing), now);
    return false;
  }
  if (rendering.failure) {
    Failure failure;
    failure.code = rendering.failure->code;
    failure.detail = std::move(rendering.failure->detail);
    conclude_failure(std::move(failure), {}, now);
    return false;
  }
  request_ = std::move(rendering.request);
  keep_inherited_key();
  first_url_ = std::move(rendering.url);
  origin_ = first_url_->origin();
  return true;
}

// What the request of the token lacks, the call lacks too. It is sent by a call of its own; what it
// looks like tells the token from others.
void Call::render_token_request(const templating::Scope& scope, templating::Rendering& rendering) {
  templating::Rendering token = render_call(*config_->token_fetch, inputs_, call_id_, scope,
                                            environment_->settings, templating::Provenance::skip);
  for (std::string& missing : token.missing) rendering.missing.push_back(std::move(missing));
  for (std::string& warning : token.warnings) rendering.warnings.push_back(std::move(warning));
  course_.token_secrets = std::move(token.used_secrets);
  rendering.failure = std::move(token.failure);
  if (!rendering.failure) rendering.failure = check_token_destination(rendering.url);
  token_key_ = call::token_key(inputs_.tenant, token.request);
}

// Whoever may write a configuration could else have a token made of a secret of others and sent to
// a server of their own. Where origins are not mandatory the configuration is trusted with that.
std::optional<templating::RenderFailure> Call::check_token_destination(
    const std::optional<http::Url>& url) const {
  if (!environment_->settings.render.egress.require_secret_origins || !url) return std::nullopt;
  const std::string origin = url->origin();
  for (const std::string& name : course_.token_secrets) {
    const auto found = inputs_.secrets.find(name);
    if (found == inputs_.secrets.end() || templating::lists_origin(found->second, origin)) continue;
    return templating::RenderFailure{ErrorCode::secret_origin_denied,
                                     "the access token that the secret \"" + name +
                                         "\" is exchanged for may not be sent to " + origin +
                                         ", which the secret's origins do not list"};
  }
  return std::nullopt;
}

// All attempts carry one key, also after a new access token.
void Call::keep_inherited_key() {
  if (course_.inherited_key.empty()) return;
  for (Header& header : request_.headers) {
    if (text::equals_ignoring_case(header.name, "Idempotency-Key")) {
      header.value = course_.inherited_key;
    }
  }
}

void Call::begin(Instant now) {
  make_cache_key();
  if (!course_.cache_key || inputs_.trigger == Trigger::manual) return start_attempt(now);
  use_entry(environment_->services->find_entry(course_.cache_key->key, now), now);
}

void Call::make_cache_key() {
  if (config_->cache.duration_s == 0) return;
  course_.cache_key = cache_key({.config = *config_,
                                 .inputs = inputs_,
                                 .roots = roots_,
                                 .data = values_.data,
                                 .settings = environment_->settings,
                                 .host_key = environment_->cache_secret});
}

// The store in memory first, then the host's: it may have what another process has fetched since,
// or only what was there before. Of two that may stand in for a failure the newer one does.
void Call::use_entry(std::optional<std::string> text, Instant now) {
  std::optional<policy::CacheEntry> entry;
  if (text) {
    const std::string& kept = course_.found.emplace_back(std::move(*text));
    entry = policy::read_cache_entry(
        kept, {.key = course_.cache_key->key, .host_key = environment_->cache_secret},
        config_->mapping, input_arena_);
  }
  const policy::CacheAge age =
      entry ? policy::cache_age(*entry, config_->cache, now) : policy::CacheAge::gone;
  if (age == policy::CacheAge::fresh) {
    observe(ObservationKind::cache_hit, now);
    return conclude_entry(*entry, now);
  }
  const bool is_newer = entry && (!course_.stale || entry->stored_at > course_.stale->stored_at);
  if (age == policy::CacheAge::stale && is_newer) course_.stale = std::move(entry);
  if (environment_->has_store && !std::exchange(course_.store_asked, true)) {
    environment_->actions.emplace_back(LookUpCache{.call = id_, .key = course_.cache_key->key});
    course_.rest_due = now + limits::cache_lookup_max;
    return decide(MachineEvent::lookup_asked);
  }
  observe(ObservationKind::cache_miss, now);
  start_attempt(now);
}

void Call::start_attempt(Instant now) {
  if (!has_time_for_attempt(now)) return conclude_deadline(false, now);
  if (!uses_oauth2(*config_)) return share_or_lead(now);
  std::optional<SecretText> token = environment_->services->access_token(*this, now);
  if (!token) {
    if (!environment_->services->wait_for_token(*this)) {
      return conclude_refused(ErrorCode::queue_full, now);
    }
    observe(ObservationKind::token_requested, now);
    return decide(MachineEvent::token_asked);
  }
  token_ = std::move(token);
  if (render(now)) share_or_lead(now);
}

void Call::use_token(Instant now) {
  if (course_.token_failure) {
    Failure failure = std::move(*course_.token_failure);
    course_.token_failure.reset();
    course_.lacks_token = true;
    if (failure.retry_after) course_.next_retry_at = now + *failure.retry_after;
    return conclude_failure(std::move(failure), {}, now);
  }
  if (!token_) return start_attempt(now);
  if (render(now)) share_or_lead(now);
}

// Methods that may change something are shared only where the designer says, by caching them, that
// one answer does for equal calls. A call that leads already stays the leader.
void Call::share_or_lead(Instant now) {
  const bool may_share = http::is_safe(config_->request.method) || config_->cache.duration_s > 0;
  if (may_share && attempts_.empty() && !course_.leads && !is_token_fetch_) {
    const std::string key = flight_key(*config_, inputs_.tenant, request_, idempotency_key_);
    const FlightRole role = environment_->services->join(*this, key);
    if (role == FlightRole::no_room) return conclude_refused(ErrorCode::queue_full, now);
    if (role == FlightRole::follows) {
      observe(ObservationKind::share_joined, now);
      return decide(MachineEvent::joined);
    }
    course_.leads = true;
  }
  ask_turn(now);
}

void Call::ask_turn(Instant now) {
  if (!has_time_for_attempt(now)) return conclude_deadline(false, now);
  course_.is_counted = true;
  use_turn(environment_->services->admit(*this, now), now);
}

void Call::use_turn(const Admission& admission, Instant now) {
  switch (admission.kind) {
    case Admission::Kind::refuse:
      if (admission.wait) course_.next_retry_at = now + *admission.wait;
      return conclude_refused(admission.refusal, now);
    case Admission::Kind::wait: {
      Observation queued = observation(ObservationKind::queued, now);
      queued.reason = admission.reason;
      queued.wait = admission.wait;
      observe(std::move(queued));
      return decide(MachineEvent::enqueued);
    }
    case Admission::Kind::go:
      return open_attempt(now);
  }
}

void Call::open_attempt(Instant now) {
  Attempt attempt;
  attempt.number = static_cast<std::uint32_t>(attempts_.size()) + 1;
  attempt.started_at = now;
  attempts_.push_back(attempt);
  course_.source = Source::network;
  course_.http_status = 0;
  course_.hop = 0;
  url_ = first_url_;
  observe(ObservationKind::attempt_started, now);
  send(now);
}

void Call::send(Instant now) {
  FIELDCALL_CHECK(now + limits::attempt_time_min <= deadline_at_);
  FIELDCALL_CHECK(url_.has_value());
  HttpRequest request = request_;
  if (course_.hop > 0) request.url = url_->to_string();
  course_.wire = {id_, attempts_.back().number, course_.hop};
  environment_->actions.emplace_back(
      SendRequest{.attempt = course_.wire,
                  .request = std::move(request),
                  .egress = environment_->egress,
                  .origin = url_->origin(),
                  .response_bytes_max = config_->response_bytes_max,
                  .response_header_bytes_max = limits::response_header_bytes_max});
  decide(MachineEvent::sent);
}

bool Call::has_time_for_attempt(Instant at) const {
  return at <= send_until();
}

}  // namespace fieldcall::call
