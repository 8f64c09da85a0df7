// What an answer says about how often its API may be asked.
//
//   429 with Retry-After                   a pause; no other status says so
//   RateLimit: "default";r=50;t=30         the field of draft-ietf-httpapi-ratelimit-headers (-11),
//   RateLimit-Policy: "default";q=100;w=60   whose policies say in what unit it counts
//   RateLimit: limit=100, remaining=50, reset=5      the same before draft 8
//   RateLimit-Remaining, RateLimit-Reset   before draft 7, and as X-RateLimit-* and X-Rate-Limit-*
//
// The first of these that says something is taken. Reset is seconds from now, or, as is common
// outside the draft, a point in time: seconds or milliseconds since 1970 (told by their size) or an
// HTTP-date, on the server's clock if the answer has a Date. Where a 429 says when but not how many
// are left, none are. Where several policies are told, the strictest is taken: one with nothing
// left, else the one with the least. Malformed fields are ignored. Units other than requests matter
// only when nothing is left, concurrent-requests not even then.
#pragma once

#include <cstdint>
#include <optional>

#include "fieldcall/http.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::policy {

struct RateAdvice {
  // No more than `left` requests from now on for the time `span`, which is more than 0.
  struct Window {
    std::uint64_t left = 0;
    Millis span{};
    bool operator==(const Window&) const = default;
  };
  bool is_refusal = false;      // 429
  std::optional<Millis> pause;  // nothing for so long
  std::optional<Window> window;
};

RateAdvice read_rate_advice(const HttpResponse& response, Instant now);

}  // namespace fieldcall::policy
