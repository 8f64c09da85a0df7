#include "simulation/checker.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "config/field_config.hpp"
#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "simulation/fields.hpp"
#include "text/ascii.hpp"

namespace fieldcall::simulation {
namespace {

const std::string* header_of(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (text::equals_ignoring_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

bool is_redirect(std::int32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Errors of the answer itself are known from its status only; what the mapping finds wrong with a
// 2xx is never retried either.
bool allows_retry(const Account& account, const HttpResponse& response) {
  const config::FieldConfig& config = account.start.field.config();
  if (!config.retry.statuses.contains(response.status)) return false;
  if (config.retry.is_idempotent || http::is_safe(config.request.method)) return true;
  return (response.status == 429 || response.status == 503) &&
         header_of(response.headers, "Retry-After") != nullptr;
}

bool allows_retry(const Account& account, const RequestFailed& failed) {
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
  const config::FieldConfig& config = account.start.field.config();
  return config.retry.is_idempotent || http::is_safe(config.request.method) ||
         !failed.may_have_been_sent;
}

// Plain seconds only: what other spellings mean is the engine's business.
std::optional<Millis> pause_of(const HttpResponse& response) {
  const std::string* value = header_of(response.headers, "Retry-After");
  if (response.status != 429 || value == nullptr || value->empty() || value->size() > 6) return {};
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), seconds);
  if (error != std::errc() || end != value->data() + value->size() || seconds <= 0) return {};
  return std::chrono::seconds{seconds};
}

}  // namespace

bool Checker::is_on_wire(const AttemptId& attempt) const {
  return wires_.contains(name_of(attempt));
}

bool Checker::waits_for_cache(CallId call) const {
  const auto found = active_.find(call);
  return found != active_.end() && found->second.lookup_until.has_value();
}

bool Checker::waits_for_secrets(CallId call) const {
  const auto found = active_.find(call);
  return found != active_.end() && found->second.secrets_until.has_value();
}

bool Checker::is_expected(const Event& event) const {
  if (std::holds_alternative<TimeElapsed>(event)) return true;
  if (const auto* cancel = std::get_if<CancelCall>(&event)) return is_active(cancel->call);
  if (const auto* cache = std::get_if<CacheAnswered>(&event)) return waits_for_cache(cache->call);
  if (const auto* read = std::get_if<SecretsRead>(&event)) return waits_for_secrets(read->call);
  if (const auto* received = std::get_if<ResponseReceived>(&event)) {
    return is_on_wire(received->attempt);
  }
  if (const auto* failed = std::get_if<RequestFailed>(&event)) return is_on_wire(failed->attempt);
  return is_on_wire(std::get_if<ResponseProgress>(&event)->attempt);
}

void Checker::started(Started start, const CallInputs& inputs, Instant now) {
  const CallId call = start.call;
  expect(known_.insert(call).second, "a call id is used once");
  Account account{.start = std::move(start),
                  .started_at = now,
                  .deadline_at = {},
                  .flight = {},
                  .refusal = {},
                  .on_wire = {},
                  .idempotency_key = {},
                  .lookup_until = {},
                  .secrets_until = {}};
  account.deadline_at = now + account.start.field.config().deadline;
  account.flight = account.start.tenant + '|' + std::string(group_of(account.start.field)) + '|' +
                   account.start.id;
  if (account.start.field.key() != "open") {  // which sends no credential
    account.flight += '|' + std::to_string(account.start.credential);
  }
  account.refusal = runs_.started(call, inputs, account.start.field.key(), now);
  deadlines_.insert(account.deadline_at);
  active_.emplace(call, std::move(account));
}

void Checker::renewed(CallId call, std::int64_t credential) {
  const auto found = active_.find(call);
  if (found != active_.end()) found->second.start.credential = credential;
}

void Checker::off_wire(const AttemptId& attempt) {
  wires_.erase(name_of(attempt));
  traffic_.off_wire(attempt);
  const auto found = active_.find(attempt.call);
  if (found != active_.end() && found->second.on_wire == attempt) found->second.on_wire.reset();
}

void Checker::accepted(const Event& event, Instant now) {
  if (const auto* cancel = std::get_if<CancelCall>(&event)) {
    active_.find(cancel->call)->second.is_cancelled = true;
  } else if (const auto* cache = std::get_if<CacheAnswered>(&event)) {
    active_.find(cache->call)->second.lookup_until.reset();
  } else if (const auto* read = std::get_if<SecretsRead>(&event)) {
    active_.find(read->call)->second.secrets_until.reset();
  } else if (const auto* received = std::get_if<ResponseReceived>(&event)) {
    accepted_answer(*received, now);
  } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
    const auto account = active_.find(failed->attempt.call);
    if (account != active_.end()) {
      account->second.may_go_on = allows_retry(account->second, *failed);
      account->second.may_be_redirected = false;
      account->second.was_unauthorized = false;
    }
    off_wire(failed->attempt);
  }
}

void Checker::accepted_answer(const ResponseReceived& received, Instant now) {
  const auto found = active_.find(received.attempt.call);
  const std::int32_t status = received.response.status;
  if (found != active_.end()) {
    Account& account = found->second;
    account.may_go_on = allows_retry(account, received.response);
    account.was_unauthorized = status == 401;
    account.may_be_redirected =
        is_redirect(status) &&
        received.attempt.hop <
            static_cast<std::uint32_t>(account.start.field.config().redirects_max);
  }
  answers_.arrived(received.response.body, now);
  traffic_.answered(received.attempt, pause_of(received.response), now);
  off_wire(received.attempt);
}

void Checker::took(const Action& action, Instant now) {
  if (const auto* send = std::get_if<SendRequest>(&action)) {
    took_send(*send, now);
  } else if (const auto* abort = std::get_if<AbortRequest>(&action)) {
    took_abort(*abort);
  } else if (const auto* finished = std::get_if<Finished>(&action)) {
    took_finished(*finished, now);
  } else if (const auto* lookup = std::get_if<LookUpCache>(&action)) {
    expect(is_active(lookup->call), "the store is asked for calls under way");
    if (is_active(lookup->call)) {
      active_.find(lookup->call)->second.lookup_until = now + limits::cache_lookup_max;
    }
    leaving_ += lookup->key;
  } else if (const auto* store = std::get_if<StoreInCache>(&action)) {
    leaving_ += store->key + store->tags.tenant + store->tags.field + store->entry;
  } else if (const auto* invalidate = std::get_if<InvalidateCache>(&action)) {
    leaving_ += invalidate->tags.tenant + invalidate->tags.field;
  } else if (const auto* read = std::get_if<ReadSecrets>(&action)) {
    expect(is_active(read->call), "secrets are read for calls under way");
    if (is_active(read->call)) {
      Account& account = active_.find(read->call)->second;
      expect(account.start.can_read_secrets, "a host that cannot read secrets is not asked");
      expect(!read->names.empty(), "secrets are asked for by name");
      account.secrets_until = now + limits::secrets_read_max;
    }
  } else {
    took_observation(*std::get_if<Observation>(&action));
  }
}

// Whoever waits for another's answer waits for somebody.
void Checker::check_flights() {
  for (const auto& [call, account] : active_) {
    if (!account.shares) continue;
    const auto leads = [&flight = account.flight](const auto& other) {
      return !other.second.shares && other.second.flight == flight;
    };
    const bool has_leader = std::any_of(active_.begin(), active_.end(), leads);
    expect(has_leader, "who waits for an answer is told it");
  }
}

void Checker::clock_corrected() {
  expect(active_.empty() && wires_.empty(), "no call has lived through a correction");
  traffic_.forget_all();
  runs_.forget_all();
  answers_.forget_invalidations();
}

void Checker::looked_at(const Engine& engine, Instant now, Millis ahead) {
  runs_.at_rest();
  check_flights();
  left_behind_.clear();
  check_no_secret(leaving_, "no secret in what leaves the engine");
  leaving_.clear();
  for (auto& [call, account] : active_) {
    if (account.lookup_until && *account.lookup_until <= now) account.lookup_until.reset();
    if (account.secrets_until && *account.secrets_until <= now) account.secrets_until.reset();
  }
  expect(engine.active_calls() == active_.size(), "the engine knows how many calls are active");
  auto deadline = engine.deadline();
  if (deadline) *deadline += ahead;
  expect(deadline.has_value() || active_.empty(), "active calls have a timer");
  if (deadline) expect(*deadline > now, "nothing is overdue");
  if (!deadline || active_.empty()) return;
  expect(*deadline <= *deadlines_.begin(), "no call outlives its deadline");
}

void Checker::ended(const Engine& engine) {
  expect(active_.empty(), "every call ends");
  expect(wires_.empty(), "nothing is left on the wire");
  expect(engine.active_calls() == 0, "no call is left");
  expect(!engine.deadline().has_value(), "no timer is left");
  check_no_secret(metrics_to_json(metrics_.snapshot()), "no secret in a metric");
}

void Checker::check_no_secret(std::string_view text, std::string_view where) {
  expect(!vault_.finds_any_in(text), where);
}

}  // namespace fieldcall::simulation
