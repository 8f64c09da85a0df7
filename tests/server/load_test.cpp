// 2 000 calls wait at the same time in one process, and no thread more than without them.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/running_server.hpp"

namespace fieldcall::server::test {
namespace {

constexpr std::uint32_t calls_wanted = 2000;

std::size_t thread_count() {
  const std::filesystem::directory_iterator threads("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(threads), end(threads)));
}

// Client and server share this process: each connection takes two descriptors.
std::uint32_t calls_that_fit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t spare = std::min<rlim_t>(limit.rlim_cur, 400);
  const auto fit = static_cast<std::uint32_t>(
      std::clamp<rlim_t>((limit.rlim_cur - spare) / 2, 10, calls_wanted));
  if (fit < calls_wanted) std::printf("reduced to %u calls by ulimit -n\n", fit);
  return fit;
}

TEST(Load, WaitingCallsTakeNoThread) {
  const std::uint32_t calls = calls_that_fit();
  const RunningServer running([](ServerOptions& options) {
    options.service.rate = 100'000;
    options.service.burst = 100'000;
  });
  // Whatever starts lazily has started after one call.
  EXPECT_EQ(running.ask(running.post("/v1/run", running.run_body("/ok"))).status, 200);
  const std::size_t threads_before = thread_count();

  std::vector<RawClient> clients;
  clients.reserve(calls);
  const std::string request = running.post("/v1/run", running.run_body("/hang"));
  for (std::uint32_t i = 0; i < calls; ++i) {
    clients.emplace_back(running.port());
    ASSERT_TRUE(clients.back().send(request));
  }
  RunningServer::wait_until([&] { return running.server->calls() == calls; });
  const std::size_t threads_waiting = thread_count();
  std::printf("%u waiting calls: %zu threads, %zu before\n", calls, threads_waiting,
              threads_before);
  EXPECT_EQ(threads_waiting, threads_before);
  // It answers others meanwhile.
  EXPECT_EQ(running.ask(running.get("/healthz")).status, 200);
  EXPECT_EQ(nlohmann::json::parse(
                running.ask(running.post("/v1/validate", running.run_body("/ok"))).body)["valid"],
            true);

  // A tenth goes away, the others get an outcome.
  const std::uint32_t leaving = calls / 10;
  for (std::uint32_t i = 0; i < leaving; ++i) clients[i].close();
  RunningServer::wait_until([&] { return running.server->calls() == calls - leaving; });
  running.server->stop(Millis{0});
  std::uint32_t ended = 0;
  for (std::uint32_t i = leaving; i < calls; ++i) {
    const Reply reply = clients[i].read();
    if (reply.status == 200 && reply.body.find("\"shut_down\"") != std::string::npos) ++ended;
  }
  EXPECT_EQ(ended, calls - leaving);
  EXPECT_EQ(running.server->calls(), 0U);
}

}  // namespace
}  // namespace fieldcall::server::test
