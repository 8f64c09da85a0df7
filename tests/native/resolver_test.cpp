#include "dns/resolver.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <semaphore>

#include "dns/address.hpp"

namespace fieldcall::native::test {
namespace {

Resolution one_address() {
  return {{*address_from_text("192.0.2.1")}, {}};
}

// Collects `count` answers, however long they take.
std::vector<Resolver::Finished> wait_for(Resolver& resolver, std::counting_semaphore<>& told,
                                         std::size_t count) {
  std::vector<Resolver::Finished> all;
  while (all.size() < count) {
    told.acquire();
    for (auto& finished : resolver.take_finished()) all.push_back(std::move(finished));
  }
  return all;
}

TEST(Resolver, KeepsGoodAnswers) {
  std::counting_semaphore<> told(0);
  std::atomic<int> lookups = 0;
  Resolver resolver({.lookup =
                         [&](const std::string&) {
                           ++lookups;
                           return one_address();
                         }},
                    [&] { told.release(); });
  EXPECT_EQ(resolver.known("a.test"), nullptr);
  resolver.request("a.test");
  const auto finished = wait_for(resolver, told, 1);
  EXPECT_EQ(finished[0].first, "a.test");
  ASSERT_NE(resolver.known("a.test"), nullptr);
  EXPECT_EQ(resolver.known("a.test")->addresses.size(), 1U);
  EXPECT_EQ(lookups, 1);
}

TEST(Resolver, ForgetsAnswersThatAreOld) {
  std::counting_semaphore<> told(0);
  Resolver resolver({.lookup = [](const std::string&) { return one_address(); },
                     .keep_for = std::chrono::milliseconds(0)},
                    [&] { told.release(); });
  resolver.request("a.test");
  wait_for(resolver, told, 1);
  EXPECT_EQ(resolver.known("a.test"), nullptr);
}

TEST(Resolver, KeepsNoFailures) {
  std::counting_semaphore<> told(0);
  Resolver resolver({.lookup =
                         [](const std::string&) {
                           return Resolution{{}, "not now"};
                         }},
                    [&] { told.release(); });
  resolver.request("a.test");
  EXPECT_EQ(wait_for(resolver, told, 1)[0].second.error, "not now");
  EXPECT_EQ(resolver.known("a.test"), nullptr);
}

TEST(Resolver, KeepsABoundedNumberOfNames) {
  std::counting_semaphore<> told(0);
  Resolver resolver({.lookup = [](const std::string&) { return one_address(); }, .kept_max = 2},
                    [&] { told.release(); });
  for (const char* name : {"a", "b", "c"}) {
    resolver.request(name);
    wait_for(resolver, told, 1);
  }
  EXPECT_EQ(resolver.known("a"), nullptr);
  EXPECT_NE(resolver.known("c"), nullptr);
}

TEST(Resolver, LooksEqualNamesUpOnceAndUsesFewThreads) {
  std::counting_semaphore<> told(0);
  std::counting_semaphore<> may_go(0);
  std::atomic<int> lookups = 0;
  std::atomic<int> at_once = 0;
  std::atomic<int> at_once_max = 0;
  Resolver resolver({.lookup =
                         [&](const std::string&) {
                           ++lookups;
                           const int now = ++at_once;
                           int seen = at_once_max;
                           while (now > seen && !at_once_max.compare_exchange_weak(seen, now)) {
                           }
                           may_go.acquire();
                           --at_once;
                           return one_address();
                         },
                     .threads_max = 3},
                    [&] { told.release(); });
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 50; ++i) resolver.request("host" + std::to_string(i));
  }
  may_go.release(50);
  EXPECT_EQ(wait_for(resolver, told, 50).size(), 50U);
  EXPECT_EQ(lookups, 50);
  EXPECT_LE(at_once_max, 3);
}

TEST(Resolver, SurvivesALookupThatThrows) {
  std::counting_semaphore<> told(0);
  Resolver resolver({.lookup = [](const std::string&) -> Resolution { throw std::bad_alloc(); }},
                    [&] { told.release(); });
  resolver.request("a.test");
  EXPECT_TRUE(wait_for(resolver, told, 1)[0].second.addresses.empty());
}

TEST(Resolver, EndsWithNamesLeft) {
  std::counting_semaphore<> may_go(0);
  std::atomic<int> lookups = 0;
  {
    Resolver resolver({.lookup =
                           [&](const std::string&) {
                             ++lookups;
                             may_go.acquire();
                             return one_address();
                           },
                       .threads_max = 1},
                      [] {});
    for (int i = 0; i < 100; ++i) resolver.request(std::to_string(i));
    may_go.release(1);
  }
  EXPECT_LT(lookups, 100);
}

}  // namespace
}  // namespace fieldcall::native::test
