// What may go out when: limits, rates, quotas, breakers and retry budgets of the world, counted
// again from what a host sees.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "fieldcall/engine.hpp"
#include "simulation/breaker_model.hpp"
#include "simulation/expectations.hpp"

namespace fieldcall::simulation {

// A request that the engine wants sent.
struct Sending {
  AttemptId attempt;
  std::string tenant;
  std::string origin;
  std::string flight;  // equal for calls that may share an answer
};

enum class Verdict : std::uint8_t { works, fails, unknown };

class TrafficModel {
 public:
  TrafficModel(TrafficPolicy policy, Expectations& expectations)
      : policy_(std::move(policy)), expectations_(expectations) {}

  void sent(const Sending& sending, Instant now);
  // An answer, before it is off the wire: `pause` if it was a 429 that asks for one.
  void answered(const AttemptId& attempt, std::optional<Millis> pause, Instant now);
  void off_wire(const AttemptId& attempt);
  // Only if the engine tells what it observes.
  void observed(const Observation& observation);
  // The call's request goes on for one of the same flight.
  void left_behind(CallId call, const std::string& flight, bool is_certain);
  // The call goes on with, or ends after, a request that another one left behind.
  bool took_over(CallId call, const std::string& flight);
  void ended(CallId call, Verdict verdict, std::optional<ErrorCode> error, Instant now);
  // Whether some quota of the tenant is used up today.
  [[nodiscard]] bool has_used_up(const std::string& tenant, Instant now) const;
  // As new; no call is under way.
  void forget_all();
  // Nobody can tell who had it last.
  void lose_track(const AttemptId& attempt);

 private:
  // What the engine knows of one call.
  struct Pass {
    std::string tenant;
    std::string origin;
    BreakerPass breaker;
    std::int32_t retry_cost = 0;
    bool is_retry_planned = false;
  };
  struct Entry {
    std::uint32_t on_wire = 0;
    std::deque<Instant> sent;  // the latest
    std::optional<Instant> paused_until;
    std::int64_t quota_day = 0;
    std::uint32_t quota_used = 0;
    BreakerModel breaker;
    std::int32_t tokens = 500;
    bool is_uncertain = false;  // who took a request over cannot be told: no account any more
  };
  struct Wire {
    std::string tenant;
    std::string origin;
  };
  using WireName = std::pair<CallId, std::pair<std::uint32_t, std::uint32_t>>;

  static WireName name_of(const AttemptId& attempt);
  Entry& entry_of(const std::string& tenant, const std::string& origin);
  [[nodiscard]] const OriginLimits& limits_of(const std::string& origin) const;
  void check_wire(Entry& entry, const Sending& sending);
  void check_rate(Entry& entry, const OriginLimits& limits, bool is_hop, Instant now);
  void count_quota(Entry& entry, const OriginLimits& limits, Instant now);
  void settle_budget(Entry& entry, Pass& pass, Verdict verdict);
  void expect(bool holds, std::string_view what) { expectations_.expect(holds, what); }

  const TrafficPolicy policy_;
  Expectations& expectations_;
  std::map<std::pair<std::string, std::string>, Entry> entries_;
  std::map<std::string, std::uint32_t> tenants_;  // on the wire
  std::map<WireName, Wire> wires_;
  std::map<CallId, Pass> passes_;
  std::map<std::string, Pass> left_behind_;  // by flight
  bool is_told_ = false;                     // what the engine observes
  std::optional<std::int32_t> told_tokens_;  // by the call_finished just seen
  std::map<CallId, bool> timed_out_;         // the last attempt, where it was told
};

}  // namespace fieldcall::simulation
