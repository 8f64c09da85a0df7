// Source of names: OpenTelemetry semantic conventions 1.27, HTTP client metrics and general
// attributes; what they have no name for is in the namespace `fieldcall`.
#include "engine/metric_table.hpp"

#include <array>

namespace fieldcall {
namespace {

using namespace std::string_view_literals;

constexpr auto address = "server.address"sv;
constexpr auto port = "server.port"sv;

constexpr std::array<std::string_view, 0> none{};
constexpr std::array by_origin{address, port};
constexpr std::array by_breaker{"fieldcall.breaker.state"sv, address, port};
constexpr std::array by_cache_result{"fieldcall.cache.result"sv, address, port};
constexpr std::array by_error{"error.type"sv, address, port};
constexpr std::array by_outcome{"fieldcall.outcome"sv, address, port};
constexpr std::array by_queue_reason{"fieldcall.queue.reason"sv, address, port};
constexpr std::array by_share{"fieldcall.share"sv, address, port};
constexpr std::array by_trigger{"fieldcall.trigger"sv};
constexpr std::array of_calls{"error.type"sv, "fieldcall.outcome"sv, "fieldcall.source"sv, address,
                              port};
constexpr std::array of_requests{"error.type"sv, "http.request.method"sv,
                                 "http.response.status_code"sv, address, port};

// The conventions' advice.
constexpr std::array request_bounds{Millis{5},    Millis{10},    Millis{25},   Millis{50},
                                    Millis{75},   Millis{100},   Millis{250},  Millis{500},
                                    Millis{750},  Millis{1000},  Millis{2500}, Millis{5000},
                                    Millis{7500}, Millis{10'000}};
// A call may wait and be tried again: up to limits::deadline_max.
constexpr std::array call_bounds{Millis{5},      Millis{10},      Millis{25},      Millis{50},
                                 Millis{75},     Millis{100},     Millis{250},     Millis{500},
                                 Millis{750},    Millis{1000},    Millis{2500},    Millis{5000},
                                 Millis{7500},   Millis{10'000},  Millis{20'000},  Millis{30'000},
                                 Millis{60'000}, Millis{120'000}, Millis{300'000}, Millis{600'000}};

constexpr MetricInfo counter(std::string_view name, std::string_view unit,
                             std::span<const std::string_view> attributes,
                             std::string_view description) {
  return {name, MetricKind::counter, unit, description, attributes, {}};
}

constexpr MetricInfo current(std::string_view name, std::string_view unit,
                             std::span<const std::string_view> attributes,
                             std::string_view description) {
  return {name, MetricKind::up_down_counter, unit, description, attributes, {}};
}

// Order: MetricId.
constexpr std::array<MetricInfo, engine::metrics_count> table{{
    current("fieldcall.breaker.count", "{breaker}", by_breaker,
            "circuit breakers that are not closed; each tenant has its own"),
    counter("fieldcall.breaker.transitions", "{transition}", by_breaker,
            "circuit breakers that came into a state"),
    counter("fieldcall.cache.failures", "{request}", by_origin,
            "times the host's store could not be asked; each is a miss as well"),
    counter("fieldcall.cache.requests", "{request}", by_cache_result,
            "times the cache was asked for an answer, by whether it had one"),
    counter("fieldcall.cache.stale", "{call}", by_origin,
            "failed calls for which an expired answer stood in"),
    counter("fieldcall.cache.stored", "{entry}", by_origin, "answers put into the cache"),
    current("fieldcall.call.active", "{call}", none, "calls started and not ended"),
    {"fieldcall.call.duration", MetricKind::histogram, "s",
     "a call from start to outcome: queueing, attempts and waits", by_outcome, call_bounds},
    counter("fieldcall.call.shared", "{call}", by_share,
            "calls that waited for another's equal request (`joined`) or went on with it when its "
            "call left (`taken_over`)"),
    counter("fieldcall.call.started", "{call}", by_trigger, "calls started"),
    counter("fieldcall.calls", "{call}", of_calls,
            "calls ended, by outcome, error code and where the answer came from"),
    counter("fieldcall.queue.entered", "{call}", by_queue_reason,
            "times a call had to wait for a limit, by which one"),
    current("fieldcall.queue.length", "{call}", by_origin, "calls that wait for a limit"),
    counter("fieldcall.rate_limited", "{answer}", by_origin,
            "answers by which the API slowed fieldcall down (429, Retry-After, RateLimit)"),
    counter("fieldcall.redirects", "{redirect}", by_origin, "redirects followed"),
    counter("fieldcall.retries", "{retry}", by_error, "retries, by what failed before"),
    counter("fieldcall.retry_budget.refused", "{retry}", by_origin,
            "retries not made because the retry budget was empty"),
    {"fieldcall.retry_budget.tokens",
     MetricKind::gauge,
     "{token}",
     "what is left of the retry budget, for the tenant with the least",
     by_origin,
     {}},
    counter("fieldcall.secret.reread", "{call}", by_origin, "calls that read secrets again"),
    counter("fieldcall.token.awaited", "{call}", by_origin,
            "calls that waited for an access token"),
    current("http.client.active_requests", "{request}", by_origin, "attempts on the wire"),
    {"http.client.request.duration", MetricKind::histogram, "s",
     "one attempt from sending to its last byte; its redirects are part of it", of_requests,
     request_bounds},
}};

constexpr bool is_sorted() {
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (table[i].name <= table[i - 1].name) return false;
  }
  return true;
}
static_assert(is_sorted());

// Order: engine::Attribute.
constexpr std::array attribute_names{"error.type"sv,
                                     "fieldcall.breaker.state"sv,
                                     "fieldcall.cache.result"sv,
                                     "fieldcall.outcome"sv,
                                     "fieldcall.queue.reason"sv,
                                     "fieldcall.share"sv,
                                     "fieldcall.source"sv,
                                     "fieldcall.trigger"sv,
                                     "http.request.method"sv,
                                     "http.response.status_code"sv,
                                     "otel.metric.overflow"sv};
static_assert(attribute_names.size() == engine::attributes_count);

constexpr std::array breaker_states{"closed"sv, "half_open"sv, "open"sv};
constexpr std::array cache_results{"hit"sv, "miss"sv};
constexpr std::array queue_reasons{"origin"sv, "process"sv, "rate"sv, "tenant"sv, "other"sv};
constexpr std::array shares{"joined"sv, "taken_over"sv};
constexpr std::array sources{"cache"sv, "network"sv, "shared"sv, "stale"sv, "other"sv};
// What is not a method of the conventions is "_OTHER" there.
constexpr std::array methods{"DELETE"sv, "GET"sv, "HEAD"sv,  "PATCH"sv,
                             "POST"sv,   "PUT"sv, "_OTHER"sv};
constexpr std::array truth{"true"sv};

}  // namespace

std::string_view metric_kind_name(MetricKind kind) {
  switch (kind) {
    case MetricKind::counter:
      return "counter";
    case MetricKind::up_down_counter:
      return "up_down_counter";
    case MetricKind::gauge:
      return "gauge";
    case MetricKind::histogram:
      return "histogram";
  }
  return "counter";
}

std::span<const MetricInfo> metric_table() {
  return table;
}

namespace engine {

std::string_view attribute_name(Attribute attribute) {
  return attribute_names[static_cast<std::size_t>(attribute)];
}

std::span<const std::string_view> attribute_words(Attribute attribute) {
  switch (attribute) {
    case Attribute::breaker_state:
      return breaker_states;
    case Attribute::cache_result:
      return cache_results;
    case Attribute::queue_reason:
      return queue_reasons;
    case Attribute::share:
      return shares;
    case Attribute::source:
      return sources;
    case Attribute::method:
      return methods;
    case Attribute::overflow:
      return truth;
    case Attribute::error_type:
    case Attribute::outcome:
    case Attribute::status:
    case Attribute::trigger:
      break;
  }
  return {};
}

const MetricInfo& metric_info(MetricId id) {
  return table[static_cast<std::size_t>(id)];
}

}  // namespace engine
}  // namespace fieldcall
