#include "fieldcall/metrics.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/metric_series.hpp"
#include "engine/metric_table.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall {

using engine::Attribute;
using engine::MetricId;
using engine::MetricLabels;

namespace {

// The breaker and retry budget of one tenant at one origin, while they are not as new.
struct Standing {
  std::uint32_t origin = 0;  // its number
  std::string_view breaker;  // "open" or "half_open"; empty = closed
  std::int32_t tokens = limits::retry_budget_tokens;
  Instant seen_at{};
};

using Owner = std::pair<std::string, std::string>;  // tenant, origin

// Observations that are counted and nothing else.
struct Occurrence {
  ObservationKind kind;
  MetricId metric;
  Attribute attribute{};
  std::string_view word;  // empty = the attribute does not matter
};

constexpr std::array occurrences{
    Occurrence{ObservationKind::cache_hit, MetricId::cache_requests, Attribute::cache_result,
               "hit"},
    Occurrence{ObservationKind::cache_miss, MetricId::cache_requests, Attribute::cache_result,
               "miss"},
    Occurrence{ObservationKind::cache_failed, MetricId::cache_failures, {}, {}},
    Occurrence{ObservationKind::cache_stale, MetricId::cache_stale, {}, {}},
    Occurrence{ObservationKind::cache_stored, MetricId::cache_stored, {}, {}},
    Occurrence{ObservationKind::share_joined, MetricId::call_shared, Attribute::share, "joined"},
    Occurrence{ObservationKind::share_taken_over, MetricId::call_shared, Attribute::share,
               "taken_over"},
    Occurrence{ObservationKind::token_requested, MetricId::token_awaited, {}, {}},
    Occurrence{ObservationKind::secrets_requested, MetricId::secret_reread, {}, {}},
    Occurrence{ObservationKind::redirected, MetricId::redirects, {}, {}},
    Occurrence{ObservationKind::retry_refused, MetricId::retry_budget_refused, {}, {}},
    Occurrence{ObservationKind::rate_learned, MetricId::rate_limited, {}, {}},
};

const Occurrence* occurrence_of(ObservationKind kind) {
  const auto* const found =
      std::find_if(occurrences.begin(), occurrences.end(),
                   [kind](const Occurrence& occurrence) { return occurrence.kind == kind; });
  return found == occurrences.end() ? nullptr : found;
}

MetricLabels with_error(MetricLabels labels, const std::optional<ErrorCode>& error) {
  if (error) labels.with(Attribute::error_type, static_cast<std::uint32_t>(*error));
  return labels;
}

}  // namespace

struct Metrics::State {
  engine::MetricOrigins origins;
  std::array<engine::MetricSeries, engine::metrics_count> series;
  std::map<std::uint64_t, MetricLabels> queued;  // by call: where it waits
  std::map<Owner, Standing> standings;
  std::set<std::uint32_t> origins_with_budget;

  engine::MetricSeries& of(MetricId id) { return series[static_cast<std::size_t>(id)]; }
  void count(MetricId id, const MetricLabels& labels) { of(id).add(labels, 1); }

  void call_started(const Observation& observation);
  void call_finished(const Observation& observation, const MetricLabels& origin);
  void attempt_finished(const Observation& observation, const MetricLabels& origin);
  void enqueue(const Observation& observation, const MetricLabels& origin);
  void dequeue(std::uint64_t call);
  void move_breaker(const Observation& observation, const MetricLabels& origin,
                    std::string_view state);
  void note_tokens(const Observation& observation);
  Standing& standing(const Observation& observation);
  void forget_if_new(const Observation& observation);
  void forget_oldest();
  void leave_breaker_state(const Standing& standing);
  [[nodiscard]] engine::MetricSeries lowest_tokens() const;
};

void Metrics::State::call_started(const Observation& observation) {
  count(MetricId::call_started,
        MetricLabels().with(Attribute::trigger, static_cast<std::uint32_t>(observation.trigger)));
  count(MetricId::call_active, MetricLabels());
}

void Metrics::State::call_finished(const Observation& observation, const MetricLabels& origin) {
  dequeue(observation.call);
  of(MetricId::call_active).add(MetricLabels(), -1);
  MetricLabels labels = origin;
  if (observation.outcome) {
    labels.with(Attribute::outcome, static_cast<std::uint32_t>(*observation.outcome));
  }
  if (observation.duration) {
    of(MetricId::call_duration)
        .record(labels, engine::metric_info(MetricId::call_duration).bounds, *observation.duration);
  }
  if (!observation.source.empty()) labels.with(Attribute::source, observation.source);
  count(MetricId::calls, with_error(labels, observation.error));
}

void Metrics::State::attempt_finished(const Observation& observation, const MetricLabels& origin) {
  of(MetricId::http_active_requests).add(origin, -1);
  if (!observation.duration) return;
  MetricLabels labels = with_error(origin, observation.error);
  if (!observation.method.empty()) labels.with(Attribute::method, observation.method);
  if (observation.status >= 100 && observation.status <= 599) {
    labels.with(Attribute::status, static_cast<std::uint32_t>(observation.status));
  }
  of(MetricId::http_request_duration)
      .record(labels, engine::metric_info(MetricId::http_request_duration).bounds,
              *observation.duration);
}

