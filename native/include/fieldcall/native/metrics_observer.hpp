// An observer that counts: Metrics that may be read from any thread.
//
//   auto metrics = std::make_shared<MetricsObserver>();
//   Client client({.observer = metrics});
//   ... metrics_to_prometheus(metrics->snapshot())    // prometheus.hpp
//
// One for each client: up and down counters are a client's own.
#pragma once

#include <mutex>

#include "fieldcall/metrics.hpp"
#include "fieldcall/native/observer.hpp"

namespace fieldcall::native {

class MetricsObserver : public Observer {
 public:
  // What memory runs out for is not counted.
  void observe(const Observation& observation) noexcept override;

  [[nodiscard]] MetricsSnapshot snapshot() const;

 private:
  mutable std::mutex mutex_;
  Metrics metrics_;
};

}  // namespace fieldcall::native
