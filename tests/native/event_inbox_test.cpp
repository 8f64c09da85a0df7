#include "loop/event_inbox.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace fieldcall::native::test {
namespace {

CacheAnswered answered(std::uint64_t call) {
  CacheAnswered event;
  event.call = CallId{call};
  return event;
}

TEST(EventInbox, GivesOutWhatCameInOrderAndWakes) {
  int wakes = 0;
  EventInbox inbox([&] { ++wakes; });
  EXPECT_TRUE(inbox.take().empty());
  inbox.put(answered(1));
  inbox.put(SecretsRead{.call = CallId{2}, .secrets = std::nullopt});
  EXPECT_EQ(wakes, 2);
  const auto events = inbox.take();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<CacheAnswered>(events[0]).call, CallId{1});
  EXPECT_EQ(std::get<SecretsRead>(events[1]).call, CallId{2});
  EXPECT_TRUE(inbox.take().empty());
}

TEST(EventInbox, DropsWhatComesAfterItIsClosed) {
  int wakes = 0;
  EventInbox inbox([&] { ++wakes; });
  inbox.close();
  inbox.put(answered(1));
  EXPECT_EQ(wakes, 0);
  EXPECT_TRUE(inbox.take().empty());
}

TEST(EventInbox, TakesFromManyThreads) {
  std::atomic<int> wakes = 0;
  EventInbox inbox([&] { ++wakes; });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) inbox.put(answered(1));
    });
  }
  std::size_t taken = 0;
  while (taken < 400) taken += inbox.take().size();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wakes, 400);
}

}  // namespace
}  // namespace fieldcall::native::test
