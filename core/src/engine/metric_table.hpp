// The metrics there are and what each may be counted by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "fieldcall/metrics.hpp"

namespace fieldcall::engine {

// In the order of their names, as the table.
enum class MetricId : std::uint8_t {
  breaker_count,
  breaker_transitions,
  cache_failures,
  cache_requests,
  cache_stale,
  cache_stored,
  call_active,
  call_duration,
  call_shared,
  call_started,
  calls,
  queue_entered,
  queue_length,
  rate_limited,
  redirects,
  retries,
  retry_budget_refused,
  retry_budget_tokens,
  secret_reread,
  token_awaited,
  http_active_requests,
  http_request_duration,
};
inline constexpr std::size_t metrics_count =
    static_cast<std::size_t>(MetricId::http_request_duration) + 1;

// What a series is told apart by besides its origin. In the order of their names.
enum class Attribute : std::uint8_t {
  error_type,
  breaker_state,
  cache_result,
  outcome,
  queue_reason,
  share,
  source,
  trigger,
  method,
  status,
  overflow,
};
inline constexpr std::size_t attributes_count = static_cast<std::size_t>(Attribute::overflow) + 1;

std::string_view attribute_name(Attribute attribute);

// The words an attribute's value may be, the last for what is none of them; empty for those whose
// values are enumerators or numbers.
std::span<const std::string_view> attribute_words(Attribute attribute);

const MetricInfo& metric_info(MetricId id);

}  // namespace fieldcall::engine
