// Who may send now, who waits and who is refused: slots, rates, quotas, breakers and retry budgets
// of all tenants and origins.
//
// A call ask()s before every attempt. It may go, or it waits here until next() names it, or it is
// refused: also if the API has asked for a pause that leaves the call no time. What a call waits
// for, in this order: a slot of its origin, the origin's rate, a slot of its tenant, a slot of the
// process. Slots go
//   between tenants      to the one with the fewest requests on the wire, then to who came first
//   within a tenant      to the origin where the best class waits, then as between tenants
//   within an origin     manual, on_create, on_update, scheduled; then first come, first served
// and, in the last two, every fourth time to the call that has waited longest. So every call gets
// its turn; a blocked origin holds up nobody else; a flood only holds up its own tenant.
//
// Nothing here depends on how many calls wait: each operation is O(log n). Memory is bounded:
// limits::traffic_entries_max pairs of tenant and origin and the calls that are alive. What was
// idle longest is forgotten first, what still protects somebody (an open breaker, today's quota, a
// learned pause) only when that is over or nothing else is left, and what has calls never.
//
// A clock that goes back counts as one that stands still.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/call_queue.hpp"
#include "engine/traffic_entry.hpp"
#include "engine/waiting_room.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/observation.hpp"
#include "fieldcall/time.hpp"
#include "fieldcall/traffic.hpp"
#include "policy/breaker.hpp"

namespace fieldcall::engine {

// Who wants to send. What is kept of it is copied.
struct Requester {
  CallId call{};
  std::string_view tenant;
  std::string_view origin;  // "https://api.example.com:443"
  Trigger trigger{};
  Instant send_until = Instant::max();  // a turn after that is of no use to it
};

// rate_limited: the API itself allows nothing before `send_until`.
enum class Verdict : std::uint8_t {
  go,
  wait,
  circuit_open,
  quota_exhausted,
  rate_limited,
  queue_full,
};

// breaker_opened (with `wait`), breaker_half_opened, breaker_closed, rate_learned (with `wait`).
struct TrafficEvent {
  ObservationKind kind{};
  CallId call{};  // whose doing it was
  std::string tenant;
  std::string origin;
  std::optional<Millis> wait;
};

// What one origin looks like to one tenant at a time.
struct OriginState {
  std::string_view tenant;  // valid until the next call of a method
  std::string_view origin;
  std::uint32_t in_flight = 0;
  std::uint32_t queued = 0;
  std::int32_t retry_tokens = 0;
  policy::BreakerState breaker{};
  std::uint32_t probes = 0;
  std::uint32_t quota_used = 0;
  std::optional<Instant> not_before;  // its rate, set or learned, allows nothing before
};

class Traffic {
 public:
  // Keys of `policy.origins` are normalised; what check_traffic_policy() refuses is left out or, of
  // numbers, replaced by the nearest one it allows.
  explicit Traffic(TrafficPolicy policy);
  ~Traffic();
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

  struct Answer {
    Verdict verdict{};
    std::string_view reason{};  // wait: "origin", "rate", "tenant", "process"
    // Not earlier; of rate, circuit_open, quota_exhausted and rate_limited.
    std::optional<Instant> not_before{};
  };

  // Before every attempt, also of retries; redirect hops keep their slot and are told by
  // redirected(). go: a slot is taken until release(). The first one of a call registers it.
  Answer ask(const Requester& requester, Instant now);

  // A request more goes out in the slot of this call: it counts for the rate.
  void redirected(CallId call, Instant now);

  // The call begins to wait for another one's answer or for an access token. False: too many wait
  // already, for whatever it is. To be ended by leave_room().
  bool enter_room(CallId call, std::string_view tenant);
  void leave_room(CallId call) { room_.leave(call); }

  // A waiting call does not want to send any more.
  void leave_queue(CallId call);

  // The request of one call goes on as that of another, which has not asked yet.
  void hand_over(CallId from, CallId to);

  // The request is off the wire.
  void release(CallId call, Instant now);

  struct Turn {
    CallId call{};
    Verdict verdict{};
    std::optional<Instant> not_before{};  // as in Answer
  };

