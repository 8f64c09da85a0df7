// Access tokens: fetched once for all, renewed once after a 401.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/manual_host.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

Field oauth2_field(std::string_view change = "{}") {
  json field = json::parse(R"({"api_config": {"auth": {"type": "oauth2",
      "token_url": "https://id.example.com/token", "client_id": "me",
      "client_secret": "{secret.client}", "scope": "read"}}})");
  field.merge_patch(json::parse(change));
  return score_field_with(field.dump());
}

CallInputs oauth2_inputs(std::string id, std::string tenant = "acme") {
  CallInputs inputs = inputs_of(std::move(id), std::move(tenant));
  inputs.secrets["client"] = {SecretText("client-secret-1"), {"https://id.example.com"}, {}};
  return inputs;
}

std::string header_of(const SendRequest& send, std::string_view name) {
  for (const Header& header : send.request.headers) {
    if (header.name == name) return header.value;
  }
  return "(absent)";
}

constexpr const char* token_answer =
    R"({"access_token": "token-aaaaaaaa", "token_type": "Bearer", "expires_in": 3600})";

TEST(OAuth2, FetchesATokenOnceForAllWhoWait) {
  ManualHost host;
  const CallId first = host.start(oauth2_field(), oauth2_inputs("1"));
  const CallId second = host.start(oauth2_field(), oauth2_inputs("2"));
  ASSERT_EQ(host.sent.size(), 1U);
  const SendRequest token = host.last_sent();
  EXPECT_EQ(token.request.url, "https://id.example.com/token");
  EXPECT_EQ(token.request.method, "POST");
  EXPECT_EQ(token.request.body, "grant_type=client_credentials&scope=read");
  EXPECT_EQ(header_of(token, "Idempotency-Key"), "(absent)");
  EXPECT_EQ(token.origin, "https://id.example.com:443");
  EXPECT_EQ(host.engine.active_calls(), 2U);
  EXPECT_TRUE(host.answer(token.attempt, 200, token_answer));
  ASSERT_EQ(host.sent.size(), 3U);
  EXPECT_EQ(header_of(host.last_sent(), "Authorization"), "Bearer token-aaaaaaaa");
  for (const CallId call : {first, second}) {
    host.answer(host.sent[call == first ? 1 : 2].attempt, 200, R"({"score": 1})");
    EXPECT_EQ(host.outcome(call).status, OutcomeStatus::ok);
  }
  host.start(oauth2_field(), oauth2_inputs("3"));
  EXPECT_EQ(host.sent.size(), 4U) << "the token is kept";
}

TEST(OAuth2, GoesToOriginsOfItsSecretsOnlyWhereOriginsAreMandatory) {
  EngineOptions options;
  options.egress.require_secret_origins = true;
  ManualHost host(options);
  const CallId denied = host.start(oauth2_field(), oauth2_inputs("1"));
  const Outcome outcome = host.outcome(denied);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::secret_origin_denied);
  EXPECT_THAT(outcome.error->technical, testing::HasSubstr("access token"));
  EXPECT_TRUE(host.sent.empty()) << "no token is fetched";
  CallInputs allowed = oauth2_inputs("2");
  allowed.secrets["client"].origins.push_back("https://api.example.com");
  host.start(oauth2_field(), std::move(allowed));
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(OAuth2, RenewsATokenAMinuteBeforeItEnds) {
  ManualHost host;
  host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  host.wait(Millis{3'539'999});
  host.start(oauth2_field(), oauth2_inputs("2"));
  EXPECT_EQ(host.last_sent().origin, "https://api.example.com:443");
  host.wait(Millis{1});
  host.start(oauth2_field(), oauth2_inputs("3"));
  EXPECT_EQ(host.last_sent().origin, "https://id.example.com:443");
}

