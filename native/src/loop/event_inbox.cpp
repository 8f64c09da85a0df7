#include "loop/event_inbox.hpp"

#include <new>

namespace fieldcall::native {

void EventInbox::put(Event event) noexcept {
  const std::lock_guard lock(mutex_);
  if (!wake_) return;
  try {
    events_.push_back(std::move(event));
    wake_();
  } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch): see the header
  }
}

std::vector<Event> EventInbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

void EventInbox::close() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
  events_.clear();
}

}  // namespace fieldcall::native
