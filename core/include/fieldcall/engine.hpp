// Many calls in one machine without I/O. Time, answers and faults come in; actions go out.
//
// The host's contract: **after every `start` or `handle`, call `poll` until it returns nothing and
// carry out each action in order; only then wait for the next event or for `deadline()`.**
//
// Not thread-safe: one engine belongs to one thread. Misuse (an unknown call, an event for an
// attempt that is over) changes nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fieldcall/cache.hpp"
#include "fieldcall/egress.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/observation.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/result.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"
#include "fieldcall/traffic.hpp"

namespace fieldcall {

enum class CallId : std::uint64_t {};

// One request on the wire. A call has one after the other, never two at a time. The engine sends
// requests of its own too (access tokens): their call was never started by the host and never
// finishes.
struct AttemptId {
  CallId call{};
  std::uint32_t number = 0;  // from 1; redirect hops count as their attempt's
  std::uint32_t hop = 0;     // 0, or the how manieth redirect
  bool operator==(const AttemptId&) const = default;
};

// ---- actions: what the engine asks of the host ----

struct SendRequest {
  AttemptId attempt;
  HttpRequest request;
  std::shared_ptr<const EgressPolicy> egress;  // check every address against it
  std::string origin;  // "https://api.example.com:443", to route and reuse connections
  std::uint64_t response_bytes_max = 0;         // decoded body; more is response_too_large
  std::uint64_t response_header_bytes_max = 0;  // names and values together
};

// Give the attempt up. No event of it is expected any more; one that comes is ignored. May come
// after its call has finished, when others were waiting for the same answer.
struct AbortRequest {
  AttemptId attempt;
};

// The call's one and last action.
struct Finished {
  CallId call{};
  std::string field_key;
  Outcome outcome;
};

// Ask the host's store: answered by CacheAnswered. Only with CacheOptions::has_store.
struct LookUpCache {
  CallId call{};
  std::string key;  // 64 hex digits
};

// Read these secrets again: the API did not accept them, they may have been rotated. Answered by
// SecretsRead. Only with EngineOptions::can_read_secrets.
struct ReadSecrets {
  CallId call{};
  std::vector<std::string> names;
};

// Observation comes only with EngineOptions::observe.
using Action = std::variant<SendRequest, AbortRequest, Finished, LookUpCache, StoreInCache,
                            InvalidateCache, ReadSecrets, Observation>;

// ---- events: what the host tells the engine ----

struct ResponseReceived {
  AttemptId attempt;
  HttpResponse response;
};

// The first bytes of the answer, or more of it, have arrived but not yet all. Needed at most once a
// second while bytes keep coming: from these the engine tells a stalled body.
struct ResponseProgress {
  AttemptId attempt;
};

enum class TransportFault : std::uint8_t {
  dns,                 // the name was not resolved
  connect,             // no connection: refused, unreachable
  tls,                 // the handshake broke off
  certificate,         // the peer's certificate was not accepted
  egress_denied,       // an address the policy forbids
  reset,               // the connection ended before the answer began
  truncated,           // the answer ended early
  response_too_large,  // body over response_bytes_max
  headers_too_large,   // headers over response_header_bytes_max
  bad_response,        // not HTTP, or a content-encoding that cannot be decoded
  network,             // nothing more is known (fetch)
  timeout,             // the transport's own limit; the engine keeps its own as well
};

std::string_view transport_fault_name(TransportFault fault);

struct RequestFailed {
  AttemptId attempt;
  TransportFault fault = TransportFault::network;
  bool may_have_been_sent = true;  // false only if surely no byte of the request left
  std::string detail;              // for logs, at most 200 bytes; no secrets
};

struct CancelCall {
  CallId call{};
};

// What the host's store has under the key of the call's LookUpCache.
struct CacheAnswered {
  CallId call{};
  std::optional<std::string> entry;  // nothing = it has none
  bool has_failed = false;           // the store could not be asked: a miss, and counted
};

struct SecretsRead {
  CallId call{};
  std::optional<Secrets> secrets;  // nothing = they could not be read; the call goes on without
};

// Nothing but time has passed: call it when `deadline()` is due.
struct TimeElapsed {};

using Event = std::variant<ResponseReceived, ResponseProgress, RequestFailed, CancelCall,
                           CacheAnswered, SecretsRead, TimeElapsed>;

struct EngineOptions {
  EgressPolicy egress;
  std::string user_agent;  // empty = "fieldcall/<version>"
  // Leave generated Idempotency-Key headers out (browsers: almost no API allows it cross-origin).
  bool omit_idempotency_key = false;
  TrafficPolicy traffic;
  CacheOptions cache;
  bool can_read_secrets = false;  // the host carries out ReadSecrets
  bool observe = false;           // give Observation actions
  // Shorter than the specification's in tests only.
  Millis stall_timeout{10'000};
};

class Engine {
 public:
  explicit Engine(EngineOptions options = {});
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // A new call. It always ends in a Finished action, whatever is wrong with its inputs.
  CallId start(const Field& field, CallInputs inputs, Instant now);

  // An error means misuse or an event that came late: nothing has changed.
  Result<Done> handle(Event event, Instant now);

  // The next action, or nothing.
  std::optional<Action> poll();

  // Forgets cached answers, here and in the host's store. Calls under way go on.
  void invalidate(const CacheScope& scope, Instant now);

  // When to call `handle(TimeElapsed{}, now)` at the latest; nothing = no timer is set.
  [[nodiscard]] std::optional<Instant> deadline() const;

  // After an exception (std::bad_alloc) came out of start, handle or poll: drops the call that was
  // being worked on, without an action, and gives its id; the host aborts its request and ends it
  // with failed_outcome(). Every other call goes on. Nothing = no call was touched. The next start
  // or handle does it as well: the dropped call is unknown then.
  std::optional<CallId> forget_interrupted() noexcept;

  // Calls started and not yet finished.
  [[nodiscard]] std::size_t active_calls() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fieldcall
