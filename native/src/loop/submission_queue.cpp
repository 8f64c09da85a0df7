#include "loop/submission_queue.hpp"

#include <algorithm>
#include <utility>

namespace fieldcall::native {

Result<CallHandle> SubmissionQueue::push(Submission submission, bool wait_for_room) {
  std::unique_lock lock(mutex_);
  if (wait_for_room) {
    changed_.wait(lock, [this] { return stop_at_ || calls_ < calls_max_; });
  }
  if (stop_at_) {
    return Error{.code = "shut_down", .message = "The client is shut down.", .fix = {}};
  }
  if (calls_ >= calls_max_) {
    return Error{.code = "queue_full",
                 .message = std::to_string(calls_max_) + " calls have not ended yet.",
                 .fix = "Submit again when some have ended, or raise calls_max."};
  }
  submission.handle = CallHandle{last_handle_ + 1};
  submissions_.push_back(std::move(submission));
  ++calls_;
  return CallHandle{++last_handle_};
}

void SubmissionQueue::cancel(CallHandle handle) {
  const std::lock_guard lock(mutex_);
  cancellations_.push_back(handle);
}

void SubmissionQueue::invalidate(CacheScope scope) {
  const std::lock_guard lock(mutex_);
  invalidations_.push_back(std::move(scope));
}

void SubmissionQueue::ended() {
  {
    const std::lock_guard lock(mutex_);
    --calls_;
  }
  changed_.notify_one();
}

void SubmissionQueue::close(Clock::time_point stop_at) {
  {
    const std::lock_guard lock(mutex_);
    stop_at_ = stop_at_ ? std::min(*stop_at_, stop_at) : stop_at;
  }
  changed_.notify_all();
}

SubmissionQueue::Batch SubmissionQueue::take(std::size_t calls) {
  Batch batch;
  const std::lock_guard lock(mutex_);
  // All memory first: what is taken out must not get lost.
  batch.start.reserve(
      std::min(std::max(calls, calls + cancellations_.size()), submissions_.size()));
  batch.cancel.swap(cancellations_);
  batch.invalidate.swap(invalidations_);
  for (const CallHandle handle : batch.cancel) {
    const auto found =
        std::find_if(submissions_.begin(), submissions_.end(),
                     [&](const Submission& waiting) { return waiting.handle == handle; });
    if (found == submissions_.end()) continue;
    batch.start.push_back(std::move(*found));
    submissions_.erase(found);
  }
  for (; calls > 0 && !submissions_.empty(); --calls) {
    batch.start.push_back(std::move(submissions_.front()));
    submissions_.pop_front();
  }
  batch.has_more = !submissions_.empty();
  batch.stop_at = stop_at_;
  batch.drained = stop_at_ && submissions_.empty();
  return batch;
}

}  // namespace fieldcall::native
