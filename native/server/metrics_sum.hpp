// The metrics of several clients as one: each client counts by itself.
#pragma once

#include "fieldcall/metrics.hpp"

namespace fieldcall::server {

// Adds `more` to `sum`, point by point. Of gauges, which tell the least of something, the lower one
// stays.
void add_metrics(MetricsSnapshot& sum, const MetricsSnapshot& more);

}  // namespace fieldcall::server
