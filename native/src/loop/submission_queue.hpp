// What other threads ask of the loop: calls to start and to cancel, cached answers to forget.
// Thread-safe; bounded by the calls that have not ended, whether they were taken out or not.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "fieldcall/native/client.hpp"

namespace fieldcall::native {

struct Submission {
  CallHandle handle{};
  Field field;
  CallInputs inputs;
  OutcomeCallback callback;
};

class SubmissionQueue {
 public:
  using Clock = std::chrono::steady_clock;

  // What the loop takes in one go.
  struct Batch {
    std::vector<Submission> start;
    std::vector<CallHandle> cancel;
    std::vector<CacheScope> invalidate;
    bool has_more = false;                     // submissions are left
    std::optional<Clock::time_point> stop_at;  // set once the queue is closed
    bool drained = false;                      // closed, and nothing is left to start
  };

  explicit SubmissionQueue(std::uint32_t calls_max) : calls_max_(calls_max) {}

  // With `wait_for_room` it blocks while there are as many calls as may be. Fills in and returns
  // the handle, or says `queue_full` or `shut_down`.
  Result<CallHandle> push(Submission submission, bool wait_for_room);

  void cancel(CallHandle handle);
  void invalidate(CacheScope scope);

  // A call that was taken out has ended: there is room for another.
  void ended();

  // Nothing is accepted any more; what is accepted may run until `stop_at`. An earlier time of a
  // second call holds.
  void close(Clock::time_point stop_at);

  // All cancellations and invalidations, and at most `calls` submissions, oldest first; cancelled
  // ones before all others, beyond that number.
  Batch take(std::size_t calls);

 private:
  const std::uint32_t calls_max_;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::deque<Submission> submissions_;
  std::vector<CallHandle> cancellations_;
  std::vector<CacheScope> invalidations_;
  std::uint32_t calls_ = 0;  // accepted and not ended
  std::uint64_t last_handle_ = 0;
  std::optional<Clock::time_point> stop_at_;
};

}  // namespace fieldcall::native
