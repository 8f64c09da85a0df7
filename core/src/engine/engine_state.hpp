// The inside of an engine: its calls, what they share, and what one call's doing means for others.
//
// A call that changes something for another leaves a notice. Notices, turns of waiting calls and
// timers are worked off one by one when the call that was at work has come to rest, until nothing
// is left to do: so no call ever runs inside another.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "call/call.hpp"
#include "call/services.hpp"
#include "engine/access_tokens.hpp"
#include "engine/fetched_token.hpp"
#include "engine/flights.hpp"
#include "engine/host_clock.hpp"
#include "engine/memory_cache.hpp"
#include "engine/run_guard.hpp"
#include "engine/traffic.hpp"
#include "fieldcall/engine.hpp"

namespace fieldcall {

struct Engine::State final : call::Services {
  explicit State(EngineOptions options);

  // ---- engine.cpp: what the host says ----
  CallId start(const Field& field, CallInputs inputs, Instant at);
  Result<Done> take(CancelCall& event, Instant at);
  Result<Done> take(CacheAnswered& event, Instant at);
  Result<Done> take(SecretsRead& event, Instant at);
  Result<Done> take(TimeElapsed& event, Instant at);
  template <class AttemptEvent>
  Result<Done> take(AttemptEvent& event, Instant at);
  void invalidate(const CacheScope& scope, Instant at);
  [[nodiscard]] std::optional<Instant> deadline() const;
  std::optional<CallId> forget_interrupted() noexcept;

  // ---- engine_state.cpp: one thing after the other ----
  struct Shared {
    CallId call{};
    std::shared_ptr<const call::SharedEnd> end;
  };
  struct TakeOver {
    CallId call{};
    call::Handover handover;
  };
  struct GoOn {
    CallId call{};
  };
  struct Supersede {
    CallId call{};
  };
  struct TokenOver {
    CallId call{};
    std::optional<SecretText> token;
    std::optional<call::Failure> failure;
  };
  struct FetchToken {
    std::string key;
    Field field;
    CallInputs inputs;
  };
  using Notice = std::variant<Shared, TakeOver, GoOn, Supersede, TokenOver, FetchToken>;

  struct Active {
    std::unique_ptr<call::Call> call;
    std::optional<Instant> armed_at;  // its entry in `timers`
  };

  void advance(Instant at);
  void correct_clock(Instant at);
  void work_off();
  void carry_out(Shared& notice);
  void carry_out(TakeOver& notice);
  void carry_out(GoOn& notice);
  void carry_out(Supersede& notice);
  void carry_out(TokenOver& notice);
  void carry_out(FetchToken& notice);
  void give_turn(const engine::Traffic::Turn& turn);
  void fire_timer();
  void tell_traffic_events();
  // The call in that state, and from here on being worked on; nullptr = it is not there any more.
  call::Call* begin_work(CallId id, std::optional<call::State> state = std::nullopt);
  Active& add_call(CallId id);
  void settle(CallId id);  // after anything happened to it; may end its life
  void disarm(CallId id, Active& active);
  void put_aside(std::unique_ptr<call::Call> call);
  void clean_up_lost();
  [[nodiscard]] CallId owner_of(const AttemptId& attempt) const;

  // ---- engine_services.cpp: what calls ask ----
  std::optional<std::string> find_entry(const std::string& key, Instant at) override;
  void store_entry(StoreInCache entry, Instant at) override;
  call::FlightRole join(const call::Call& call, const std::string& flight_key) override;
  [[nodiscard]] bool has_followers(const call::Call& call) const override;
  void hand_over(const call::Call& call, call::Handover handover) override;
  void share_end(const call::Call& call, std::shared_ptr<const call::SharedEnd> end) override;
  void leave_flight(const call::Call& call) override;
  std::optional<SecretText> access_token(const call::Call& call, Instant at) override;
  bool wait_for_token(const call::Call& call) override;
  void stop_waiting_for_token(const call::Call& call) override;
  void drop_token(const call::Call& call, const SecretText& token) override;
  void leave_room(const call::Call& call) override;
  call::Admission admit(const call::Call& call, Instant at) override;
  void leave_queue(const call::Call& call) override;
  void redirected(const call::Call& call, Instant at) override;
  void off_wire(const call::Call& call, Instant at) override;
  bool take_retry(const call::Call& call, bool after_timeout) override;
  void learn(const call::Call& call, const HttpResponse& response, Instant at) override;
  void judged(const call::Call& call, call::Verdict verdict, Instant at) override;
  [[nodiscard]] std::optional<std::int32_t> retry_tokens(const call::Call& call) const override;
  void finished(const call::Call& call, Outcome outcome) override;
  void token_fetched(CallId fetch, engine::FetchedToken result);

  call::Environment environment;
  std::unordered_map<CallId, Active> calls;  // looked up by id, never walked
  std::vector<std::unique_ptr<call::Call>> spare_calls;
  // By time, then by call: of what is due at the same moment, the older call goes first.
  std::set<std::pair<Instant, CallId>> timers;
  std::deque<Notice> notices;
  // Whose the request of an attempt is now, where another call has taken it over.
  std::unordered_map<CallId, CallId> wire_owners;
  engine::MemoryCache cache;
  engine::Flights flights;
  engine::AccessTokens tokens;
  engine::Traffic traffic;
  engine::RunGuard runs;
  engine::HostClock clock;
  Instant now = Instant::min();  // the clock's
  std::uint64_t calls_started = 0;
  std::uint64_t token_fetches = 0;
  std::optional<CallId> working_on;  // set while an exception would leave that call half done
  std::unique_ptr<call::Call> lost;  // dropped by forget_interrupted; others still know of it
};

}  // namespace fieldcall
