// 2 000 calls at once, almost a third of them met by a fault: all end, and nothing is left behind.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "fieldcall/native/client.hpp"
#include "native/fields.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Wait;

constexpr std::uint32_t kCalls = 2000;

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    ++count;
  }
  return count;
}

// Client and server share this process: each connection takes two descriptors.
std::uint32_t calls_that_fit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto fit = static_cast<std::uint32_t>(
      std::clamp<rlim_t>((limit.rlim_cur - std::min<rlim_t>(limit.rlim_cur, 200)) / 2, 10, kCalls));
  if (fit < kCalls)
    std::printf("reduced to %u calls: ulimit -n is %llu\n", fit,
                static_cast<unsigned long long>(limit.rlim_cur));
  return fit;
}

struct Way {
  const char* path;
  bool fault;
};

// Ten calls take these ten ways in turn: three faults.
constexpr std::array<std::array<Way, 10>, 4> kWays = {{
    {{{"/ok", false},
      {"/delay/200", false},
      {"/reset", true},
      {"/chunked", false},
      {"/gzip", false},
      {"/stall", true},
      {"/drip/3/30", false},
      {"/segments", false},
      {"/cut", true},
      {"/delay/400", false}}},
    {{{"/ok", false},
      {"/delay/300", false},
      {"/half-close", true},
      {"/chunked", false},
      {"/gzip", false},
      {"/status/503", true},
      {"/drip/5/10", false},
      {"/segments", false},
      {"/garbage", true},
      {"/delay/500", false}}},
    {{{"/ok", false},
      {"/delay/100", false},
      {"/cut-chunked", true},
      {"/chunked", false},
      {"/gzip", false},
      {"/close", true},
      {"/drip/2/90", false},
      {"/segments", false},
      {"/gzip-bomb/2", true},
      {"/delay/300", false}}},
    {{{"/ok", false},
      {"/delay/250", false},
      {"/large-headers/70000", true},
      {"/chunked", false},
      {"/gzip", false},
      {"/cut-reset", true},
      {"/drip/4/50", false},
      {"/segments", false},
      {"/bad-encoding", true},
      {"/delay/350", false}}},
}};

Way way_of(std::uint32_t call) {
  return kWays[(call / 10) % kWays.size()][call % 10];
}

TEST(Load, AllCallsEndAndNothingIsLeft) {
  const std::uint32_t calls = calls_that_fit();
  {
    Client warm_up;  // what libcurl and OpenSSL open once stays open
  }
  const std::size_t before = open_descriptors();
  std::map<OutcomeStatus, std::uint32_t> by_status;
  std::uint32_t surprises = 0;
  std::uint32_t faults = 0;
  {
    // Each answer waits until all calls have been sent, so that they are open at the same time.
    const EpollServer server({.handler =
                                  [](const Request& request) {
                                    Script script = scripted_answer(request);
                                    script.insert(script.begin(), Wait{Millis{2000}});
                                    return script;
                                  },
                              .record_requests = false});
    ClientOptions options = local_options(server);
    options.engine.stall_timeout = Millis{1000};
    options.engine.traffic.any_origin.concurrency = calls;
    options.engine.traffic.any_origin.retry_budget = false;
    options.engine.traffic.any_origin.circuit_breaker = false;
    options.engine.traffic.any_origin.learn_rate = false;
    options.engine.traffic.tenant_concurrency = calls;
    options.engine.traffic.process_concurrency = calls;
    Client client(options);
    std::map<std::string, Field, std::less<>> fields;
    for (const auto& ways : kWays) {
      for (const auto& way : ways) fields.emplace(way.path, local_field(server, way.path, 1));
    }
    std::mutex mutex;
    for (std::uint32_t call = 0; call < calls; ++call) {
      const Way way = way_of(call);
      faults += way.fault ? 1 : 0;
      const auto handle =
          client.submit(fields.find(way.path)->second, {}, [&, way](const Outcome& outcome) {
            const std::lock_guard lock(mutex);
            ++by_status[outcome.status];
            const bool failed = outcome.status == OutcomeStatus::failed;
            if (failed != way.fault && ++surprises <= 5) {
              std::printf("%s: %s\n", way.path, outcome_to_json(outcome).c_str());
            }
          });
      ASSERT_TRUE(handle.ok());
    }
    client.shutdown(Millis{120'000});
    std::printf("%u calls, at most %llu connections at once\n", calls,
                static_cast<unsigned long long>(server.open_max()));
  }
  std::uint32_t ended = 0;
  for (const auto& [status, count] : by_status) ended += count;
  EXPECT_EQ(ended, calls);
  EXPECT_EQ(by_status[OutcomeStatus::failed], faults);
  EXPECT_EQ(faults, calls * 3 / 10);
  EXPECT_EQ(surprises, 0U);
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace fieldcall::native::test
