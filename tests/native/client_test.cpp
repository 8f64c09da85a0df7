#include "fieldcall/native/client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "fieldcall/error.hpp"
#include "native/fields.hpp"
#include "native/stores.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::End;
using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Send;

std::size_t thread_count() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator("/proc/self/task")) {
    ++count;
  }
  return count;
}

ErrorCode code_of(const Outcome& outcome) {
  if (outcome.error) return outcome.error->code;
  ADD_FAILURE() << "no error: " << outcome_to_json(outcome);
  return ErrorCode::internal_error;
}

TEST(Client, RunsACall) {
  const EpollServer server;
  Client client(local_options(server));
  const Outcome outcome = client.run(local_field(server, "/ok"), {});
  EXPECT_EQ(outcome.status, OutcomeStatus::ok) << outcome_to_json(outcome);
  EXPECT_EQ(outcome.updates_json, R"({"answer":true})");
}

TEST(Client, RetriesAndSaysSo) {
  std::atomic<int> requests = 0;
  const EpollServer server({.handler = [&](const Request&) {
    if (requests++ == 0) {
      return Script{Send{http_response(503, "{}", "Retry-After: 0\r\n")}};
    }
    return Script{Send{http_response(200, R"({"ok":true})")}};
  }});
  Client client(local_options(server));
  EXPECT_EQ(client.run(local_field(server, "/"), {}).status, OutcomeStatus::ok);
  EXPECT_EQ(requests, 2);
}

TEST(Client, ReportsFaultsAsOutcomes) {
  const EpollServer server;
  Client client(local_options(server));
  const struct {
    const char* path;
    ErrorCode code;
  } cases[] = {
      {"/reset", ErrorCode::connection_reset},  {"/cut", ErrorCode::truncated},
      {"/garbage", ErrorCode::bad_response},    {"/status/404", ErrorCode::not_found},
      {"/status/500", ErrorCode::server_error}, {"/gzip-bomb/20", ErrorCode::response_too_large},
      {"/stall", ErrorCode::stalled},
  };
  for (const auto& [path, code] : cases) {
    EXPECT_EQ(code_of(client.run(local_field(server, path, 0), {})), code) << path;
  }
}

TEST(Client, TellsADripFromAStall) {
  const EpollServer server;
  ClientOptions options = local_options(server);
  options.engine.stall_timeout = Millis{1000};
  Client client(options);
  // Longer than the stall timeout in all, but never silent for so long.
  const Outcome outcome = client.run(local_field(server, "/drip/15/100", 0), {});
  EXPECT_NE(outcome.error && outcome.error->code == ErrorCode::stalled, true)
      << outcome_to_json(outcome);
}

TEST(Client, RefusesPrivateNetworksByDefault) {
  const EpollServer server;
  ClientOptions options = local_options(server);
  options.engine.egress.allow_private_networks = false;
  Client client(options);
  EXPECT_EQ(code_of(client.run(local_field(server, "/ok"), {})), ErrorCode::egress_denied);
  EXPECT_EQ(server.accepted(), 0U);
}

TEST(Client, DrawsASeedForEachCall) {
  const EpollServer server;
  Client client(local_options(server));
  const Field field = local_field(server, "/ok", 0, "POST");
  client.run(field, {});
  client.run(field, {});
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_NE(requests[0].header("Idempotency-Key"), "");
  EXPECT_NE(requests[0].header("Idempotency-Key"), requests[1].header("Idempotency-Key"));
}

TEST(Client, TakesCallsFromManyThreads) {
  const EpollServer server;
  Client client(local_options(server));
  const Field field = local_field(server, "/ok");
  Outcomes outcomes;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 50; ++n) {
        EXPECT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
      }
      EXPECT_EQ(client.run(field, {}).status, OutcomeStatus::ok);
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& outcome : outcomes.wait_for(400)) {
    EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  }
}