void Metrics::State::enqueue(const Observation& observation, const MetricLabels& origin) {
  MetricLabels labels = origin;
  count(MetricId::queue_entered, labels.with(Attribute::queue_reason, observation.reason));
  dequeue(observation.call);
  queued.emplace(observation.call, origin);
  of(MetricId::queue_length).add(origin, 1);
}

void Metrics::State::dequeue(std::uint64_t call) {
  const auto found = queued.find(call);
  if (found == queued.end()) return;
  of(MetricId::queue_length).add(found->second, -1);
  queued.erase(found);
}

void Metrics::State::move_breaker(const Observation& observation, const MetricLabels& origin,
                                  std::string_view state) {
  MetricLabels labels = origin;
  count(MetricId::breaker_transitions,
        labels.with(Attribute::breaker_state, state.empty() ? "closed" : state));
  Standing& its = standing(observation);
  leave_breaker_state(its);
  its.breaker = state;
  if (!state.empty()) count(MetricId::breaker_count, labels);
  forget_if_new(observation);
}

void Metrics::State::leave_breaker_state(const Standing& standing) {
  if (standing.breaker.empty()) return;
  MetricLabels labels(standing.origin);
  of(MetricId::breaker_count).add(labels.with(Attribute::breaker_state, standing.breaker), -1);
}

void Metrics::State::note_tokens(const Observation& observation) {
  if (!observation.retry_tokens || observation.origin.empty()) return;
  Standing& its = standing(observation);
  its.tokens = *observation.retry_tokens;
  origins_with_budget.insert(its.origin);
  forget_if_new(observation);
}

Standing& Metrics::State::standing(const Observation& observation) {
  const Owner owner{observation.tenant, observation.origin};
  const auto found = standings.find(owner);
  if (found == standings.end() && standings.size() >= limits::traffic_entries_max) forget_oldest();
  Standing& its = standings[owner];
  its.origin = origins.number_of(observation.origin);
  its.seen_at = observation.at;
  return its;
}

void Metrics::State::forget_if_new(const Observation& observation) {
  const auto found = standings.find(Owner{observation.tenant, observation.origin});
  const Standing& its = found->second;
  if (its.breaker.empty() && its.tokens >= limits::retry_budget_tokens) standings.erase(found);
}

// As the engine does when there are too many: what was idle longest starts anew.
void Metrics::State::forget_oldest() {
  const auto oldest = std::min_element(
      standings.begin(), standings.end(),
      [](const auto& a, const auto& b) { return a.second.seen_at < b.second.seen_at; });
  leave_breaker_state(oldest->second);
  standings.erase(oldest);
}

engine::MetricSeries Metrics::State::lowest_tokens() const {
  std::map<std::uint32_t, std::int32_t> lowest;
  for (const std::uint32_t origin : origins_with_budget) {
    lowest[origin] = limits::retry_budget_tokens;
  }
  for (const auto& [owner, standing] : standings) {
    const auto found = lowest.find(standing.origin);
    if (found != lowest.end()) found->second = std::min(found->second, standing.tokens);
  }
  engine::MetricSeries result;
  for (const auto& [origin, tokens] : lowest) result.set(MetricLabels(origin), tokens);
  return result;
}

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;
Metrics::Metrics(Metrics&&) noexcept = default;
Metrics& Metrics::operator=(Metrics&&) noexcept = default;

void Metrics::observe(const Observation& observation) {
  State& state = *state_;
  const MetricLabels origin(state.origins.number_of(observation.origin));
  state.note_tokens(observation);
  if (const Occurrence* occurrence = occurrence_of(observation.kind)) {
    MetricLabels labels = origin;
    if (!occurrence->word.empty()) labels.with(occurrence->attribute, occurrence->word);
    state.count(occurrence->metric, labels);
    return;
  }
  switch (observation.kind) {
    case ObservationKind::call_started:
      if (!observation.is_token_fetch) state.call_started(observation);
      break;
    case ObservationKind::queued:
      state.enqueue(observation, origin);
      break;
    case ObservationKind::attempt_started:
      state.dequeue(observation.call);
      state.count(MetricId::http_active_requests, origin);
      break;
    case ObservationKind::attempt_finished:
      state.attempt_finished(observation, origin);
      break;
    case ObservationKind::retry_scheduled:
      state.count(MetricId::retries, with_error(origin, observation.error));
      break;
    case ObservationKind::breaker_opened:
      state.move_breaker(observation, origin, "open");
      break;
    case ObservationKind::breaker_half_opened:
      state.move_breaker(observation, origin, "half_open");
      break;
    case ObservationKind::breaker_closed:
      state.move_breaker(observation, origin, "");
      break;
    case ObservationKind::call_finished:
      if (!observation.is_token_fetch) state.call_finished(observation, origin);
      break;
    default:
      break;
  }
}

MetricsSnapshot Metrics::snapshot() const {
  MetricsSnapshot snapshot;
  for (std::size_t i = 0; i < engine::metrics_count; ++i) {
    const auto& series = state_->series[i];
    const bool is_budget = static_cast<MetricId>(i) == MetricId::retry_budget_tokens;
    snapshot.push_back({.info = metric_table()[i],
                        .points = is_budget ? state_->lowest_tokens().points(state_->origins)
                                            : series.points(state_->origins)});
  }
  return snapshot;
}

}  // namespace fieldcall
