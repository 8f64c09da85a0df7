// Drives one engine with one transport, as the engine's contract asks: after every `start` and
// `handle` all its actions are carried out. Belongs to one thread.
//
// std::bad_alloc ends here: the call it happened for ends as `out_of_memory`, the others go on.
// Only where it cannot be told whose it was (a timer, a poll) do all end.
//
// The engine sends requests of its own too (access tokens), and a request may go on after its call
// has ended (others wait for it): what is on the wire is kept apart from the calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fieldcall/engine.hpp"
#include "fieldcall/native/client.hpp"
#include "fieldcall/native/clock.hpp"
#include "loop/event_inbox.hpp"
#include "loop/ports.hpp"
#include "loop/submission_queue.hpp"
#include "transport/curl_transport.hpp"

namespace fieldcall::native {

// Calls back, and swallows what the callback throws.
void finish(const OutcomeCallback& callback, Outcome outcome) noexcept;

class EngineHost {
 public:
  // `ended` is called for each call that has ended, before its callback.
  EngineHost(EngineOptions options, CurlSettings settings, Ports ports,
             std::function<void()> ended);
  ~EngineHost();
  EngineHost(const EngineHost&) = delete;
  EngineHost& operator=(const EngineHost&) = delete;

  void start(Submission submission);

  // Unknown handles are those of calls that have ended.
  void cancel(CallHandle handle);

  void invalidate(const CacheScope& scope);

  // Every call ends with this error.
  void end_all(ErrorCode code);

  // Waits for answers, timers or `wake`, at most until `limit`, and handles what came.
  void step(std::optional<Instant> limit);

  [[nodiscard]] std::size_t active() const { return calls_.size(); }
  [[nodiscard]] Instant now() const { return clock_.now(); }
  // See CurlTransport::problem.
  [[nodiscard]] const std::string& problem() const { return transport_.problem(); }

  // From any thread: the current `step`, or else the next, returns at once.
  void wake() noexcept { transport_.wake(); }

 private:
  struct Call {
    CallHandle handle{};
    std::string field_key;
    std::string tenant;
    std::string case_id;
    Trigger trigger{};
    OutcomeCallback callback;
    std::optional<ErrorCode> ended_with;  // instead of `cancelled`
  };

  struct Request {
    AttemptId attempt;
    std::string origin;
  };

  void deliver(CallId call, Event event);
  void deliver_answers();
  void fire_timers();
  void carry_out_actions();
  void carry_out(SendRequest action);
  void carry_out(const AbortRequest& action);
  void carry_out(Finished action);
  void carry_out(const LookUpCache& action);
  void carry_out(const StoreInCache& action);
  void carry_out(const InvalidateCache& action);
  void carry_out(const ReadSecrets& action);
  void carry_out(Observation action);
  void end(CallId call, ErrorCode code);
  void end_for_memory(const AttemptId& attempt);
  void give_up_request(CallId call);
  void tell_end(CallId id, const Call& call, ErrorCode code);
  void hand_over(CallId id, Call call, Outcome outcome);

  AnchoredClock clock_;
  CurlTransport transport_;
  Engine engine_;
  Ports ports_;
  std::function<void()> ended_;
  std::shared_ptr<EventInbox> inbox_;  // answers of stores
  std::map<CallId, Call> calls_;
  std::map<CallHandle, CallId> by_handle_;
  std::map<CallId, Request> on_wire_;
};

}  // namespace fieldcall::native
