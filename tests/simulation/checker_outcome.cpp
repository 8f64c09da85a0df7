// The part of the checker that judges outcomes.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "config/field_config.hpp"
#include "fieldcall/limits.hpp"
#include "simulation/checker.hpp"
#include "simulation/fields.hpp"

namespace fieldcall::simulation {
namespace {

using nlohmann::json;

// How the last request to the API itself ended.
std::optional<ErrorCode> last_result(const Outcome& outcome) {
  const json attempts = json::parse(outcome.metadata_json).at("attempts");
  if (attempts.empty()) return std::nullopt;
  return error_code_from_name(attempts.back().at("result").get<std::string>());
}

// What the end of a call says about its API, as the documentation has it.
Verdict verdict_of(const Outcome& outcome, bool was_on_wire) {
  if (!outcome.error) {
    const bool is_success =
        outcome.status == OutcomeStatus::ok || outcome.status == OutcomeStatus::empty;
    return is_success ? Verdict::works : Verdict::unknown;
  }
  ErrorCode code = outcome.error->code;
  // That no token was to be had is no fault of the API's.
  if (outcome.error->technical.find(": access token: ") != std::string::npos) {
    code = last_result(outcome).value_or(code);
  }
  switch (code) {
    case ErrorCode::server_error:
    case ErrorCode::retry_later:
    case ErrorCode::bad_response:
    case ErrorCode::retry_budget_exhausted:
      return Verdict::fails;
    case ErrorCode::rate_limited:
    case ErrorCode::invalid_json:
      return Verdict::unknown;
    case ErrorCode::deadline_exceeded:
      return was_on_wire ? Verdict::fails : Verdict::unknown;
    default:
      break;
  }
  const Fault fault = error_info(code).fault;
  if (fault == Fault::network) return Verdict::fails;
  return fault == Fault::api || fault == Fault::mapping ? Verdict::works : Verdict::unknown;
}

bool ended_on_wire(const Outcome& outcome) {
  const json metadata = json::parse(outcome.metadata_json);
  const json& attempts = metadata.at("attempts");
  return !attempts.empty() && attempts.back().at("result") == "deadline_exceeded";
}

std::optional<ErrorCode> code_of(const Outcome& outcome) {
  return outcome.error ? std::optional(outcome.error->code) : std::nullopt;
}

}  // namespace

void Checker::took_finished(const Finished& finished, Instant now) {
  const auto found = active_.find(finished.call);
  expect(found != active_.end(), "a call ends once");
  if (found == active_.end()) return;
  Account account = std::move(found->second);
  active_.erase(found);
  deadlines_.erase(deadlines_.find(account.deadline_at));
  expectations_.doing(", in an outcome of " + account.start.field.key());
  const Outcome& outcome = finished.outcome;
  expect(finished.field_key == account.start.field.key(), "the outcome names its field");
  check_metadata(account, outcome, now);
  if (account.on_wire) check_left_wire(account, outcome);
  check_outcome(account, outcome, now);
  check_no_secret(outcome_to_json(outcome), "no secret leaves but in the request");
  leave_wire(account);
  traffic_.ended(finished.call, verdict_of(outcome, ended_on_wire(outcome)), code_of(outcome), now);
  runs_.ended(finished.call, outcome.status);
  expectations_.doing({});
}

// Its own request, or one that it had taken over.
void Checker::leave_wire(const Account& account) {
  const auto left = left_wires_.find(account.flight);
  if (account.on_wire) {
    left_wires_.insert_or_assign(account.flight, name_of(*account.on_wire));
  } else if (!account.took_over || account.attempts > 0 || left == left_wires_.end() ||
             !wires_.contains(left->second)) {
    return;
  }
  left_behind_.insert(left_wires_.at(account.flight));
  traffic_.left_behind(account.start.call, account.flight, !uses_oauth2(account.start.field));
}

// A request stays on the wire for others who wait for the same answer, and only then.
void Checker::check_left_wire(const Account& account, const Outcome& outcome) {
  const bool has_left = outcome.status == OutcomeStatus::cancelled ||
                        outcome.status == OutcomeStatus::superseded ||
                        code_of(outcome) == ErrorCode::deadline_exceeded;
  expect(has_left, "nothing is on the wire when a call has its answer");
  expect(account.start.trigger != Trigger::manual && may_share(account.start.field),
         "only what may be shared is left to others");
  const bool has_heir = std::any_of(active_.begin(), active_.end(), [&](const auto& other) {
    const Account& heir = other.second;
    return heir.flight == account.flight && !heir.on_wire && heir.attempts == 0 &&
           heir.start.trigger != Trigger::manual;
  });
  expect(has_heir, "a request is left only to those who wait for it");
}

void Checker::check_outcome(const Account& account, const Outcome& outcome, Instant now) {
  const json tree = json::parse(outcome_to_json(outcome), nullptr, false);
  expect(!tree.is_discarded(), "an outcome is JSON");
  if (tree.is_discarded()) return;
  expect(tree.at("field") == account.start.field.key(), "an outcome has its field");
  expect((outcome.status == OutcomeStatus::failed || outcome.status == OutcomeStatus::stale) ==
             outcome.error.has_value(),
         "an error is there when and only when the call failed");
  expect((outcome.status == OutcomeStatus::waiting_input) == !outcome.missing.empty(),
         "missing inputs are there when and only when the call waits for them");
  expect((outcome.status == OutcomeStatus::cancelled) == account.is_cancelled,
         "cancelled calls end as cancelled, and only they");
  if (outcome.status == OutcomeStatus::waiting_input) {
    expect(account.attempts == 0, "nothing is sent while inputs are missing");
  }
  const auto code = code_of(outcome);
  if (account.refusal && !account.start.is_spoiled) {
    expect(code == account.refusal, "too many or too long chains of runs are refused");
  }
  expect((code != ErrorCode::too_many_runs && code != ErrorCode::chain_too_deep) ||
             code == account.refusal,
         "no run is refused without need");
  expect(code != ErrorCode::quota_exhausted || traffic_.has_used_up(account.start.tenant, now),
         "only a quota that is used up today refuses");
  if (!account.start.may_connect) {
    expect(outcome.status == OutcomeStatus::failed, "a denied destination fails the call");
  }
  expect(tree.at("updates").is_object(), "updates are an object");
  check_values(account, outcome, now);
}

void Checker::check_values(const Account& account, const Outcome& outcome, Instant now) {
  if (outcome.status != OutcomeStatus::ok && outcome.status != OutcomeStatus::stale) return;
  const json updates = json::parse(outcome.updates_json);
  const json metadata = json::parse(outcome.metadata_json);
  const std::string source = metadata.value("source", "");
  expect(!source.empty(), "success has a source");
  expect((source == "stale") == (outcome.status == OutcomeStatus::stale), "stale is stale");
  if (source == "network") {
    expect(account.attempts > 0 || account.took_over, "success needs an answer");
  }
  const config::FieldConfig& config = account.start.field.config();
  if (source == "cache" || source == "stale") {
    expect(config.cache.duration_s > 0, "only what is to be kept is kept");
  }
  expect(source != "cache" || account.start.trigger != Trigger::manual, "manual asks the API");
  expect(source != "shared" || may_share(account.start.field), "shared where it may be");
  expect(source != "shared" || account.start.trigger != Trigger::manual, "manual never joins");
  if (updates.contains("seen")) {
    expect(updates.at("seen") == account.start.flag, "kept values are of this case");
  }
  const auto stamp = updates.find("stamp");
  if (stamp == updates.end() || !stamp->is_string()) return;
  const auto parsed = stamp_from_text(stamp->get<std::string>());
  expect(parsed.has_value(), "a stamp is whole");
  if (!parsed) return;
  answers_.used(
      *parsed,
      {.tenant = account.start.tenant,
       .field_key = config.key,
       .group = std::string(group_of(account.start.field)),
       .id = account.start.id,
       .credential =
           uses_oauth2(account.start.field) || config.key == "open" ? -1 : account.start.credential,
       .started_at = account.started_at,
       .cache_s = config.cache.duration_s,
       .stale_s = config.cache.stale_if_error_s},
      source, now);
}

void Checker::check_metadata(Account& account, const Outcome& outcome, Instant now) {
  expect(outcome.metadata_json.size() <= limits::metadata_bytes_max, "metadata fits");
  const json metadata = json::parse(outcome.metadata_json);
  expect(metadata.at("started_at") == format_instant(account.started_at), "it started when it did");
  expect(metadata.at("duration_ms") == (now - account.started_at).count(), "it took what it took");
  const std::size_t listed =
      metadata.at("attempts").size() + metadata.value("attempts_left_out", std::size_t{0});
  if (listed == 1 && account.attempts == 0) {
    account.took_over = true;
    expect(traffic_.took_over(account.start.call, account.flight),
           "an attempt that was not sent was another call's");
  } else {
    expect(listed == account.attempts, "every attempt is listed");
  }
  if (!metadata.contains("attempts_left_out")) check_attempts(account, outcome);
}

void Checker::check_attempts(const Account& account, const Outcome& outcome) {
  const json metadata = json::parse(outcome.metadata_json);
  const json& attempts = metadata.at("attempts");
  std::size_t retries = 0;
  for (std::size_t i = 0; i + 1 < attempts.size(); ++i) {
    const json& attempt = attempts[i];
    // Fixed-width text: its order is that of time.
    expect(attempts[i + 1].at("started_at") >= attempt.at("started_at"), "attempts follow");
    if (attempt.value("status", 0) == 401 && !attempt.contains("wait_ms")) continue;
    expect(attempt.contains("wait_ms"), "a retry has its wait");
    const std::int64_t wait = attempt.value("wait_ms", std::int64_t{-1});
    const std::int64_t bound =
        std::min<std::int64_t>(20'000, 500LL << std::min<std::size_t>(retries++, 10));
    if (attempt.contains("retry_after_ms")) {
      const std::int64_t asked = std::max<std::int64_t>(0, attempt.at("retry_after_ms"));
      expect(asked <= 30'000 && wait >= asked && wait <= asked + asked / 4,
             "Retry-After is kept with up to a quarter more");
    } else {
      expect(wait >= 0 && wait <= bound, "waits are within the backoff");
    }
  }
  expect(retries <= static_cast<std::size_t>(account.start.field.config().retry.retries_max),
         "no more retries than asked for");
}

}  // namespace fieldcall::simulation
