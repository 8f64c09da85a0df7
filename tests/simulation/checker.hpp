// What must hold at every step, whatever the world does.
//
// Keeps its own account of each call from what the host saw, and compares.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/metrics.hpp"
#include "simulation/account.hpp"
#include "simulation/answers_model.hpp"
#include "simulation/expectations.hpp"
#include "simulation/runs_model.hpp"
#include "simulation/traffic_model.hpp"
#include "simulation/vault.hpp"

namespace fieldcall::simulation {

class Checker {
 public:
  Checker(TrafficPolicy policy, const Vault& vault)
      : vault_(vault), traffic_(std::move(policy), expectations_) {}

  // The call is one the host starts now: no action of it came before.
  void started(Started start, const CallInputs& inputs, Instant now);
  void accepted(const Event& event, Instant now);
  void took(const Action& action, Instant now);
  // After every step: what the engine says about itself, on a clock that is behind `now` by
  // `ahead`.
  void looked_at(const Engine& engine, Instant now, Millis ahead);
  // The engine's time has gone back: what is remembered of before is forgotten.
  void clock_corrected();
  void invalidated(const CacheScope& scope, Instant now) { answers_.invalidated(scope, now); }
  void trust_no_store() { answers_.trust_no_store(); }
  // The host has read the secrets again.
  void renewed(CallId call, std::int64_t credential);
  void ended(const Engine& engine);
  void expect(bool holds, std::string_view what) { expectations_.expect(holds, what); }

  // Whether the engine has to take the event; any other one is to be refused.
  [[nodiscard]] bool is_expected(const Event& event) const;
  [[nodiscard]] bool is_on_wire(const AttemptId& attempt) const;
  [[nodiscard]] bool is_active(CallId call) const { return active_.contains(call); }
  [[nodiscard]] bool waits_for_cache(CallId call) const;
  [[nodiscard]] bool waits_for_secrets(CallId call) const;
  [[nodiscard]] const Expectations& expectations() const { return expectations_; }

 private:
  using WireName = std::pair<CallId, std::pair<std::uint32_t, std::uint32_t>>;

  static WireName name_of(const AttemptId& attempt) {
    return {attempt.call, {attempt.number, attempt.hop}};
  }
  void off_wire(const AttemptId& attempt);
  void check_flights();
  void accepted_answer(const ResponseReceived& received, Instant now);
  // checker_request.cpp
  void took_send(const SendRequest& send, Instant now);
  void check_destination(const SendRequest& send, bool is_token_fetch);
  void took_own(const SendRequest& send, Account& account, Instant now);
  void check_turn(const SendRequest& send, Account& account);
  void check_idempotency_key(const SendRequest& send, Account& account);
  void took_token_request(const SendRequest& send, const std::string& tenant);
  void took_abort(const AbortRequest& abort);
  void took_observation(const Observation& observation);
  // checker_outcome.cpp
  void took_finished(const Finished& finished, Instant now);
  void check_left_wire(const Account& account, const Outcome& outcome);
  void leave_wire(const Account& account);
  void check_outcome(const Account& account, const Outcome& outcome, Instant now);
  void check_values(const Account& account, const Outcome& outcome, Instant now);
  void check_metadata(Account& account, const Outcome& outcome, Instant now);
  void check_attempts(const Account& account, const Outcome& outcome);
  void check_no_secret(std::string_view text, std::string_view where);

  const Vault& vault_;
  Expectations expectations_;
  TrafficModel traffic_;
  RunsModel runs_{expectations_};
  AnswersModel answers_{expectations_};
  Metrics metrics_;
  std::map<CallId, Account> active_;
  std::map<CallId, TokenFetch> token_fetches_;
  std::map<WireName, bool> wires_;              // whether a call of the host sent it
  std::multiset<Instant> deadlines_;            // of active calls
  std::set<CallId> known_;                      // started by the host
  std::set<std::string> keys_;                  // generated idempotency keys of ended calls
  std::set<WireName> left_behind_;              // in this step
  std::map<std::string, WireName> left_wires_;  // the latest of each flight
  std::string leaving_;                         // what left the engine in this step
};

}  // namespace fieldcall::simulation