  // Of the waiting calls the next whose turn it is: go (a slot is taken), or circuit_open,
  // quota_exhausted or rate_limited meanwhile. Nothing = all others wait on. To be called until it
  // returns nothing after every release(), leave_queue(), learn() and finished(), and when due()
  // has come.
  std::optional<Turn> next(Instant now);

  // When next() may have something to say only because time has passed.
  [[nodiscard]] std::optional<Instant> due() const;

  // A retry of this call is planned: takes its cost from the budget. False: it is empty. What is
  // not sent in the end is given back.
  bool take_retry(CallId call, bool after_timeout);

  using Result = policy::Breaker::Result;

  // The call is over: for breaker and budget. Once for every call that asked, in whatever state; it
  // may still be on the wire and is then forgotten by its release().
  void finished(CallId call, Result result, Instant now);

  // Every answer, with its headers, before the release() of its request.
  void learn(CallId call, const HttpResponse& response, Instant now);

  // As new. Precondition: no call is known.
  void forget_all();

  // What has happened since the last time, in order. At most events_max are kept for the next time.
  std::vector<TrafficEvent> take_events();
  static constexpr std::uint32_t events_max = 1024;

  [[nodiscard]] std::uint32_t in_flight() const { return in_flight_; }
  [[nodiscard]] std::uint32_t queued() const { return queued_; }
  [[nodiscard]] std::uint32_t tenant_in_flight(std::string_view tenant) const;
  [[nodiscard]] std::uint32_t tenant_queued(std::string_view tenant) const;
  // Nothing if it is not remembered: as new.
  [[nodiscard]] std::optional<OriginState> origin_state(std::string_view tenant,
                                                        std::string_view origin) const;
  // By tenant, then by origin.
  [[nodiscard]] std::vector<OriginState> origin_states() const;
  [[nodiscard]] std::uint32_t entries() const { return entries_; }
  [[nodiscard]] std::uint64_t calls() const { return calls_.size(); }
  // How often an index was brought up to date: what does not grow with what waits.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  void advance(Instant now);
  TrafficCall& known_call(const Requester& requester);
  TrafficEntry& entry_of(std::string_view tenant, std::string_view origin);
  void forget_one_entry();
  void forget(TrafficCall& call);
  [[nodiscard]] TrafficCall* find(CallId call);

  std::optional<Answer> refusal(TrafficCall& call);
  [[nodiscard]] bool waits_in_vain(const TrafficCall& call) const;
  std::string_view obstacle(const TrafficEntry& entry) const;
  [[nodiscard]] bool has_room(std::string_view tenant) const;
  void send(TrafficCall& call);
  void enqueue(TrafficCall& call);
  void dequeue(TrafficCall& call);
  TrafficCall* next_to_refuse();
  Turn turn_of(TrafficCall& call);

  void refresh(TrafficEntry& entry);
  void refresh(TrafficTenant& tenant);
  void note_breaker(TrafficCall& call, policy::BreakerState before);
  void rate_changed(TrafficCall& call, Instant not_before_was);
  void note(TrafficCall& call, ObservationKind kind, std::optional<Millis> wait);
  [[nodiscard]] OriginState state_of(const TrafficEntry& entry) const;

  TrafficPolicy policy_;  // normalised
  Instant now_ = Instant::min();
  std::uint64_t sequence_ = 0;
  std::uint64_t work_ = 0;
  std::uint32_t in_flight_ = 0;
  std::uint32_t queued_ = 0;
  std::uint32_t entries_ = 0;
  IndexSlot<TenantRank, TrafficTenant>::Index ready_;
  IndexSlot<TimedRank, TrafficEntry>::Index rate_timers_;
  IndexSlot<TimedRank, TrafficEntry>::Index idle_;  // by when there was nothing left to remember
  IndexSlot<std::uint64_t, TrafficEntry>::Index refused_;
  std::map<std::string, TrafficTenant, std::less<>> tenants_;  // after the indexes they stand in
  std::map<CallId, TrafficCall> calls_;
  WaitingRoom room_;
  std::vector<TrafficEvent> events_;
};

}  // namespace fieldcall::engine
