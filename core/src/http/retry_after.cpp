#include "http/retry_after.hpp"

#include <algorithm>

#include "http/date.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

constexpr std::int64_t seconds_max = std::int64_t{1} << 31U;
constexpr Millis wait_max = std::chrono::seconds{seconds_max};

}  // namespace

std::optional<Millis> parse_retry_after(std::string_view value, Instant now) {
  value = text::trim_ows(value);
  if (value.empty()) return std::nullopt;
  if (!std::all_of(value.begin(), value.end(), text::is_digit)) {
    const auto date = parse_http_date(value, now);
    if (!date) return std::nullopt;
    return std::clamp<Millis>(*date - now, Millis{0}, wait_max);
  }
  std::int64_t seconds = 0;
  for (const char c : value) seconds = std::min(seconds * 10 + (c - '0'), seconds_max);
  return std::chrono::seconds{seconds};
}

}  // namespace fieldcall::http
