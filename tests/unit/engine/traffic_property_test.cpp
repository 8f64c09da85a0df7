// Traffic against a model that keeps everything in lists and looks at all of it at every step.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "unit/engine/traffic_fixture.hpp"

namespace fieldcall::engine {
namespace {

enum class Doing { asking, waiting, sending, between };

struct ModelCall {
  std::uint64_t id = 0;
  std::string tenant;
  std::string origin;
  Trigger trigger{};
  Doing doing = Doing::asking;
  std::uint64_t queued_at = 0;
  std::uint64_t turns_max = 0;  // of its entry while it waits
  std::uint32_t attempts = 0;
  Instant send_until = Instant::max();
};

int class_of(Trigger trigger) {
  if (trigger == Trigger::manual) return 0;
  if (trigger == Trigger::on_create) return 1;
  return trigger == Trigger::on_update ? 2 : 3;
}

class Driver {
 public:
  Driver(std::uint64_t seed, TrafficPolicy policy)
      : random_(seed), policy_(policy), traffic_(policy) {
    traffic_.next(now_);
  }

  std::uint64_t checks = 0;
  std::map<Verdict, std::uint64_t> verdicts{};
  std::map<ObservationKind, std::uint64_t> events{};
  std::uint64_t refused_turns = 0;  // of waiting calls, by a pause that is too long

  void run(int steps) {
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
      act();
      turns();
      compare();
    }
    // No call comes any more: everybody gets a turn.
    for (int step = 0; !calls_.empty() && step < 100'000; ++step) {
      if (testing::Test::HasFailure()) return;
      const auto sending = of(Doing::sending);
      const auto between = of(Doing::between);
      if (!sending.empty()) {
        finish_or_retry(*sending.front(), 0);
      } else if (!between.empty()) {
        end(*between.front(), Result::success);
      } else if (traffic_.due()) {
        now_ = latest_ = std::max(latest_, *traffic_.due());
      } else {
        ADD_FAILURE() << "calls wait and nothing is due";
      }
      turns();
      compare();
    }
    EXPECT_TRUE(calls_.empty());
    EXPECT_EQ(traffic_.calls(), 0U);
    EXPECT_FALSE(traffic_.due());
  }

