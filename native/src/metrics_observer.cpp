#include "fieldcall/native/metrics_observer.hpp"

#include <new>

namespace fieldcall::native {

void MetricsObserver::observe(const Observation& observation) noexcept {
  const std::lock_guard lock(mutex_);
  try {
    metrics_.observe(observation);
  } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch): see the header
  }
}

MetricsSnapshot MetricsObserver::snapshot() const {
  const std::lock_guard lock(mutex_);
  return metrics_.snapshot();
}

}  // namespace fieldcall::native
