// A few threads for what takes computing: reading configurations, previews, writing outcomes. The
// thread that reads sockets never waits for them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fieldcall::server {

class Workers {
 public:
  explicit Workers(std::uint32_t threads);
  // As end().
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // From any thread. `work` must not throw. False = they have ended, and it will not be done.
  bool post(std::function<void()> work);

  // Carries out what was posted before and returns. Not from one of the threads.
  void end();

 private:
  void run();

  std::mutex mutex_;  // guards the three below
  std::condition_variable changed_;
  std::deque<std::function<void()>> work_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace fieldcall::server