 private:
  void act() {
    const auto any = [this](std::vector<ModelCall*> calls) {
      return calls.empty() ? nullptr : calls[random_.up_to(calls.size() - 1)];
    };
    const std::uint64_t dice = random_.up_to(99);
    if (dice < 35) {
      start_call();
    } else if (dice < 65) {
      if (ModelCall* call = any(of(Doing::sending))) finish_or_retry(*call, random_.up_to(9));
    } else if (dice < 75) {
      if (ModelCall* call = any(of(Doing::between))) ask_for(*call);
    } else if (dice < 80) {
      if (ModelCall* call = any(of(Doing::waiting))) end(*call, Result::nothing);
    } else if (dice < 82) {
      now_ -= Millis{static_cast<std::int64_t>(random_.up_to(5000))};
    } else if (dice < 84) {
      now_ += Millis{static_cast<std::int64_t>(random_.up_to(40'000))};
      is_down_ = !is_down_;
    } else {
      now_ += Millis{static_cast<std::int64_t>(random_.up_to(300))};
    }
    latest_ = std::max(latest_, now_);
  }

  void start_call() {
    ModelCall call;
    call.id = next_id_++;
    // One tenant floods.
    call.tenant =
        random_.up_to(1) == 0 ? "a" : std::string(1, static_cast<char>('b' + random_.up_to(2)));
    call.origin = std::string(1, static_cast<char>('w' + random_.up_to(origins_ - 1)));
    call.trigger = static_cast<Trigger>(random_.up_to(3));
    if (random_.up_to(3) == 0) {
      call.send_until = latest_ + Millis{static_cast<std::int64_t>(random_.up_to(2500))};
    }
    calls_.push_back(call);
    ask_for(calls_.back());
  }

  void ask_for(ModelCall& call) {
    const bool could_go = is_free(call) && !someone_can_go();
    const auto answer =
        ask(traffic_, {call.id, call.tenant, call.origin, call.trigger, call.send_until}, now_);
    ++verdicts[answer.verdict];
    switch (answer.verdict) {
      case go:
        EXPECT_TRUE(could_go);
        sent(call);
        break;
      case wait:
        EXPECT_FALSE(could_go);
        call.doing = Doing::waiting;
        call.queued_at = ++sequence_;
        call.turns_max = entry_turns_[{call.tenant, call.origin}] + 4 * waiting_at(call).size();
        break;
      case circuit_open:
        EXPECT_NE(state(call)->breaker, policy::BreakerState::closed);
        end(call, Result::failure);
        break;
      case quota_exhausted:
        EXPECT_EQ(call.attempts, 0U);
        EXPECT_GE(state(call)->quota_used, policy_.any_origin.quota);
        end(call, Result::nothing);
        break;
      case rate_limited:
        EXPECT_GT(state(call)->not_before, call.send_until);
        end(call, Result::nothing);
        break;
      case queue_full:
        EXPECT_FALSE(could_go);
        EXPECT_GE(of(Doing::waiting).size(),
                  std::min(policy_.tenant_queue_max, policy_.process_queue_max));
        end(call, Result::nothing);
        break;
    }
  }

  void finish_or_retry(ModelCall& call, std::uint64_t dice) {
    if (random_.up_to(19) == 0) {
      const std::string seconds = std::to_string(random_.up_to(3));
      traffic_.learn(CallId{call.id},
                     {.status = 429, .headers = {{"Retry-After", seconds}}, .body = {}}, now_);
    }
    traffic_.release(CallId{call.id}, now_);
    call.doing = Doing::between;
    if (dice < (is_down_ ? 1U : 6U)) return end(call, Result::success);
    if (dice < 8) return end(call, Result::failure);
    const std::int32_t before = state(call)->retry_tokens;
    const bool may_retry = traffic_.take_retry(CallId{call.id}, dice == 9);
    EXPECT_EQ(may_retry, before >= (dice == 9 ? 10 : 5));
    if (!may_retry) end(call, Result::failure);
  }

  void end(ModelCall& call, Result result) {
    if (random_.up_to(1) == 0) traffic_.leave_queue(CallId{call.id});
    traffic_.finished(CallId{call.id}, result, now_);
    const std::uint64_t id = call.id;
    std::erase_if(calls_, [id](const ModelCall& known) { return known.id == id; });
  }

  void sent(ModelCall& call) {
    call.doing = Doing::sending;
    ++call.attempts;
    auto& times = sent_at_[{call.tenant, call.origin}];
    times.push_back(latest_);
    const OriginLimits& limits = policy_.any_origin;
    if (limits.rate != 0) {
      for (std::size_t i = 0; i < times.size(); ++i, ++checks) {
        const auto requests = static_cast<std::int64_t>(times.size() - i);
        ASSERT_GE((times.back() - times[i]).count() * limits.rate,
                  (requests - limits.burst) * limits.rate_period.count());
      }
    }
    const auto day = std::chrono::floor<std::chrono::days>(latest_);
    if (call.attempts == 1 && limits.quota != 0) {
      const std::uint32_t used = ++used_[{call.tenant, call.origin}][day];
      ASSERT_LE(used, limits.quota);
    }
    const auto known = state(call);
    ASSERT_NE(known->breaker, policy::BreakerState::open);
    ASSERT_LE(known->probes, 3U);
  }

  void turns() {
    while (true) {
      const auto due_before = traffic_.due();
      // Who could go, before somebody does.
      std::vector<ModelCall> waiting;
      for (const ModelCall* call : of(Doing::waiting)) waiting.push_back(*call);
      std::map<std::string, std::size_t> wire;
      for (const ModelCall& call : waiting) wire[call.tenant] = on_wire(call.tenant);
      std::map<std::uint64_t, bool> can_go;
      for (const ModelCall& call : waiting) can_go[call.id] = is_free(call);
      const auto turn = traffic_.next(now_);
      if (!turn) {
        for (const ModelCall& call : waiting) {
          ASSERT_FALSE(can_go[call.id]) << "held back without a reason";
          ++checks;
        }
        return;
      }
      ASSERT_TRUE(due_before && *due_before <= latest_) << "due() did not say so";
      const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const ModelCall& call) {
        return CallId{call.id} == turn->call;
      });
      ASSERT_NE(found, calls_.end());
      ASSERT_EQ(found->doing, Doing::waiting);
      if (turn->verdict != go) {
        ASSERT_TRUE(turn->verdict == circuit_open || turn->verdict == quota_exhausted ||
                    turn->verdict == rate_limited);
        if (turn->verdict == rate_limited) {
          ASSERT_GT(state(*found)->not_before, found->send_until);
          ++refused_turns;
        }
        end(*found, Result::nothing);
        continue;
      }
      ASSERT_TRUE(can_go[found->id]);
      check_order(*found, waiting, wire, can_go);
      sent(*found);
    }
  }

  void check_order(const ModelCall& chosen, const std::vector<ModelCall>& waiting,
                   const std::map<std::string, std::size_t>& wire,
                   const std::map<std::uint64_t, bool>& can_go) {
    bool is_oldest = true;
    bool is_best = true;
    for (const ModelCall& other : waiting) {
      ++checks;
      if (can_go.at(other.id)) {
        ASSERT_LE(wire.at(chosen.tenant), wire.at(other.tenant)) << "unfair between tenants";
      }
      if (other.tenant != chosen.tenant || other.origin != chosen.origin) continue;
      if (other.queued_at < chosen.queued_at) is_oldest = false;
      const int better = class_of(other.trigger) - class_of(chosen.trigger);
      if (better < 0 || (better == 0 && other.queued_at < chosen.queued_at)) is_best = false;
    }
    ASSERT_TRUE(is_oldest || is_best);
    const std::uint64_t turns = ++entry_turns_[{chosen.tenant, chosen.origin}];
    ASSERT_LE(turns, chosen.turns_max) << "starved";
  }

  void compare() {
    for (const TrafficEvent& event : traffic_.take_events()) ++events[event.kind];
    ASSERT_EQ(traffic_.in_flight(), of(Doing::sending).size());
    ASSERT_EQ(traffic_.queued(), of(Doing::waiting).size());
    ASSERT_EQ(traffic_.calls(), calls_.size());
    ASSERT_LE(traffic_.in_flight(), policy_.process_concurrency);
    ASSERT_LE(traffic_.queued(), policy_.process_queue_max);
    for (const ModelCall& call : calls_) {
      ASSERT_EQ(traffic_.tenant_in_flight(call.tenant), on_wire(call.tenant));
      ASSERT_LE(on_wire(call.tenant), policy_.tenant_concurrency);
      ASSERT_LE(traffic_.tenant_queued(call.tenant), policy_.tenant_queue_max);
      const auto known = state(call);
      ASSERT_EQ(known->in_flight, on_wire(call.tenant, call.origin));
      ASSERT_LE(known->in_flight, policy_.any_origin.concurrency);
      ASSERT_EQ(known->queued, waiting_at(call).size());
      ASSERT_TRUE(known->retry_tokens >= 0 && known->retry_tokens <= 500);
      if (call.doing == Doing::waiting && policy_.any_origin.rate == 0 && known->not_before) {
        ASSERT_LE(*known->not_before, call.send_until) << "waits in vain";
      }
      checks += 8;
    }
  }

  std::vector<ModelCall*> of(Doing doing) {
    std::vector<ModelCall*> found;
    for (ModelCall& call : calls_) {
      if (call.doing == doing) found.push_back(&call);
    }
    return found;
  }

  std::vector<ModelCall*> waiting_at(const ModelCall& at) {
    auto found = of(Doing::waiting);
    std::erase_if(found, [&](const ModelCall* call) {
      return call->tenant != at.tenant || call->origin != at.origin;
    });
    return found;
  }

  std::size_t on_wire(std::string_view tenant, std::string_view origin = {}) {
    const auto sending = of(Doing::sending);
    return static_cast<std::size_t>(
        std::count_if(sending.begin(), sending.end(), [&](const ModelCall* call) {
          return call->tenant == tenant && (origin.empty() || call->origin == origin);
        }));
  }

  std::optional<OriginState> state(const ModelCall& call) {
    return traffic_.origin_state(call.tenant, call.origin);
  }

  // Whether the limits leave room for this call.
  bool is_free(const ModelCall& call) {
    const auto known = state(call);
    if (known && known->not_before && *known->not_before > latest_) return false;
    return of(Doing::sending).size() < policy_.process_concurrency &&
           on_wire(call.tenant) < policy_.tenant_concurrency &&
           on_wire(call.tenant, call.origin) < policy_.any_origin.concurrency;
  }

  bool someone_can_go() {
    const auto waiting = of(Doing::waiting);
    return std::any_of(waiting.begin(), waiting.end(),
                       [this](const ModelCall* call) { return is_free(*call); });
  }

  base::Random random_;
  TrafficPolicy policy_;
  Traffic traffic_;
  std::uint64_t origins_ = 1 + random_.up_to(3);
  bool is_down_ = false;  // the API
  Instant now_ = start;
  Instant latest_ = start;
  std::uint64_t next_id_ = 1;
  std::uint64_t sequence_ = 0;
  std::vector<ModelCall> calls_;
  using Entry = std::pair<std::string, std::string>;
  std::map<Entry, std::uint64_t> entry_turns_;
  std::map<Entry, std::vector<Instant>> sent_at_;
  std::map<Entry, std::map<std::chrono::sys_days, std::uint32_t>> used_;
};

TrafficPolicy random_policy(base::Random& random) {
  const auto up_to = [&](std::uint64_t bound) {
    return static_cast<std::uint32_t>(random.up_to(bound));
  };
  TrafficPolicy policy;
  policy.any_origin = {.rate = up_to(2) == 0 ? 1 + up_to(20) : 0,
                       .rate_period = Millis{1 + static_cast<std::int64_t>(random.up_to(2000))},
                       .burst = 1 + up_to(4),
                       .concurrency = 1 + up_to(3),
                       .quota = up_to(3) == 0 ? 1 + up_to(40) : 0,
                       .circuit_breaker = up_to(3) != 0};
  policy.tenant_concurrency = 1 + up_to(5);
  policy.process_concurrency = 1 + up_to(9);
  policy.tenant_queue_max = 5 + up_to(40);
  policy.process_queue_max = 5 + up_to(80);
  return policy;
}

TEST(TrafficProperty, KeepsEveryPromiseToRandomCalls) {
  // Enough to reach every verdict and event; 600 found no more than these.
  constexpr std::uint64_t seeds = 60;
  std::uint64_t checks = 0;
  std::uint64_t refused_turns = 0;
  std::map<Verdict, std::uint64_t> verdicts;
  std::map<ObservationKind, std::uint64_t> events;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    base::Random random(seed);
    Driver driver(seed, random_policy(random));
    driver.run(400);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    checks += driver.checks;
    refused_turns += driver.refused_turns;
    for (const auto& [verdict, times] : driver.verdicts) verdicts[verdict] += times;
    for (const auto& [kind, times] : driver.events) events[kind] += times;
  }
  EXPECT_GT(checks, 100'000U);
  EXPECT_GT(refused_turns, 10U);
  for (const Verdict verdict :
       {go, wait, circuit_open, quota_exhausted, rate_limited, queue_full}) {
    EXPECT_GT(verdicts[verdict], 10U) << static_cast<int>(verdict);
  }
  for (const auto kind : {ObservationKind::breaker_opened, ObservationKind::breaker_half_opened,
                          ObservationKind::breaker_closed, ObservationKind::rate_learned}) {
    EXPECT_GT(events[kind], 0U) << static_cast<int>(kind);
  }
}

}  // namespace
}  // namespace fieldcall::engine
