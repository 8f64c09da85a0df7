// When the next request may go out: a rate set by the host (GCRA, the "leaky bucket as a meter")
// and what the API itself has said, for one tenant and origin. Learned things only ever make it
// slower, and are forgotten after their reset.
//
// Rate: n requests in a period are one each period/n; a request that comes early is allowed as long
// as it is at most burst - 1 such intervals early. Computed in n-ths of a millisecond, so exact:
// in any time t at most burst + t * n / period requests. That takes times that never go back; one
// that does is refused what it would have been refused before.
//
// Learned pause (429 with Retry-After): nothing until then. Learned window ("17 left in the next
// 30 s"): that many, then nothing until its end. Where that is longer than
// limits::learned_pause_max, one request goes out in each such time to see whether it still holds:
// if a pause's one is answered otherwise than 429, the pause is over; a window's next answer says
// itself how many are left.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "fieldcall/time.hpp"
#include "policy/rate_advice.hpp"

namespace fieldcall::policy {

struct Rate {
  std::uint32_t requests = 0;  // per period; 0 = no limit
  Millis period{1000};         // 1 ms to limits::rate_period_max
  std::uint32_t burst = 1;     // at least 1
};

class RateLimit {
 public:
  // Which request an answer belongs to: how many went out before it, itself included.
  using Ticket = std::uint64_t;

  explicit RateLimit(Rate rate) : rate_(rate) {}

  // The earliest time at which a request may go out; `now` or before = at once.
  [[nodiscard]] Instant not_before(Instant now) const;

  // A request goes out. Also at a time when none may: what follows waits longer then.
  Ticket take(Instant now);

  // An answer came to the request with this ticket.
  void learn(const RateAdvice& advice, Ticket ticket, Instant now);

  // When the API's own word allows the next request; `now` or before = it does not forbid anything.
  [[nodiscard]] Instant learned_not_before(Instant now) const;

  // When it allows all of them again.
  [[nodiscard]] Instant learned_until() const { return forbidden_until(); }

  // From then on there is nothing to remember: as new.
  [[nodiscard]] Instant remembers_until() const;

 private:
  // Exact time: `at` + `part`/requests milliseconds.
  struct Point {
    Instant at{};
    std::uint32_t part = 0;  // under rate_.requests
  };
  struct Pause {
    Instant until{};
    Ticket learned_at = 0;  // a later ticket's request knew of it
  };
  struct Window {
    Instant until{};
    std::uint64_t left = 0;
    Ticket learned_from = 0;
  };

  // Before every time that is compared with it, and far enough from the end of the range.
  static constexpr Instant long_ago{Millis{std::numeric_limits<std::int64_t>::min() / 4}};

  [[nodiscard]] Point earliest() const;
  [[nodiscard]] Instant forbidden_until() const;
  void forget_past(Instant now);
  void advance(Point& point, std::int64_t intervals) const;
  void learn_pause(Millis wait, Instant now);
  void learn_window(const RateAdvice::Window& seen, Ticket ticket, Instant now);

  Rate rate_;
  Point next_{.at = long_ago,
              .part = 0};  // when the next request would be due if they were spread evenly
  std::optional<Pause> pause_;
  std::optional<Window> window_;
  Instant next_look_ = long_ago;  // while the API forbids more: when one goes out all the same
  Ticket taken_ = 0;
};

}  // namespace fieldcall::policy
