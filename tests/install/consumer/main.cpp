// Validates a field and runs it against a port where nobody listens: a whole call through the
// installed headers and libraries.
#include <fieldcall/field.hpp>
#include <fieldcall/native/client.hpp>
#include <fieldcall/version.hpp>

#ifdef WITH_PROMETHEUS
#include <fieldcall/native/metrics_observer.hpp>
#include <fieldcall/native/prometheus.hpp>
#endif

#include <iostream>

int main() {
  const fieldcall::Configuration configuration = fieldcall::parse_configuration(R"({
    "key": "rate", "name": "Rate", "retry": 0,
    "api_config": {"url": "https://127.0.0.1/rate", "method": "GET",
                   "response_mapping": {"rate": "rates.USD"}}})");
  if (configuration.fields.empty()) {
    std::cerr << fieldcall::diagnostics_to_json(configuration.diagnostics) << '\n';
    return 1;
  }
  fieldcall::native::Client client;
  const fieldcall::Outcome outcome = client.run(configuration.fields.front(), {});
  std::cout << fieldcall::version() << ' ' << fieldcall::outcome_to_json(outcome) << '\n';
  const bool denied = outcome.error && outcome.error->code == fieldcall::ErrorCode::egress_denied;
#ifdef WITH_PROMETHEUS
  fieldcall::native::MetricsObserver metrics;
  metrics.observe({});
  std::cout << fieldcall::native::metrics_to_prometheus(metrics.snapshot());
#endif
  return denied ? 0 : 1;
}