TEST(OAuth2, TenantsAndClientsHaveTheirOwn) {
  ManualHost host;
  host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.start(oauth2_field(), oauth2_inputs("1", "globex"));
  EXPECT_EQ(host.last_sent().origin, "https://id.example.com:443");
  CallInputs other = oauth2_inputs("2");
  other.secrets["client"].value = SecretText("client-secret-2");
  host.start(oauth2_field(), other);
  EXPECT_EQ(host.last_sent().origin, "https://id.example.com:443");
  EXPECT_EQ(host.sent.size(), 4U);
}

TEST(OAuth2, RenewsOnceAfterA401) {
  ManualHost host;
  const CallId call = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 401, "{}");
  EXPECT_EQ(host.last_sent().origin, "https://id.example.com:443");
  host.answer(host.last_sent().attempt, 200,
              R"({"access_token": "token-bbbbbbbb", "expires_in": "3600"})");
  EXPECT_EQ(header_of(host.last_sent(), "Authorization"), "Bearer token-bbbbbbbb");
  host.answer(host.last_sent().attempt, 401, "{}");
  EXPECT_EQ(host.error_of(call), "unauthorized");
  EXPECT_EQ(host.sent.size(), 4U);
  EXPECT_EQ(host.outcome_json(call).at("metadata").at("attempts").size(), 2U);
}

TEST(OAuth2, KeepsTheKeyOfARequestThatWasTakenOverWithANewToken) {
  ManualHost host;
  const Field post = oauth2_field(R"({"cache_duration": 9, "api_config": {"method": "POST"}})");
  const CallId leader = host.start(post, oauth2_inputs("1"));
  host.start(post, oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  const std::string key = header_of(host.last_sent(), "Idempotency-Key");
  host.tell(CancelCall{leader});
  host.answer(host.last_sent().attempt, 401, "{}");
  host.answer(host.last_sent().attempt, 200,
              R"({"access_token": "token-bbbbbbbb", "expires_in": 3600})");
  EXPECT_EQ(header_of(host.last_sent(), "Authorization"), "Bearer token-bbbbbbbb");
  EXPECT_EQ(header_of(host.last_sent(), "Idempotency-Key"), key);
}

TEST(OAuth2, FailsForAllWithoutAToken) {
  ManualHost host;
  const CallId first = host.start(oauth2_field(), oauth2_inputs("1"));
  const CallId second = host.start(oauth2_field(), oauth2_inputs("2"));
  host.answer(host.last_sent().attempt, 400,
              R"({"error": "invalid_client", "error_description": "unknown client"})");
  for (const CallId call : {first, second}) {
    EXPECT_EQ(host.error_of(call), "token_refused");
    EXPECT_EQ(host.outcome(call).error->message_from_api, "unknown client");
  }
  const CallId third = host.start(oauth2_field(), oauth2_inputs("1"));
  host.tell(RequestFailed{host.last_sent().attempt, TransportFault::dns, true, ""});
  EXPECT_EQ(host.error_of(third), "dns_failed");
  const CallId fourth = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, R"({"token": "elsewhere"})");
  EXPECT_EQ(host.error_of(fourth), "token_refused");
  EXPECT_EQ(host.engine.active_calls(), 0U);
}

// Whose new token, after a 401, is not to be had.
void fail_to_renew(ManualHost& host, int times) {
  for (int i = 0; i < times; ++i) {
    const CallId call = host.start(oauth2_field(), oauth2_inputs(std::to_string(i)));
    host.answer(host.last_sent().attempt, 200, token_answer);
    host.answer(host.last_sent().attempt, 401, "{}");
    host.answer(host.last_sent().attempt, 503, "");
    ASSERT_EQ(host.error_of(call), "server_error") << i;
    EXPECT_EQ(host.outcome_json(call).at("metadata").at("attempts").size(), 1U);
  }
}

TEST(OAuth2, AnEndpointThatFailsIsNoFaultOfTheApi) {
  EngineOptions options;
  options.traffic.origins["https://id.example.com"].circuit_breaker = false;
  ManualHost host(std::move(options));
  fail_to_renew(host, 20);
  const CallId plain = host.start(score_field_with("{}"), inputs_of("x"));
  EXPECT_FALSE(host.has_ended(plain)) << "the API's breaker is closed";
}

