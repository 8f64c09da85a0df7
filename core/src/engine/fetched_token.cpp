#include "engine/fetched_token.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/error.hpp"
#include "fieldcall/limits.hpp"
#include "json/document.hpp"

namespace fieldcall::engine {
namespace {

// The API's own refusal is one for all that waited; whatever else went wrong keeps its name.
call::Failure failure_of(const Outcome& outcome) {
  call::Failure failure;
  failure.code = ErrorCode::internal_error;
  failure.may_have_been_sent = false;
  failure.detail = "access token";
  if (outcome.status == OutcomeStatus::waiting_input) {
    failure.code = ErrorCode::unusable_value;
    for (const std::string& reference : outcome.missing) failure.detail += ", no " + reference;
    return failure;
  }
  if (!outcome.error) return failure;
  const ErrorInfo& info = error_info(outcome.error->code);
  const bool is_refusal =
      info.fault == Fault::mapping || (info.fault == Fault::api && !info.retryable);
  failure.code = is_refusal ? ErrorCode::token_refused : outcome.error->code;
  failure.detail += ": " + outcome.error->technical;
  failure.message_from_api = outcome.error->message_from_api;
  return failure;
}

// "expires_in" less a margin; of a short life one half, so that it is used at all.
Millis usable_for(const json::Value& expires_in) {
  const auto seconds = expires_in.as_int64();
  if (!seconds) return limits::token_lifetime_default;
  constexpr std::int64_t year_s = 365 * 24 * 3600;
  const Millis life = std::chrono::seconds(std::clamp<std::int64_t>(*seconds, 0, year_s));
  return std::max(life - limits::token_margin, life / 2);
}

}  // namespace

FetchedToken read_fetched_token(const Outcome& outcome, Instant now) {
  FetchedToken fetched;
  if (outcome.status != OutcomeStatus::ok) {
    fetched.failure = failure_of(outcome);
    return fetched;
  }
  const Result<json::Document> updates = json::Document::parse(outcome.updates_json);
  const json::Value* token = updates ? updates->root().find("access_token") : nullptr;
  if (token == nullptr || token->as_string().empty()) {
    fetched.failure = failure_of(failed_outcome({}, ErrorCode::required_missing));
    return fetched;
  }
  fetched.token = SecretText(token->as_string());
  const json::Value* expires_in = updates->root().find("expires_in");
  fetched.valid_until = now + usable_for(expires_in == nullptr ? json::Value() : *expires_in);
  return fetched;
}

}  // namespace fieldcall::engine
