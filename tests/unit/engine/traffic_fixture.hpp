// Calls that ask, go and wait, in a few words: for the tests of Traffic.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/traffic.hpp"

namespace fieldcall::engine {

using namespace std::chrono_literals;
using enum Verdict;
using Result = Traffic::Result;

inline constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 15} + 12h;
inline constexpr const char* api = "https://api.example.com:443";

struct Call {
  std::uint64_t id;
  std::string tenant = "a";
  std::string origin = api;
  Trigger trigger = Trigger::manual;
  Instant send_until = Instant::max();
};

inline Traffic::Answer ask(Traffic& traffic, const Call& call, Instant now = start) {
  return traffic.ask({CallId{call.id}, call.tenant, call.origin, call.trigger, call.send_until},
                     now);
}

// A whole call with one attempt.
inline Verdict run(Traffic& traffic, const Call& call, Result result, Instant now = start) {
  const Verdict verdict = ask(traffic, call, now).verdict;
  if (verdict == go) traffic.release(CallId{call.id}, now);
  traffic.finished(CallId{call.id}, result, now);
  return verdict;
}

inline std::vector<std::uint64_t> drain(Traffic& traffic, Instant now = start,
                                        Verdict expected = go) {
  std::vector<std::uint64_t> calls;
  while (const auto turn = traffic.next(now)) {
    EXPECT_EQ(turn->verdict, expected);
    calls.push_back(static_cast<std::uint64_t>(turn->call));
  }
  return calls;
}

// The order in which all waiting calls go if each is done before the next.
inline std::vector<std::uint64_t> drain_one_by_one(Traffic& traffic, std::uint64_t running,
                                                   Instant now = start) {
  std::vector<std::uint64_t> calls;
  while (true) {
    traffic.release(CallId{running}, now);
    traffic.finished(CallId{running}, Result::success, now);
    const auto turn = traffic.next(now);
    if (!turn) return calls;
    EXPECT_EQ(turn->verdict, go);
    running = static_cast<std::uint64_t>(turn->call);
    calls.push_back(running);
    EXPECT_FALSE(traffic.next(now));
  }
}

inline TrafficPolicy one_slot_per_origin() {
  TrafficPolicy policy;
  policy.any_origin.concurrency = 1;
  return policy;
}

}  // namespace fieldcall::engine
