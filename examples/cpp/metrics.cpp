#include <fieldcall/native/client.hpp>
#include <fieldcall/native/metrics_observer.hpp>
#include <fieldcall/native/prometheus.hpp>

#include <iostream>

int main() {
  const auto metrics = std::make_shared<fieldcall::native::MetricsObserver>();
  fieldcall::native::ClientOptions options;
  options.observer = metrics;
  fieldcall::native::Client client(options);
  // ... calls ...
  std::cout << fieldcall::native::metrics_to_prometheus(metrics->snapshot());  // from any thread
}