TEST(Client, NeedsOneThreadForTenThousandCalls) {
  const EpollServer server;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 100;
  Client client(options);
  const Field field = local_field(server, "/ok");
  client.run(field, {});
  const std::size_t before = thread_count();
  Outcomes outcomes;
  std::size_t threads_max = 0;
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
    if (i % 500 == 0) threads_max = std::max(threads_max, thread_count());
  }
  threads_max = std::max(threads_max, thread_count());
  for (const auto& outcome : outcomes.wait_for(10'000)) {
    EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  }
  EXPECT_LE(threads_max, before);
  EXPECT_LE(server.accepted(), 10'000U);
}

TEST(Client, CancelsCallsThatRunAndCallsThatWait) {
  const EpollServer server;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 1;
  Client client(options);
  Outcomes outcomes;
  const Field field = local_field(server, "/hang");
  const auto first = client.submit(field, {}, outcomes.callback());
  const auto second = client.submit(field, {}, outcomes.callback());
  ASSERT_TRUE(first.ok() && second.ok());
  while (server.request_count() == 0) std::this_thread::yield();
  client.cancel(*second);
  EXPECT_EQ(outcomes.wait_for(1)[0].status, OutcomeStatus::cancelled);
  client.cancel(*first);
  EXPECT_EQ(outcomes.wait_for(2)[1].status, OutcomeStatus::cancelled);
  client.cancel(*first);
  client.cancel(CallHandle{12345});
  EXPECT_EQ(client.run(local_field(server, "/ok"), {}).status, OutcomeStatus::ok);
  while (server.open() > 1) std::this_thread::yield();
}

TEST(Client, EndsEveryCallWhenItIsShutDown) {
  const EpollServer server;
  Outcomes outcomes;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 20;
  Client client(options);
  const Field field = local_field(server, "/hang");
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
  }
  while (server.request_count() < 20) std::this_thread::yield();
  client.shutdown();
  ASSERT_EQ(outcomes.count(), 50U);
  for (const auto& outcome : outcomes.wait_for(50)) {
    EXPECT_EQ(outcome.status, OutcomeStatus::failed);
    EXPECT_EQ(code_of(outcome), ErrorCode::shut_down);
  }
  client.shutdown();
  EXPECT_EQ(client.submit(field, {}, outcomes.callback()).error().code, "shut_down");
  EXPECT_EQ(code_of(client.run(field, {})), ErrorCode::shut_down);
  EXPECT_EQ(outcomes.count(), 50U);
}

TEST(Client, LetsCallsFinishWithinTheGrace) {
  const EpollServer server;
  Outcomes outcomes;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 2;
  Client client(options);
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(client.submit(local_field(server, "/delay/20"), {}, outcomes.callback()).ok());
  }
  client.shutdown(Millis{60'000});
  for (const auto& outcome : outcomes.wait_for(6)) EXPECT_EQ(outcome.status, OutcomeStatus::ok);
}

TEST(Client, EndsTheRestAfterTheGrace) {
  const EpollServer server;
  Outcomes outcomes;
  Client client(local_options(server));
  EXPECT_TRUE(client.submit(local_field(server, "/hang"), {}, outcomes.callback()).ok());
  client.shutdown(Millis{30});
  EXPECT_EQ(code_of(outcomes.wait_for(1)[0]), ErrorCode::shut_down);
}

TEST(Client, SurvivesCallbacksThatThrowOrAreNone) {
  const EpollServer server;
  Client client(local_options(server));
  const Field field = local_field(server, "/ok");
  EXPECT_TRUE(
      client.submit(field, {}, [](const Outcome&) { throw std::runtime_error("no"); }).ok());
  EXPECT_TRUE(client.submit(field, {}, nullptr).ok());
  EXPECT_EQ(client.run(field, {}).status, OutcomeStatus::ok);
}

TEST(Client, MayBeUsedFromCallbacks) {
  const EpollServer server;
  Client client(local_options(server));
  const Field field = local_field(server, "/ok");
  Outcomes outcomes;
  Outcome nested;
  EXPECT_TRUE(client
                  .submit(field, {},
                          [&](const Outcome&) {
                            nested = client.run(field, {});
                            EXPECT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
                          })
                  .ok());
  EXPECT_EQ(outcomes.wait_for(1)[0].status, OutcomeStatus::ok);
  EXPECT_EQ(code_of(nested), ErrorCode::internal_error);

  EXPECT_TRUE(client.submit(field, {}, [&](const Outcome&) { client.shutdown(); }).ok());
  client.shutdown(Millis{60'000});
}

TEST(Client, RefusesSubmissionsWhenTheQueueIsFull) {
  const EpollServer server;
  Outcomes outcomes;
  ClientOptions options = local_options(server);
  options.engine.traffic.process_concurrency = 1;
  options.calls_max = 4;
  Client client(options);
  const Field field = local_field(server, "/hang");
  EXPECT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
  while (server.request_count() == 0) std::this_thread::yield();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(client.submit(field, {}, outcomes.callback()).ok());
  const auto refused = client.submit(field, {}, outcomes.callback());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "queue_full");
  client.shutdown();
  EXPECT_EQ(outcomes.count(), 4U);
}

}  // namespace
}  // namespace fieldcall::native::test
