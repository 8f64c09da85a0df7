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

namespace fieldcall::simulation {

class Checker {
 public:
  // The call is one the host starts now: no action of it came before.
  void started(CallId call, const Field& field, std::string secret, Instant now);
  void accepted(const Event& event, Instant now);
  void took(const Action& action, Instant now);
  // After every step: what the engine says about itself.
  void looked_at(const Engine& engine, Instant now);
  void ended(const Engine& engine);
  void expect(bool holds, std::string_view what);

  // Whether the engine has to take the event; any other one is to be refused.
  [[nodiscard]] bool is_expected(const Event& event) const;
  [[nodiscard]] bool is_on_wire(const AttemptId& attempt) const;
  [[nodiscard]] bool is_active(CallId call) const;
  [[nodiscard]] std::uint64_t checks() const { return checks_; }
  [[nodiscard]] const std::vector<std::string>& failures() const { return failures_; }

 private:
  struct Account {
    Field field;
    std::string secret;
    Instant started_at{};
    Instant deadline_at{};
    std::optional<AttemptId> on_wire;
    std::uint32_t attempts = 0;
    bool is_cancelled = false;
    std::optional<std::string> idempotency_key;
    // How the request before ended: whether another attempt is allowed.
    bool may_go_on = true;
    bool may_be_redirected = false;
  };

  void took_send(const SendRequest& send, Instant now);
  void took_finished(const Finished& finished, Instant now);
  void check_outcome(const Account& account, const Outcome& outcome, Instant now);
  void check_metadata(const Account& account, const Outcome& outcome, Instant now);
  void check_secrets(const Account& account, const Outcome& outcome);
  [[nodiscard]] static bool allows_retry(const Account& account, const HttpResponse& response);
  [[nodiscard]] static bool allows_retry(const Account& account, const RequestFailed& failed);

  std::map<CallId, Account> active_;
  std::multiset<Instant> deadlines_;  // of active calls
  std::set<std::string> keys_;        // generated idempotency keys of ended calls
  std::string doing_;
  std::uint64_t checks_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace fieldcall::simulation
