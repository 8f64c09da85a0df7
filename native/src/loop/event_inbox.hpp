// Events that other threads bring for the engine: the answers of stores. Thread-safe.
//
// Stores hold it, so it may outlive the loop; after `close` what comes is dropped.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "fieldcall/engine.hpp"

namespace fieldcall::native {

class EventInbox {
 public:
  // `wake` is called for each event, by the thread that brings it.
  explicit EventInbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // Dropped without memory for it: the engine waits for no store forever.
  void put(Event event) noexcept;

  // In the order they came.
  std::vector<Event> take();

  // `wake` is not called any more when this has returned.
  void close();

 private:
  std::mutex mutex_;  // guards all below
  std::function<void()> wake_;
  std::vector<Event> events_;
};

}  // namespace fieldcall::native
