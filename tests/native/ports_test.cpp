// What a host lends the client: a cache store, a secret store; and requests that belong to no call
// of the host. (Observers: observer_test.cpp.)
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "fieldcall/native/client.hpp"
#include "native/fields.hpp"
#include "native/stores.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Send;
using fieldcall::test::Wait;

CallInputs inputs_of(Trigger trigger, const std::string& tenant = "") {
  CallInputs inputs;
  inputs.trigger = trigger;
  inputs.tenant = tenant;
  return inputs;
}

Field cached_field(const EpollServer& server, const std::string& path) {
  return field_from(R"({"key": "lookup", "name": "Lookup", "retry": 0, "cache_duration": 600,
    "api_config": {"url": ")" +
                    server.origin() + path +
                    R"(", "method": "GET", "response_mapping": {"answer": "ok"}}})");
}

// Sends {secret.token} as a bearer token.
Field secret_field(const EpollServer& server) {
  return field_from(R"({"key": "lookup", "name": "Lookup", "retry": 0, "api_config": {"url": ")" +
                    server.origin() + R"(/", "method": "GET",
    "auth": {"type": "bearer", "token": "{secret.token}"},
    "response_mapping": {"answer": "ok"}}})");
}

Field token_field(const EpollServer& server, const std::string& token_path) {
  return field_from(R"({"key": "lookup", "name": "Lookup", "retry": 0, "api_config": {"url": ")" +
                    server.origin() + R"(/api", "method": "GET",
    "auth": {"type": "oauth2", "token_url": ")" +
                    server.origin() + token_path +
                    R"(", "client_id": "me", "client_secret": "{secret.client}"},
    "response_mapping": {"answer": "ok"}}})");
}

CallInputs with_secret(const EpollServer& server, const std::string& name,
                       const std::string& value) {
  CallInputs inputs;
  inputs.secrets[name] = {SecretText(value), {server.origin()}, {}};
  return inputs;
}

ErrorCode code_of(const Outcome& outcome) {
  if (outcome.error) return outcome.error->code;
  ADD_FAILURE() << "no error: " << outcome_to_json(outcome);
  return ErrorCode::internal_error;
}

// ---- the cache store ----

ClientOptions store_options(const EpollServer& server, std::shared_ptr<CacheStore> store,
                            const std::string& key = std::string(32, 'k')) {
  ClientOptions options = local_options(server);
  options.engine.cache.key = SecretText(key);
  options.cache_store = std::move(store);
  return options;
}

TEST(ClientCacheStore, SharesAnswersBetweenClients) {
  const EpollServer server;
  const auto store = std::make_shared<MapStore>();
  const Field field = cached_field(server, "/ok");
  const CallInputs inputs = inputs_of(Trigger::on_create);
  for (int i = 0; i < 2; ++i) {
    Client client(store_options(server, store));
    const Outcome outcome = client.run(field, inputs);
    EXPECT_EQ(outcome.updates_json, R"({"answer":true})") << outcome_to_json(outcome);
  }
  EXPECT_EQ(server.request_count(), 1U);
  for (const auto& [key, entry] : store->entries()) {
    EXPECT_EQ(key.size(), 64U);
    EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
  // Under another key nothing is found.
  Client stranger(store_options(server, store, std::string(32, 'x')));
  EXPECT_EQ(stranger.run(field, inputs).status, OutcomeStatus::ok);
  EXPECT_EQ(server.request_count(), 2U);
}

TEST(ClientCacheStore, IsInvalidated) {
  const EpollServer server;
  const auto store = std::make_shared<MapStore>();
  const Field field = cached_field(server, "/ok");
  Client client(store_options(server, store));
  client.run(field, inputs_of(Trigger::on_create, "a"));
  client.run(field, inputs_of(Trigger::on_create, "b"));
  EXPECT_EQ(store->entries().size(), 2U);
  client.invalidate({.tenant = "a", .field_key = ""});
  while (store->entries().size() > 1) std::this_thread::yield();
  client.run(field, inputs_of(Trigger::on_create, "b"));
  EXPECT_EQ(server.request_count(), 2U);
  client.run(field, inputs_of(Trigger::on_create, "a"));
  EXPECT_EQ(server.request_count(), 3U);
  client.invalidate({});
  while (!store->entries().empty()) std::this_thread::yield();
}

TEST(ClientCacheStore, ThatFailsIsAMiss) {
  const EpollServer server;
  for (const auto manner :
       {BadStore::Manner::throws, BadStore::Manner::fails, BadStore::Manner::is_silent,
        BadStore::Manner::answers_twice, BadStore::Manner::gives_garbage}) {
    const auto observer = std::make_shared<RecordingObserver>();
    ClientOptions options = store_options(server, std::make_shared<BadStore>(manner));
    options.observer = observer;
    Client client(options);
    const Outcome outcome = client.run(cached_field(server, "/ok"), inputs_of(Trigger::on_create));
    EXPECT_EQ(outcome.status, OutcomeStatus::ok) << outcome_to_json(outcome);
    client.shutdown();
    const bool counted = manner == BadStore::Manner::throws || manner == BadStore::Manner::fails ||
                         manner == BadStore::Manner::is_silent;
    EXPECT_EQ(observer->saw(ObservationKind::cache_failed), counted);
    EXPECT_TRUE(observer->saw(ObservationKind::cache_miss));
  }
}

TEST(ClientCacheStore, MayAnswerWhenTheClientIsGone) {
  const EpollServer server;
  const auto store = std::make_shared<BadStore>(BadStore::Manner::is_silent);
  {
    Client client(store_options(server, store));
    client.run(cached_field(server, "/ok"), inputs_of(Trigger::on_create));
  }
  store->answer_late();
}

// ---- the secret store ----

class RotatedSecret : public testing::Test {
 protected:
  EpollServer server{{.handler = [](const Request& request) {
    const bool is_new = request.header("Authorization") == "Bearer the-new-token";
    return Script{Send{http_response(is_new ? 200 : 401, R"({"ok":true})")}};
  }}};
};

TEST_F(RotatedSecret, IsReadAgain) {
  const auto store = std::make_shared<OneSecretStore>(
      Secrets{{"token", {SecretText("the-new-token"), {server.origin()}, {}}}});
  ClientOptions options = local_options(server);
  options.secret_store = store;
  Client client(options);
  CallInputs inputs = with_secret(server, "token", "the-old-token");
  inputs.tenant = "acme";
  inputs.case_id = "case 7";
  const Outcome outcome = client.run(secret_field(server), inputs);
  EXPECT_EQ(outcome.status, OutcomeStatus::ok) << outcome_to_json(outcome);
  EXPECT_EQ(server.request_count(), 2U);
  const auto requests = store->requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].tenant, "acme");
  EXPECT_EQ(requests[0].case_id, "case 7");
  EXPECT_EQ(requests[0].field_key, "lookup");
  EXPECT_EQ(requests[0].names, std::vector<std::string>{"token"});
}

