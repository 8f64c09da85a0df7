#include "simulation/checker.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "config/field_config.hpp"
#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "simulation/spelling.hpp"
#include "text/ascii.hpp"

namespace fieldcall::simulation {
namespace {

using nlohmann::json;

std::optional<std::string> header_of(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (text::equals_ignoring_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

bool is_redirect(std::int32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

void Checker::expect(bool holds, std::string_view what) {
  ++checks_;
  if (!holds) failures_.push_back(std::string(what) + doing_);
}

bool Checker::is_on_wire(const AttemptId& attempt) const {
  const auto found = active_.find(attempt.call);
  return found != active_.end() && found->second.on_wire == attempt;
}

bool Checker::is_active(CallId call) const {
  return active_.contains(call);
}

bool Checker::is_expected(const Event& event) const {
  if (std::holds_alternative<TimeElapsed>(event)) return true;
  if (const auto* cancel = std::get_if<CancelCall>(&event)) return is_active(cancel->call);
  if (const auto* received = std::get_if<ResponseReceived>(&event)) {
    return is_on_wire(received->attempt);
  }
  if (const auto* failed = std::get_if<RequestFailed>(&event)) return is_on_wire(failed->attempt);
  return is_on_wire(std::get_if<ResponseProgress>(&event)->attempt);
}

void Checker::started(CallId call, const Field& field, std::string secret, Instant now) {
  const Instant deadline_at = now + field.config().deadline;
  const auto [place, is_new] = active_.emplace(call, Account{.field = field,
                                                             .secret = std::move(secret),
                                                             .started_at = now,
                                                             .deadline_at = deadline_at,
                                                             .on_wire = {},
                                                             .idempotency_key = {}});
  expect(is_new, "a call id is used once");
  deadlines_.insert(deadline_at);
}

// Errors of the answer itself are known from its status only; what the mapping finds wrong with a
// 2xx is never retried either.
bool Checker::allows_retry(const Account& account, const HttpResponse& response) {
  const config::FieldConfig& config = account.field.config();
  if (!config.retry.statuses.contains(response.status)) return false;
  if (config.retry.is_idempotent || http::is_safe(config.request.method)) return true;
  return (response.status == 429 || response.status == 503) &&
         header_of(response.headers, "Retry-After").has_value();
}

bool Checker::allows_retry(const Account& account, const RequestFailed& failed) {
  switch (failed.fault) {
    case TransportFault::certificate:
    case TransportFault::egress_denied:
    case TransportFault::response_too_large:
    case TransportFault::headers_too_large:
    case TransportFault::bad_response:
      return false;
    default:
      break;
  }
  const config::FieldConfig& config = account.field.config();
  return config.retry.is_idempotent || http::is_safe(config.request.method) ||
         !failed.may_have_been_sent;
}

void Checker::accepted(const Event& event, Instant) {
  if (const auto* cancel = std::get_if<CancelCall>(&event)) {
    active_.find(cancel->call)->second.is_cancelled = true;
  } else if (const auto* received = std::get_if<ResponseReceived>(&event)) {
    Account& account = active_.find(received->attempt.call)->second;
    account.on_wire.reset();
    account.may_go_on = allows_retry(account, received->response);
    account.may_be_redirected =
        is_redirect(received->response.status) &&
        received->attempt.hop < static_cast<std::uint32_t>(account.field.config().redirects_max);
  } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
    Account& account = active_.find(failed->attempt.call)->second;
    account.on_wire.reset();
    account.may_go_on = allows_retry(account, *failed);
    account.may_be_redirected = false;
  }
}

void Checker::took(const Action& action, Instant now) {
  if (const auto* send = std::get_if<SendRequest>(&action)) {
    took_send(*send, now);
  } else if (const auto* abort = std::get_if<AbortRequest>(&action)) {
    expect(is_on_wire(abort->attempt), "only what is on the wire is aborted");
    const auto found = active_.find(abort->attempt.call);
    if (found == active_.end()) return;
    Account& account = found->second;
    account.on_wire.reset();
    account.may_be_redirected = false;
    const config::FieldConfig& config = account.field.config();
    account.may_go_on = config.retry.is_idempotent || http::is_safe(config.request.method);
  } else {
    took_finished(*std::get_if<Finished>(&action), now);
  }
}

void Checker::took_send(const SendRequest& send, Instant now) {
  const auto found = active_.find(send.attempt.call);
  expect(found != active_.end(), "no action comes after the outcome");
  if (found == active_.end()) return;
  Account& account = found->second;
  const config::FieldConfig& config = account.field.config();
  doing_ = ", in a request of " + config.key;
  expect(!account.on_wire.has_value(), "one request at a time");
  expect(!account.is_cancelled, "nothing is sent after cancelling");
  expect(now + limits::attempt_time_min <= account.deadline_at, "no start without 100 ms left");
  if (send.attempt.hop == 0) {
    expect(send.attempt.number == account.attempts + 1, "attempts count up");
    expect(account.may_go_on, "only what may be repeated is repeated");
    account.attempts = send.attempt.number;
  } else {
    expect(send.attempt.number == account.attempts, "a redirect belongs to its attempt");
    expect(account.may_be_redirected, "only redirects are followed");
    expect(http::is_safe(config.request.method), "only GET and HEAD are redirected");
  }
  expect(account.attempts <= static_cast<std::uint32_t>(config.retry.retries_max) + 1,
         "attempts <= retry + 1");
  expect(send.origin == "https://api.example.com:443", "requests stay inside the origin");
  const auto key = header_of(send.request.headers, "Idempotency-Key");
  expect(key.has_value() == !http::is_safe(config.request.method),
         "writing methods carry an idempotency key");
  if (key) {
    if (!account.idempotency_key) {
      if (config.key != "once") expect(keys_.insert(*key).second, "each call has its own key");
      account.idempotency_key = key;
    }
    expect(account.idempotency_key == key, "all attempts carry the same key");
  }
  account.on_wire = send.attempt;
  doing_.clear();
}

void Checker::took_finished(const Finished& finished, Instant now) {
  const auto found = active_.find(finished.call);
  expect(found != active_.end(), "a call ends once");
  if (found == active_.end()) return;
  const Account account = std::move(found->second);
  active_.erase(found);
  deadlines_.erase(deadlines_.find(account.deadline_at));
  doing_ = ", in an outcome of " + account.field.key();
  expect(!account.on_wire.has_value(), "nothing is on the wire when a call ends");
  expect(finished.field_key == account.field.key(), "the outcome names its field");
  check_outcome(account, finished.outcome, now);
  check_metadata(account, finished.outcome, now);
  check_secrets(account, finished.outcome);
  doing_.clear();
}

void Checker::check_outcome(const Account& account, const Outcome& outcome, Instant) {
  const std::string text = outcome_to_json(outcome);
  const json tree = json::parse(text, nullptr, false);
  expect(!tree.is_discarded(), "an outcome is JSON");
  if (tree.is_discarded()) return;
  expect(tree.at("field") == account.field.key(), "an outcome has its field");
  expect((outcome.status == OutcomeStatus::failed) == outcome.error.has_value(),
         "an error is there when and only when the call failed");
  expect((outcome.status == OutcomeStatus::waiting_input) == !outcome.missing.empty(),
         "missing inputs are there when and only when the call waits for them");
  expect((outcome.status == OutcomeStatus::cancelled) == account.is_cancelled,
         "cancelled calls end as cancelled, and only they");
  if (outcome.status == OutcomeStatus::waiting_input) {
    expect(account.attempts == 0, "nothing is sent while inputs are missing");
  }
  if (outcome.status == OutcomeStatus::ok || outcome.status == OutcomeStatus::empty) {
    expect(account.attempts > 0, "success needs an answer");
  }
  expect(tree.at("updates").is_object(), "updates are an object");
}

void Checker::check_metadata(const Account& account, const Outcome& outcome, Instant now) {
  expect(outcome.metadata_json.size() <= limits::metadata_bytes_max, "metadata fits");
  const json metadata = json::parse(outcome.metadata_json);
  expect(metadata.at("started_at") == format_instant(account.started_at), "it started when it did");
  expect(metadata.at("duration_ms") == (now - account.started_at).count(), "it took what it took");
  const json& attempts = metadata.at("attempts");
  expect(attempts.size() == account.attempts, "every attempt is listed");
  for (std::size_t i = 0; i + 1 < attempts.size(); ++i) {
    const json& attempt = attempts[i];
    expect(attempt.contains("wait_ms"), "a retry has its wait");
    const std::int64_t wait = attempt.value("wait_ms", std::int64_t{-1});
    const std::int64_t bound =
        std::min<std::int64_t>(20'000, 500LL << std::min<std::size_t>(i, 10));
    if (attempt.contains("retry_after_ms")) {
      const std::int64_t asked = std::max<std::int64_t>(0, attempt.at("retry_after_ms"));
      expect(asked <= 30'000 && wait >= asked && wait <= asked + asked / 4,
             "Retry-After is kept with up to a quarter more");
    } else {
      expect(wait >= 0 && wait <= bound, "waits are within the backoff");
    }
    // Fixed-width text: its order is that of time.
    expect(attempts[i + 1].at("started_at") >= attempt.at("started_at"), "attempts follow");
  }
}

void Checker::check_secrets(const Account& account, const Outcome& outcome) {
  const std::string text = outcome_to_json(outcome);
  for (const std::string& forbidden : forbidden_texts(account.secret)) {
    expect(text.find(forbidden) == std::string::npos, "no secret leaves but in the request");
  }
}

void Checker::looked_at(const Engine& engine, Instant now) {
  expect(engine.active_calls() == active_.size(), "the engine knows how many calls are active");
  const auto deadline = engine.deadline();
  expect(deadline.has_value() == !active_.empty(), "active calls have a timer");
  if (!deadline || active_.empty()) return;
  expect(*deadline > now, "nothing is overdue");
  expect(*deadline <= *deadlines_.begin(), "no call outlives its deadline");
}

void Checker::ended(const Engine& engine) {
  expect(active_.empty(), "every call ends");
  expect(engine.active_calls() == 0, "no call is left");
  expect(!engine.deadline().has_value(), "no timer is left");
}

}  // namespace fieldcall::simulation
