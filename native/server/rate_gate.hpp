// How many requests a token may send: so many a second, spread evenly, with a burst after a pause
// (GCRA). Time comes in as milliseconds of any clock that does not go backwards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace fieldcall::server {

class RateGate {
 public:
  // Both 1 or more.
  RateGate(std::uint32_t requests_per_second, std::uint32_t burst)
      : rate_(requests_per_second), burst_(burst) {}

  // Nothing = let it in; else the seconds until one may come again.
  std::optional<std::int64_t> admit(std::int64_t now_ms) {
    // In units of 1 / rate milliseconds, where a request costs 1000: whole numbers for every rate.
    const std::int64_t now = now_ms * rate_;
    const std::int64_t start = std::max(full_at_, now);
    const std::int64_t ahead_max = (burst_ - 1) * request_cost;
    if (start - now > ahead_max) {
      const std::int64_t wait_ms = (start - now - ahead_max + rate_ - 1) / rate_;
      return (wait_ms + 999) / 1000;
    }
    full_at_ = start + request_cost;
    return std::nullopt;
  }

 private:
  static constexpr std::int64_t request_cost = 1000;
  std::int64_t rate_;
  std::int64_t burst_;
  std::int64_t full_at_ = 0;
};

}  // namespace fieldcall::server