TEST_F(RotatedSecret, StaysRefusedWhenItCannotBeRead) {
  for (const bool throws : {true, false}) {
    ClientOptions options = local_options(server);
    options.secret_store = std::make_shared<OneSecretStore>(std::nullopt, throws);
    Client client(options);
    EXPECT_EQ(
        code_of(client.run(secret_field(server), with_secret(server, "token", "the-old-token"))),
        ErrorCode::unauthorized);
  }
  EXPECT_EQ(server.request_count(), 2U);
}

// ---- requests of no call, and of calls that have left ----

TEST(ClientTokens, AreFetchedOnceForAll) {
  std::atomic<int> fetched = 0;
  const EpollServer server({.handler = [&](const Request& request) {
    if (request.target == "/token") {
      ++fetched;
      return Script{Wait{Millis{20}},
                    Send{http_response(200,
                                       R"({"access_token":"abc","token_type":"Bearer",)"
                                       R"("expires_in":3600})",
                                       "Content-Type: application/json\r\n")}};
    }
    const bool known = request.header("Authorization") == "Bearer abc";
    return Script{Send{http_response(known ? 200 : 403, R"({"ok":true})")}};
  }});
  Client client(local_options(server));
  Outcomes outcomes;
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(client
                    .submit(token_field(server, "/token"),
                            with_secret(server, "client", "the-client-secret"), outcomes.callback())
                    .ok());
  }
  for (const Outcome& outcome : outcomes.wait_for(10)) {
    EXPECT_EQ(outcome.status, OutcomeStatus::ok) << outcome_to_json(outcome);
  }
  EXPECT_EQ(fetched, 1);
}

TEST(ClientTokens, HoldUpNoShutdown) {
  const EpollServer server;
  Outcomes outcomes;
  {
    Client client(local_options(server));
    ASSERT_TRUE(client
                    .submit(token_field(server, "/hang"),
                            with_secret(server, "client", "the-client-secret"), outcomes.callback())
                    .ok());
    while (server.request_count() == 0) std::this_thread::yield();
  }
  EXPECT_EQ(code_of(outcomes.wait_for(1)[0]), ErrorCode::shut_down);
  while (server.open() > 0) std::this_thread::yield();
}

TEST(ClientSharing, GoesOnWhenTheFirstCallLeaves) {
  std::atomic<bool> may_answer = false;
  const EpollServer server({.handler = [&](const Request&) {
    return Script{Wait{Millis{200}}, Send{http_response(200, R"({"ok":true})")}};
  }});
  Client client(local_options(server));
  Outcomes outcomes;
  const Field field = local_field(server, "/same", 0);
  const auto first = client.submit(field, inputs_of(Trigger::on_create), outcomes.callback());
  ASSERT_TRUE(client.submit(field, inputs_of(Trigger::on_create), outcomes.callback()).ok());
  while (server.request_count() == 0) std::this_thread::yield();
  client.cancel(*first);
  const auto ended = outcomes.wait_for(2);
  EXPECT_EQ(ended[0].status, OutcomeStatus::cancelled);
  EXPECT_EQ(ended[1].status, OutcomeStatus::ok) << outcome_to_json(ended[1]);
  EXPECT_EQ(server.request_count(), 1U);
}

// ---- what goes first ----

TEST(ClientFairness, IsTheEngines) {
  const EpollServer server;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 1;
  Client client(options);
  Outcomes outcomes;
  const Field slow = local_field(server, "/delay/50", 0);
  const Field of_a = local_field(server, "/ok?a", 0);
  const Field of_b = local_field(server, "/ok?b", 0);
  ASSERT_TRUE(client.submit(slow, inputs_of(Trigger::manual, "a"), outcomes.callback()).ok());
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(client.submit(of_a, inputs_of(Trigger::manual, "a"), outcomes.callback()).ok());
  }
  ASSERT_TRUE(client.submit(of_b, inputs_of(Trigger::manual, "b"), outcomes.callback()).ok());
  outcomes.wait_for(52);
  EXPECT_EQ(server.open_max(), 1U);
  const auto requests = server.requests();
  std::size_t place = 0;
  while (requests[place].target != "/ok?b") ++place;
  EXPECT_LT(place, 10U);
}

}  // namespace
}  // namespace fieldcall::native::test
