#include "transport/poller.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace fieldcall::native {
namespace {

// Of the eventfd, among the owners of sockets.
constexpr std::uint64_t kWakeMark = std::numeric_limits<std::uint64_t>::max();

// epoll_wait takes an int of milliseconds.
constexpr std::int64_t kWaitMaxMs = 3'600'000;

}  // namespace

Poller::Poller()
    : epoll_(epoll_create1(EPOLL_CLOEXEC)), event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!ok()) return;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = kWakeMark;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, event_, &event) != 0) {
    close(event_);
    event_ = -1;
  }
}

Poller::~Poller() {
  if (epoll_ >= 0) close(epoll_);
  if (event_ >= 0) close(event_);
}

bool Poller::watch(std::uint32_t owner, std::int32_t socket, bool readable, bool writable) {
  epoll_event event{};
  event.events = (readable ? EPOLLIN : 0U) | (writable ? EPOLLOUT : 0U);
  event.data.u64 = (std::uint64_t{owner} << 32) | static_cast<std::uint32_t>(socket);
  // libcurl closes and reopens sockets of the same number without telling, so what is known here
  // may be out of date; the kernel knows.
  if (epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event) == 0) return true;
  return errno == ENOENT && epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) == 0;
}

void Poller::forget(std::int32_t socket) {
  epoll_event event{};
  epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, &event);  // may be closed already
}

std::span<const Poller::Ready> Poller::wait(std::optional<Millis> wait) {
  const int wait_ms =
      wait ? static_cast<int>(std::clamp<std::int64_t>(wait->count(), 0, kWaitMaxMs)) : -1;
  const int count = epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), wait_ms);
  std::size_t used = 0;
  for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) {
    const epoll_event& event = events_[i];
    if (event.data.u64 == kWakeMark) {
      std::uint64_t counter = 0;
      [[maybe_unused]] const auto size = read(event_, &counter, sizeof counter);
      continue;
    }
    ready_[used++] = {static_cast<std::uint32_t>(event.data.u64 >> 32),
                      static_cast<std::int32_t>(event.data.u64 & 0xffffffffU),
                      (event.events & (EPOLLIN | EPOLLHUP)) != 0, (event.events & EPOLLOUT) != 0,
                      (event.events & EPOLLERR) != 0};
  }
  return {ready_.data(), used};
}

void Poller::wake() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto size = write(event_, &one, sizeof one);
}

}  // namespace fieldcall::native
