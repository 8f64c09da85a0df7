// Waits for sockets and for a wake-up from other threads: epoll and an eventfd.
//
// All but `wake` belong to one thread. Sockets are watched for an owner (a lane), level-triggered.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "fieldcall/time.hpp"

namespace fieldcall::native {

class Poller {
 public:
  struct Ready {
    std::uint32_t owner;
    std::int32_t socket;
    bool readable;
    bool writable;
    bool failed;
  };

  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  // False if the system gave no descriptors for it; then nothing else may be called but `wake`.
  [[nodiscard]] bool ok() const { return epoll_ >= 0 && event_ >= 0; }

  // False if the system refuses.
  bool watch(std::uint32_t owner, std::int32_t socket, bool readable, bool writable);
  void forget(std::int32_t socket);

  // Until a socket is ready, somebody wakes it or `wait` is over; nothing = no limit.
  std::span<const Ready> wait(std::optional<Millis> wait);

  // From any thread: the current wait, or else the next one, returns at once.
  void wake() noexcept;

 private:
  std::int32_t epoll_;
  std::int32_t event_;
  std::array<epoll_event, 256> events_{};
  std::array<Ready, 256> ready_{};
};

}  // namespace fieldcall::native