TEST(OAuth2, AnEndpointThatFailsHasItsOwnBreaker) {
  ManualHost host;
  fail_to_renew(host, 5);
  EXPECT_EQ(host.error_of(host.start(oauth2_field(), oauth2_inputs("x"))), "circuit_open");
  const CallId plain = host.start(score_field_with("{}"), inputs_of("x"));
  EXPECT_FALSE(host.has_ended(plain)) << "the API's is closed";
}

TEST(OAuth2, NoMoreCallsWaitForATokenThanMayWait) {
  EngineOptions options;
  options.traffic.tenant_queue_max = 1;
  ManualHost host(std::move(options));
  const CallId first = host.start(oauth2_field(), oauth2_inputs("1"));
  EXPECT_EQ(host.error_of(host.start(oauth2_field(), oauth2_inputs("2"))), "queue_full");
  host.answer(host.last_sent().attempt, 200, token_answer);
  EXPECT_FALSE(host.has_ended(first));
  const CallId third = host.start(oauth2_field(), oauth2_inputs("3"));
  EXPECT_FALSE(host.has_ended(third));
  EXPECT_EQ(host.sent.size(), 3U);
}

TEST(OAuth2, TheTokensOfOneTenantPushOutNobodyElses) {
  ManualHost host;
  const auto fetch = [&host](CallInputs inputs) {
    const std::size_t before = host.sent.size();
    const CallId call = host.start(oauth2_field(), std::move(inputs));
    const bool is_fetched = host.last_sent().origin == "https://id.example.com:443";
    if (is_fetched) {
      host.answer(host.last_sent().attempt, 200, token_answer);
      host.wait(Millis{1});
    }
    host.tell(CancelCall{call});
    EXPECT_EQ(host.sent.size(), before + (is_fetched ? 2 : 1));
    return is_fetched;
  };
  EXPECT_TRUE(fetch(oauth2_inputs("1", "globex")));
  for (std::uint32_t i = 0; i <= limits::tokens_max; ++i) {
    CallInputs inputs = oauth2_inputs("1");
    inputs.secrets["client"].value = SecretText("client-secret-" + std::to_string(i));
    EXPECT_TRUE(fetch(std::move(inputs)));
  }
  EXPECT_FALSE(fetch(oauth2_inputs("1", "globex")));
  CallInputs first = oauth2_inputs("1");
  first.secrets["client"].value = SecretText("client-secret-0");
  EXPECT_TRUE(fetch(std::move(first))) << "their own oldest was forgotten";
}

TEST(OAuth2, SaysWhenTheEndpointMayBeAskedAgain) {
  ManualHost host;
  const CallId first = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 429, "", {{"Retry-After", "3600"}});
  const CallId second = host.start(oauth2_field(), oauth2_inputs("2"));
  EXPECT_EQ(host.sent.size(), 1U);
  for (const CallId call : {first, second}) {
    EXPECT_EQ(host.error_of(call), "rate_limited");
    EXPECT_EQ(host.outcome_json(call).at("metadata").at("next_retry_at"),
              "2026-01-15T13:00:00.000Z");
  }
}

TEST(OAuth2, GoesOnFetchingWhenTheFirstOneLeaves) {
  ManualHost host;
  const CallId first = host.start(oauth2_field(), oauth2_inputs("1"));
  const CallId second = host.start(oauth2_field(), oauth2_inputs("2"));
  host.tell(CancelCall{first});
  EXPECT_EQ(host.outcome(first).status, OutcomeStatus::cancelled);
  host.answer(host.last_sent().attempt, 200, token_answer);
  EXPECT_EQ(host.last_sent().attempt.call, second);
  EXPECT_EQ(host.sent.size(), 2U);
  EXPECT_FALSE(host.tell(CancelCall{host.sent[0].attempt.call}))
      << "the fetch is not the host's to cancel";
}

