// The calls of one tenant that wait to send to one origin.
//
// Order: manual, on_create, on_update, scheduled; first come, first served within each. Every
// fourth turn goes to the call that has waited longest, whatever its class, so that no call waits
// for more than four turns for each one ahead of it: a flood of manual calls slows scheduled ones
// down to a quarter and never stops them.
//
// Lists through the calls themselves, and an index by when they have to be sent: an operation takes
// O(log n) at most and allocates nothing.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "engine/index_slot.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/time.hpp"
#include "policy/breaker.hpp"
#include "policy/rate_limit.hpp"

namespace fieldcall::engine {

inline constexpr std::uint32_t turns_per_oldest = 4;

struct TimedRank {
  Instant at{};
  std::uint64_t sequence = 0;
  // Not auto: a point in time has no <=> in libc++ 13, which em++ 3.1.6 brings.
  std::strong_ordering operator<=>(const TimedRank&) const = default;
};

struct TrafficEntry;

// A call from its first ask() until it is finished and off the wire.
struct TrafficCall {
  // The request of another call, with its place in the accounts.
  void take_over(const TrafficCall& giver);

  CallId id{};
  TrafficEntry* entry = nullptr;
  std::uint8_t priority = 0;  // 0 goes first
  bool is_queued = false;
  bool is_in_flight = false;
  bool is_finished = false;
  bool is_counted = false;        // by the quota
  bool is_retry_planned = false;  // paid for and not sent yet
  std::int32_t retry_cost = 0;    // of the last retry
  policy::Breaker::Pass pass;
  policy::RateLimit::Ticket ticket = 0;  // of the last request
  Instant send_until{};                  // a turn after that is of no use to it
  // while it is queued
  std::uint64_t queued_at = 0;  // sequence number
  TrafficCall* before = nullptr;
  TrafficCall* after = nullptr;
  IndexSlot<TimedRank, TrafficCall> by_end{*this};
};

class CallQueue {
 public:
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::uint32_t size() const { return size_; }

  void push(TrafficCall& call, std::uint64_t sequence);
  void remove(TrafficCall& call);

  // The first of the best class, or nullptr. Its place() is what the queue's rank is made of.
  [[nodiscard]] TrafficCall* best() const;

  // The one that has waited longest, or nullptr.
  [[nodiscard]] TrafficCall* oldest() const;

  // The one that has to be sent first, or nullptr.
  [[nodiscard]] TrafficCall* first_to_end() const {
    return by_end_.empty() ? nullptr : by_end_.begin()->second;
  }

  // Whose turn it is: best(), every fourth time oldest(). A turn is over when `took_turn` says so.
  [[nodiscard]] TrafficCall* next() const;
  void took_turn() { ++turns_; }

  // The first call for which `is_wanted`, looking only at the head of each list: those in a list
  // are alike in class and in whether the quota has counted them.
  template <class Predicate>
  [[nodiscard]] TrafficCall* find_head(Predicate is_wanted) const {
    for (const List& list : lists_) {
      if (list.first != nullptr && is_wanted(*list.first)) return list.first;
    }
    return nullptr;
  }

 private:
  struct List {
    TrafficCall* first = nullptr;
    TrafficCall* last = nullptr;
  };
  static constexpr std::uint32_t classes = 4;

  List& list_of(const TrafficCall& call) {
    return lists_[call.priority * 2U + (call.is_counted ? 0U : 1U)];
  }

  std::array<List, 2 * classes> lists_{};  // by class, those already counted first
  IndexSlot<TimedRank, TrafficCall>::Index by_end_;
  std::uint32_t size_ = 0;
  std::uint32_t turns_ = 0;
};

}  // namespace fieldcall::engine
