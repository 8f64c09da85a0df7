#include "loop/loop.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <mutex>
#include <system_error>
#include <utility>

#include "fieldcall/limits.hpp"

namespace fieldcall::native {
namespace {

// Starting a call takes some ten microseconds; answers should not wait for many.
constexpr std::size_t starts_per_step = 256;

}  // namespace

Loop::Loop(LoopOptions options)
    : queue_(std::max(options.calls_max, std::uint32_t{1})),
      host_(std::move(options.engine), std::move(options.curl), std::move(options.ports),
            [this] { queue_.ended(); }),
      problem_(host_.problem()) {
  if (problem_.empty()) start_thread();
}

Loop::~Loop() {
  FIELDCALL_CHECK(!is_own_thread());  // a callback destroys the client that calls it
  shutdown(Millis{0});
}

// The host's signal handlers do not run on this thread, nor on those it starts for name lookups;
// and a write to a closed connection raises no SIGPIPE.
void Loop::start_thread() {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    thread_ = std::thread([this] { run(); });
    pthread_setname_np(thread_.native_handle(), "fieldcall");
  } catch (const std::system_error& error) {
    problem_ = std::string("the system gave no thread: ") + error.what();
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Result<CallHandle> Loop::submit(Submission submission, bool wait_for_room) {
  if (!problem_.empty()) {
    return Error{
        .code = "unavailable", .message = "No calls can be made: " + problem_ + '.', .fix = {}};
  }
  auto handle = queue_.push(std::move(submission), wait_for_room);
  if (handle.ok()) host_.wake();
  return handle;
}

void Loop::cancel(CallHandle handle) {
  queue_.cancel(handle);
  host_.wake();
}

void Loop::invalidate(CacheScope scope) {
  queue_.invalidate(std::move(scope));
  host_.wake();
}

void Loop::shutdown(Millis grace) {
  queue_.close(SubmissionQueue::Clock::now() + std::clamp(grace, Millis{0}, limits::deadline_max));
  host_.wake();
  if (is_own_thread()) return;
  const std::lock_guard lock(join_mutex_);
  if (thread_.joinable()) thread_.join();
}

void Loop::run() {
  while (true) {
    auto batch = queue_.take(starts_per_step);
    for (auto& submission : batch.start) host_.start(std::move(submission));
    for (const CallHandle handle : batch.cancel) host_.cancel(handle);
    for (const CacheScope& scope : batch.invalidate) host_.invalidate(scope);

    std::optional<Instant> limit;
    if (batch.stop_at) {
      const auto left = *batch.stop_at - SubmissionQueue::Clock::now();
      if (left.count() <= 0) break;
      if (batch.drained && host_.active() == 0) break;
      limit = host_.now() + std::chrono::ceil<Millis>(left);
    }
    if (batch.has_more) limit = host_.now();
    host_.step(limit);
  }
  host_.end_all(ErrorCode::shut_down);
  for (auto& submission : queue_.take(SIZE_MAX).start) {
    queue_.ended();
    finish(submission.callback, failed_outcome(submission.field.key(), ErrorCode::shut_down));
  }
}

}  // namespace fieldcall::native
