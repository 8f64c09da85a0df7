#include "policy/rate_limit.hpp"

#include <algorithm>

#include "fieldcall/limits.hpp"

namespace fieldcall::policy {
namespace {

// Resets are told in whole seconds: two answers about the same window differ by so much.
constexpr Millis reset_precision{1000};

}  // namespace

Instant RateLimit::not_before(Instant now) const {
  if (rate_.requests == 0) return learned_not_before(now);
  const Point point = earliest();
  const Instant by_rate = point.part == 0 ? point.at : point.at + Millis{1};
  return std::max(by_rate, learned_not_before(now));
}

RateLimit::Ticket RateLimit::take(Instant now) {
  if (rate_.requests != 0) {
    if (next_.at < now) next_ = {.at = now, .part = 0};
    advance(next_, 1);
  }
  forget_past(now);
  if (window_ && window_->left > 0) --window_->left;
  if (forbidden_until() > now) next_look_ = now + limits::learned_pause_max;
  return ++taken_;
}

// `next_` less the burst.
RateLimit::Point RateLimit::earliest() const {
  Point point = next_;
  advance(point, -(static_cast<std::int64_t>(std::max(rate_.burst, 1U)) - 1));
  return point;
}

// At most 2^32 intervals of a day: no overflow.
void RateLimit::advance(Point& point, std::int64_t intervals) const {
  const std::int64_t requests = rate_.requests;
  const std::int64_t parts = intervals * rate_.period.count() + point.part;
  const std::int64_t whole = parts >= 0 ? parts / requests : -((-parts + requests - 1) / requests);
  point.at += Millis{whole};
  point.part = static_cast<std::uint32_t>(parts - whole * requests);
}

Instant RateLimit::forbidden_until() const {
  Instant until = long_ago;
  if (pause_) until = pause_->until;
  if (window_ && window_->left == 0) until = std::max(until, window_->until);
  return until;
}

Instant RateLimit::learned_not_before(Instant now) const {
  const Instant until = forbidden_until();
  return until <= now ? long_ago : std::min(until, next_look_);
}

void RateLimit::forget_past(Instant now) {
  if (pause_ && pause_->until <= now) pause_.reset();
  if (window_ && window_->until <= now) window_.reset();
}

void RateLimit::learn(const RateAdvice& advice, Ticket ticket, Instant now) {
  forget_past(now);
  if (advice.pause && *advice.pause > Millis{0}) {
    learn_pause(std::min(*advice.pause, limits::learned_window_max), now);
  } else if (pause_ && !advice.is_refusal && ticket > pause_->learned_at) {
    pause_.reset();
  }
  if (advice.window) learn_window(*advice.window, ticket, now);
}

void RateLimit::learn_pause(Millis wait, Instant now) {
  if (pause_ && pause_->until >= now + wait) return;
  pause_ = {.until = now + wait, .learned_at = taken_};
  next_look_ = now + limits::learned_pause_max;
}

void RateLimit::learn_window(const RateAdvice::Window& seen, Ticket ticket, Instant now) {
  // The API may not have counted yet what went out after this request.
  const std::uint64_t later = taken_ - ticket;
  Window window{.until = now + std::min(seen.span, limits::learned_window_max),
                .left = seen.left - std::min(seen.left, later),
                .learned_from = ticket};
  if (window_ && ticket < window_->learned_from) {
    // Older news: of the same window it can only take away, of an earlier one it means nothing.
    if (window.until + reset_precision < window_->until) return;
    window_->left = std::min(window_->left, window.left);
  } else {
    window_ = window;
  }
  if (window_->left == 0) next_look_ = now + limits::learned_pause_max;
}

Instant RateLimit::remembers_until() const {
  Instant until = next_.at + Millis{next_.part == 0 ? 0 : 1};
  if (pause_) until = std::max(until, pause_->until);
  if (window_) until = std::max(until, window_->until);
  return until;
}

}  // namespace fieldcall::policy
