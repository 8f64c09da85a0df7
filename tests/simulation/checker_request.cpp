// The part of the checker that judges requests: to whom, when, how often.
#include <algorithm>
#include <utility>

#include "config/field_config.hpp"
#include "fieldcall/limits.hpp"
#include "http/method.hpp"
#include "simulation/checker.hpp"
#include "simulation/fields.hpp"
#include "text/ascii.hpp"

namespace fieldcall::simulation {
namespace {

std::optional<std::string> key_of(const HttpRequest& request) {
  for (const Header& header : request.headers) {
    if (text::equals_ignoring_case(header.name, "Idempotency-Key")) return header.value;
  }
  return std::nullopt;
}

// The first segment of every path of the world.
std::string tenant_of(std::string_view url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t begin = url.find('/', host) + 1;
  return std::string(url.substr(begin, url.find('/', begin) - begin));
}

}  // namespace

void Checker::took_send(const SendRequest& send, Instant now) {
  const auto found = active_.find(send.attempt.call);
  const bool is_token_fetch = found == active_.end() && !known_.contains(send.attempt.call);
  expect(found != active_.end() || is_token_fetch, "no action comes after the outcome");
  check_destination(send, is_token_fetch);
  std::string tenant;
  std::string flight;
  if (found != active_.end()) {
    tenant = found->second.start.tenant;
    flight = found->second.flight;
    took_own(send, found->second, now);
  } else {
    tenant = tenant_of(send.request.url);
    took_token_request(send, tenant);
  }
  traffic_.sent({.attempt = send.attempt,
                 .tenant = std::move(tenant),
                 .origin = send.origin,
                 .flight = std::move(flight)},
                now);
  expect(wires_.emplace(name_of(send.attempt), !is_token_fetch).second, "an attempt is sent once");
  expectations_.doing({});
}

void Checker::check_destination(const SendRequest& send, bool is_token_fetch) {
  const std::vector<std::string> apis = api_origins();
  const bool is_api = std::find(apis.begin(), apis.end(), send.origin) != apis.end();
  expect(is_token_fetch ? send.origin == token_origin() : is_api, "only allowed destinations");
  expect(("https://" + send.request.url.substr(8, send.request.url.find('/', 8) - 8) + ":443") ==
             send.origin,
         "a request goes to its own origin");
}

void Checker::took_own(const SendRequest& send, Account& account, Instant now) {
  const config::FieldConfig& config = account.start.field.config();
  expectations_.doing(", in a request of " + config.key);
  expect(!account.on_wire.has_value(), "one request at a time");
  expect(!account.is_cancelled, "nothing is sent after cancelling");
  expect(account.start.may_connect, "a denied address is never connected");
  expect(!account.refusal.has_value(), "runs that are too many send nothing");
  expect(now + limits::attempt_time_min <= account.deadline_at, "no start without 100 ms left");
  check_turn(send, account);
  const std::uint32_t renewals_max =
      (uses_oauth2(account.start.field) ? 1U : 0U) + (account.start.can_read_secrets ? 1U : 0U);
  expect(account.renewals <= renewals_max, "credentials are renewed once");
  expect(
      account.attempts <= static_cast<std::uint32_t>(config.retry.retries_max) + 1 + renewals_max,
      "attempts <= retry + 1, and one each for a new token and new secrets");
  check_idempotency_key(send, account);
  account.on_wire = send.attempt;
}

void Checker::check_turn(const SendRequest& send, Account& account) {
  const bool took_over =
      account.attempts == 0 && (send.attempt.hop > 0 || send.attempt.number == 2);
  if (took_over) {
    account.took_over = true;
  } else if (send.attempt.hop == 0) {
    expect(send.attempt.number == account.attempts + 1, "attempts count up");
    if (!account.may_go_on) {
      expect(account.was_unauthorized, "only what may be repeated is repeated");
      ++account.renewals;
    }
  } else {
    expect(send.attempt.number == account.attempts, "a redirect belongs to its attempt");
    expect(account.may_be_redirected, "only redirects are followed");
  }
  if (send.attempt.hop > 0) {
    expect(http::is_safe(account.start.field.config().request.method),
           "only GET and HEAD are redirected");
  }
  account.attempts = send.attempt.number;
}

void Checker::check_idempotency_key(const SendRequest& send, Account& account) {
  const config::FieldConfig& config = account.start.field.config();
  const auto key = key_of(send.request);
  expect(key.has_value() == !http::is_safe(config.request.method),
         "writing methods carry an idempotency key");
  if (!key) return;
  if (!account.idempotency_key) {
    // Who takes a request over repeats it with the key it was sent with.
    const bool is_new = keys_.insert(*key).second;
    if (config.key != "once") {
      expect(is_new != account.took_over, "each call has its own key, or the one it took over");
    }
    account.idempotency_key = key;
  }
  expect(account.idempotency_key == key, "all attempts carry the same key");
}

void Checker::took_token_request(const SendRequest& send, const std::string& tenant) {
  expectations_.doing(", in a request for a token of " + tenant);
  const auto [fetch, is_new] = token_fetches_.try_emplace(send.attempt.call);
  if (is_new) {
    fetch->second.request = send.request.url + ' ' + send.request.body;
    for (const Header& header : send.request.headers) fetch->second.request += header.value;
  }
  expect(send.attempt.number == fetch->second.attempts + 1, "attempts count up");
  expect(send.attempt.hop == 0, "token requests are not redirected");
  expect(send.attempt.number <= 11, "attempts <= retry + 1");
  expect(send.request.method == "POST", "tokens are asked for with POST");
  fetch->second.attempts = send.attempt.number;
  for (const auto& [wire, is_own] : wires_) {
    if (is_own) continue;
    const auto other = token_fetches_.find(wire.first);
    expect(other == token_fetches_.end() || wire.first == send.attempt.call ||
               other->second.request != fetch->second.request,
           "a token is fetched once for all");
  }
}

void Checker::took_abort(const AbortRequest& abort) {
  expect(is_on_wire(abort.attempt), "only what is on the wire is aborted");
  if (left_behind_.contains(name_of(abort.attempt))) traffic_.lose_track(abort.attempt);
  const auto found = active_.find(abort.attempt.call);
  if (found != active_.end() && found->second.on_wire == abort.attempt) {
    Account& account = found->second;
    account.may_be_redirected = false;
    account.was_unauthorized = false;
    const config::FieldConfig& config = account.start.field.config();
    account.may_go_on = config.retry.is_idempotent || http::is_safe(config.request.method);
  }
  off_wire(abort.attempt);
}

void Checker::took_observation(const Observation& observation) {
  const auto heir = active_.find(CallId{observation.call});
  if (heir != active_.end()) {
    if (observation.kind == ObservationKind::share_joined) heir->second.shares = true;
    if (observation.kind == ObservationKind::attempt_started ||
        observation.kind == ObservationKind::queued ||
        observation.kind == ObservationKind::token_requested) {
      heir->second.shares = false;
    }
  }
  if (observation.kind == ObservationKind::share_taken_over) {
    if (heir != active_.end()) heir->second.shares = false;
    expect(heir != active_.end() && traffic_.took_over(heir->first, heir->second.flight),
           "only what was left behind is taken over");
  }
  traffic_.observed(observation);
  if (observation.kind == ObservationKind::call_started) {
    expect(observation.origin.empty() || observation.is_token_fetch,
           "a call that begins has no origin yet");
  }
  metrics_.observe(observation);
  const std::string text = observation_to_json(observation);
  expect(text.find("no-") == std::string::npos, "no case value in an observation");
  leaving_ += text;
}

}  // namespace fieldcall::simulation
