// One thread with one engine, and the queue that others reach it through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "fieldcall/limits.hpp"
#include "fieldcall/native/client.hpp"
#include "loop/engine_host.hpp"
#include "loop/ports.hpp"
#include "loop/submission_queue.hpp"

namespace fieldcall::native {

struct LoopOptions {
  EngineOptions engine;
  CurlSettings curl;
  Ports ports;
  std::uint32_t calls_max = limits::process_queue_default;
};

class Loop {
 public:
  explicit Loop(LoopOptions options);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // See Client.
  Result<CallHandle> submit(Submission submission, bool wait_for_room);
  void cancel(CallHandle handle);
  void invalidate(CacheScope scope);
  void shutdown(Millis grace);

  [[nodiscard]] bool is_own_thread() const {
    return std::this_thread::get_id() == thread_.get_id();
  }

 private:
  void start_thread();
  void run();

  SubmissionQueue queue_;
  EngineHost host_;
  std::string problem_;  // why nothing can be submitted; set once, before the thread starts
  std::mutex join_mutex_;
  std::thread thread_;
};

}  // namespace fieldcall::native
