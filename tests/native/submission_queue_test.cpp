#include "loop/submission_queue.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "native/fields.hpp"

namespace fieldcall::native::test {
namespace {

Submission submission(const std::string& case_id = "") {
  static const Field field = field_at("https://api.example.com/");
  Submission result{.handle = CallHandle{}, .field = field, .inputs = {}, .callback = {}};
  result.inputs.case_id = case_id;
  return result;
}

TEST(SubmissionQueue, GivesOutWhatCameInOrder) {
  SubmissionQueue queue(10);
  for (const char* name : {"a", "b", "c"}) EXPECT_TRUE(queue.push(submission(name), false).ok());
  const auto first = queue.take(2);
  ASSERT_EQ(first.start.size(), 2U);
  EXPECT_EQ(first.start[0].inputs.case_id, "a");
  EXPECT_EQ(first.start[1].inputs.case_id, "b");
  EXPECT_NE(first.start[0].handle, first.start[1].handle);
  EXPECT_FALSE(first.stop_at);
  EXPECT_TRUE(first.has_more);
  EXPECT_TRUE(queue.take(0).start.empty());
  EXPECT_EQ(queue.take(9).start.size(), 1U);
}

TEST(SubmissionQueue, RefusesWhatIsTooMuch) {
  SubmissionQueue queue(2);
  EXPECT_TRUE(queue.push(submission(), false).ok());
  EXPECT_TRUE(queue.push(submission(), false).ok());
  const auto refused = queue.push(submission(), false);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "queue_full");
  // One that was taken out has not ended.
  queue.take(1);
  EXPECT_FALSE(queue.push(submission(), false).ok());
  queue.ended();
  EXPECT_TRUE(queue.push(submission(), false).ok());
}

TEST(SubmissionQueue, WaitsForRoom) {
  SubmissionQueue queue(1);
  EXPECT_TRUE(queue.push(submission("first"), false).ok());
  std::thread pusher([&] { EXPECT_TRUE(queue.push(submission("second"), true).ok()); });
  std::vector<std::string> seen;
  while (seen.size() < 2) {
    for (const auto& taken : queue.take(1).start) {
      seen.push_back(taken.inputs.case_id);
      queue.ended();
    }
    std::this_thread::yield();
  }
  pusher.join();
  EXPECT_EQ(seen[1], "second");
}

TEST(SubmissionQueue, StartsCancelledCallsAtOnce) {
  SubmissionQueue queue(10);
  const CallHandle first = *queue.push(submission("a"), false);
  const CallHandle second = *queue.push(submission("b"), false);
  queue.cancel(second);
  queue.cancel(CallHandle{999});
  const auto batch = queue.take(0);
  ASSERT_EQ(batch.start.size(), 1U);
  EXPECT_EQ(batch.start[0].handle, second);
  EXPECT_EQ(batch.cancel.size(), 2U);
  EXPECT_EQ(queue.take(SIZE_MAX).start[0].handle, first);
}

TEST(SubmissionQueue, PassesInvalidationsOn) {
  SubmissionQueue queue(1);
  queue.invalidate({.tenant = "a", .field_key = ""});
  queue.invalidate({.tenant = "", .field_key = "score"});
  const auto batch = queue.take(0);
  ASSERT_EQ(batch.invalidate.size(), 2U);
  EXPECT_EQ(batch.invalidate[0].tenant, "a");
  EXPECT_EQ(batch.invalidate[1].field_key, "score");
  EXPECT_TRUE(queue.take(0).invalidate.empty());
}

TEST(SubmissionQueue, IsClosedOnce) {
  SubmissionQueue queue(1);
  EXPECT_TRUE(queue.push(submission(), false).ok());
  std::thread waiting([&] {
    const auto refused = queue.push(submission(), true);
    EXPECT_FALSE(refused.ok());
  });
  const auto now = SubmissionQueue::Clock::now();
  queue.close(now + std::chrono::seconds(5));
  queue.close(now);
  queue.close(now + std::chrono::seconds(9));
  waiting.join();
  EXPECT_EQ(queue.push(submission(), false).error().code, "shut_down");
  auto batch = queue.take(0);
  EXPECT_EQ(batch.stop_at, now);
  EXPECT_FALSE(batch.drained);
  batch = queue.take(1);
  EXPECT_EQ(batch.start.size(), 1U);
  EXPECT_TRUE(batch.drained);
}

}  // namespace
}  // namespace fieldcall::native::test
