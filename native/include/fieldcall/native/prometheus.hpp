// Metrics as text that Prometheus reads: exposition format 0.0.4, to be served as
// "text/plain; version=0.0.4" under /metrics or written to a file for node_exporter.
//
// metrics_to_prometheus needs the library fieldcall::prometheus (find_package(fieldcall COMPONENTS
// prometheus)), which brings prometheus-cpp; fieldcall::native does without.
#pragma once

#include <string>

#include "fieldcall/metrics.hpp"

namespace fieldcall::native {

// The metric's name there, as OpenTelemetry's rules for Prometheus make it: dots become underscores
// and the unit and, for counters, "total" are added.
// "http.client.request.duration" in s -> "http_client_request_duration_seconds".
std::string prometheus_name(const MetricInfo& info);

// Metrics without points are left out.
std::string metrics_to_prometheus(const MetricsSnapshot& snapshot);

}  // namespace fieldcall::native
