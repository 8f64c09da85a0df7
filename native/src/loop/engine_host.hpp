// Drives one engine with one transport, as the engine's contract asks: after every `start` and
// `handle` all its actions are carried out. Belongs to one thread.
//
// std::bad_alloc ends here: the call it happened for ends as `out_of_memory`, the others go on.
// Only where it cannot be told whose it was (a timer, a poll) do all end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "fieldcall/engine.hpp"
#include "fieldcall/native/client.hpp"
#include "fieldcall/native/clock.hpp"
#include "loop/submission_queue.hpp"
#include "transport/curl_transport.hpp"

namespace fieldcall::native {

// Calls back, and swallows what the callback throws.
void finish(const OutcomeCallback& callback, Outcome outcome) noexcept;

class EngineHost {
 public:
  EngineHost(EngineOptions options, CurlSettings settings);

  void start(Submission submission);

  // Unknown handles are those of calls that have ended.
  void cancel(CallHandle handle);

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
    OutcomeCallback callback;
    std::optional<AttemptId> attempt;     // on the wire
    std::optional<ErrorCode> ended_with;  // instead of `cancelled`
  };

  void deliver(CallId call, Event event);
  void fire_timers();
  void carry_out_actions();
  void carry_out(SendRequest action);
  void carry_out(const AbortRequest& action);
  void carry_out(Finished action);
  // Of stores and observers, which this host does not have.
  void carry_out(const LookUpCache&) {}
  void carry_out(const StoreInCache&) {}
  void carry_out(const InvalidateCache&) {}
  void carry_out(const ReadSecrets&) {}
  void carry_out(const Observation&) {}
  void end(CallId call, ErrorCode code);

  AnchoredClock clock_;
  CurlTransport transport_;
  Engine engine_;
  std::map<CallId, Call> calls_;
  std::map<CallHandle, CallId> by_handle_;
};

}  // namespace fieldcall::native