TEST(OAuth2, SendsNothingWithoutItsInputs) {
  ManualHost host;
  CallInputs inputs = inputs_of("1");
  const CallId no_secret = host.start(oauth2_field(), inputs);
  EXPECT_EQ(host.error_of(no_secret), "secret_not_found");
  const Field with_data =
      oauth2_field(R"({"api_config": {"auth": {"client_id": "{data.client}"}}})");
  const CallId waiting = host.start(with_data, oauth2_inputs("1"));
  EXPECT_EQ(host.outcome(waiting).status, OutcomeStatus::waiting_input);
  EXPECT_EQ(host.outcome(waiting).missing, std::vector<std::string>{"data.client"});
  CallInputs elsewhere = oauth2_inputs("1");
  elsewhere.secrets["client"].origins = {"https://api.example.com"};
  const CallId denied = host.start(oauth2_field(), elsewhere);
  EXPECT_EQ(host.error_of(denied), "secret_origin_denied");
  EXPECT_TRUE(host.sent.empty());
}

TEST(OAuth2, ATokenMayHoldWhatItWasAskedForWith) {
  ManualHost host;
  const CallId call = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, R"({"access_token": "jwt.client-secret-1.sig"})");
  EXPECT_EQ(header_of(host.last_sent(), "Authorization"), "Bearer jwt.client-secret-1.sig");
  host.tell(CancelCall{call});
  for (const char* refusal : {R"({"error": "client-secret-1?"})", "client-secret-1"}) {
    ManualHost other;
    const CallId refused = other.start(oauth2_field(), oauth2_inputs("1"));
    other.answer(other.last_sent().attempt, 400, refusal);
    EXPECT_EQ(other.error_of(refused), "token_refused");
    const std::string text = outcome_to_json(other.outcome(refused));
    EXPECT_EQ(text.find("client-secret-1"), std::string::npos) << text;
  }
}

TEST(OAuth2, WhatATokenWasAskedForWithIsMaskedInAnswers) {
  ManualHost host;
  const CallId call = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 401, "");
  host.answer(host.last_sent().attempt, 200, R"({"access_token": "token-bbbbbbbb"})");
  host.answer(host.last_sent().attempt, 200,
              R"({"score": "client-secret-1 token-aaaaaaaa token-bbbbbbbb"})");
  const std::string text = outcome_to_json(host.outcome(call));
  for (const char* secret : {"client-secret-1", "token-aaaaaaaa", "token-bbbbbbbb"}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << text;
  }
}

TEST(OAuth2, TheDeadlineOfTheFirstIsNotThatOfTheOthers) {
  ManualHost host;
  const CallId hasty = host.start(oauth2_field(R"({"deadline": 1000})"), oauth2_inputs("1"));
  const CallId patient = host.start(oauth2_field(), oauth2_inputs("2"));
  EXPECT_EQ(host.sent.size(), 1U);
  host.wait(Millis{1'000});
  EXPECT_EQ(host.error_of(hasty), "deadline_exceeded");
  EXPECT_EQ(host.aborted.size(), 1U);
  ASSERT_EQ(host.sent.size(), 2U) << "it is asked for again";
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 200, R"({"score": 1})");
  EXPECT_EQ(host.outcome(patient).status, OutcomeStatus::ok);
  EXPECT_EQ(host.engine.active_calls(), 0U);
}

TEST(OAuth2, IsOneForFieldsThatTryInOtherWays) {
  ManualHost host;
  host.start(oauth2_field(R"({"timeout": 1000})"), oauth2_inputs("1"));
  host.start(oauth2_field(R"({"retry": 3, "api_config": {"retry_on": [503]}})"),
             oauth2_inputs("2"));
  EXPECT_EQ(host.sent.size(), 1U);
}

TEST(OAuth2, IsAskedForWithTheSecretThatWasReadAgain) {
  EngineOptions options;
  options.can_read_secrets = true;
  ManualHost host(std::move(options));
  const CallId call = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 401, "");
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 401, "");
  ASSERT_EQ(host.secrets_asked.size(), 1U);
  const std::string old_header = header_of(host.sent[0], "Authorization");
  Secrets rotated = oauth2_inputs("1").secrets;
  rotated["client"].value = SecretText("client-secret-2");
  host.tell(SecretsRead{.call = call, .secrets = rotated});
  EXPECT_EQ(host.last_sent().origin, "https://id.example.com:443");
  EXPECT_NE(header_of(host.last_sent(), "Authorization"), old_header);
}

TEST(OAuth2, ATokenIsASecret) {
  ManualHost host;
  const CallId call = host.start(oauth2_field(), oauth2_inputs("1"));
  host.answer(host.last_sent().attempt, 200, token_answer);
  host.answer(host.last_sent().attempt, 200, R"({"score": "token-aaaaaaaa client-secret-1"})");
  const std::string text = outcome_to_json(host.outcome(call));
  EXPECT_EQ(text.find("token-aaaaaaaa"), std::string::npos) << text;
  EXPECT_EQ(text.find("client-secret-1"), std::string::npos) << text;
  for (const Observation& seen : host.observations) {
    EXPECT_EQ(observation_to_json(seen).find("token-aaaaaaaa"), std::string::npos);
  }
}

TEST(Secrets, AreReadAgainOnceAfterA401) {
  EngineOptions options;
  options.can_read_secrets = true;
  ManualHost host(std::move(options));
  const Field field = score_field_with(
      R"({"api_config": {"auth": {"type": "bearer", "token": "{secret.token}"}}})");
  CallInputs inputs = inputs_of("7");
  inputs.secrets["token"] = {SecretText("tok-0123456789"), {"https://api.example.com"}, {}};
  Secrets rotated = inputs.secrets;
  rotated["token"].value = SecretText("tok-rotated-99");

  const CallId call = host.start(field, inputs);
  host.answer(host.last_sent().attempt, 401, "");
  ASSERT_EQ(host.secrets_asked.size(), 1U);
  EXPECT_EQ(host.secrets_asked[0].names, std::vector<std::string>{"token"});
  EXPECT_TRUE(host.tell(SecretsRead{.call = call, .secrets = rotated}));
  EXPECT_EQ(header_of(host.last_sent(), "Authorization"), "Bearer tok-rotated-99");
  host.answer(host.last_sent().attempt, 401, "");
  EXPECT_EQ(host.error_of(call), "unauthorized");

  const CallId unchanged = host.start(field, inputs);
  host.answer(host.last_sent().attempt, 401, "");
  host.tell(SecretsRead{.call = unchanged, .secrets = inputs.secrets});
  EXPECT_EQ(host.error_of(unchanged), "unauthorized");

  const CallId unread = host.start(field, inputs);
  host.answer(host.last_sent().attempt, 401, "");
  host.wait(limits::secrets_read_max);
  EXPECT_EQ(host.error_of(unread), "unauthorized");
  EXPECT_FALSE(host.tell(SecretsRead{.call = unread, .secrets = rotated}));
}

TEST(Secrets, ThatWereReplacedAreStillMasked) {
  EngineOptions options;
  options.can_read_secrets = true;
  ManualHost host(std::move(options));
  CallInputs inputs = inputs_of("7");
  inputs.secrets["token"] = {SecretText("tok-0123456789"), {"https://api.example.com"}, {}};
  const CallId call =
      host.start(score_field_with(
                     R"({"api_config": {"auth": {"type": "bearer", "token": "{secret.token}"}}})"),
                 inputs);
  host.answer(host.last_sent().attempt, 401, "");
  inputs.secrets["token"].value = SecretText("tok-rotated-99");
  host.tell(SecretsRead{.call = call, .secrets = inputs.secrets});
  host.answer(host.last_sent().attempt, 200, R"({"score": "tok-0123456789 tok-rotated-99"})");
  const std::string text = outcome_to_json(host.outcome(call));
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos) << text;
  EXPECT_EQ(text.find("tok-rotated-99"), std::string::npos) << text;
}

}  // namespace
}  // namespace fieldcall::test
