// What a call asks of the engine it lives in: everything that concerns other calls too.
//
// None of these calls back into a call. What they lead to for other calls happens when the one that
// asked has come to rest.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "call/failure.hpp"
#include "fieldcall/cache.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"
#include "http/url.hpp"

namespace fieldcall::call {

class Call;

// Whether a request may go out now.
struct Admission {
  enum class Kind : std::uint8_t { go, wait, refuse } kind = Kind::go;
  ErrorCode refusal{};         // refuse
  std::string_view reason{};   // wait: "origin", "tenant", "process" or "rate"
  std::optional<Millis> wait;  // where it is known
};

// How one call ended, for all that waited for its answer.
struct SharedEnd {
  HttpResponse response;           // scrubbed and transcoded; status 0 = no answer came
  std::optional<Failure> failure;  // nothing = it succeeded
  std::optional<Instant> next_retry_at;
  std::optional<OutcomeNote> transcoded;
  bool secret_echoed = false;
  bool has_new_secrets = false;  // got with others than those who wait have
};

// A request on the wire and what another call needs to go on with it.
struct Handover {
  AttemptId attempt;
  Instant started_at{};
  Instant last_byte_at{};
  bool is_receiving = false;
  HttpRequest request;  // with the idempotency key that its retries need too
  http::Url url;        // of the hop on the wire
  std::optional<SecretText> token;
};

// What the end of a call says about the API it called.
enum class Verdict : std::uint8_t {
  works,
  fails,
  unknown,  // cancelled, never asked, or the fault is not the API's
};

// Of a call among equal ones.
enum class FlightRole : std::uint8_t {
  leads,    // and sends
  follows,  // waits for the one that leads
  no_room,  // too many calls wait already
};

class Services {
 public:
  Services() = default;
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;
  virtual ~Services() = default;

  // ---- cache: the store in memory. The host's own is asked with an action. ----
  virtual std::optional<std::string> find_entry(const std::string& key, Instant now) = 0;
  virtual void store_entry(StoreInCache entry, Instant now) = 0;

  // ---- single flight ----
  virtual FlightRole join(const Call& call, const std::string& flight_key) = 0;
  [[nodiscard]] virtual bool has_followers(const Call& call) const = 0;
  // The call gives its request, with its place on the wire, to the first of its followers.
  virtual void hand_over(const Call& call, Handover handover) = 0;
  // A leader ends: all get the same.
  virtual void share_end(const Call& call, std::shared_ptr<const SharedEnd> end) = 0;
  // Leader or not, without an answer for the others.
  virtual void leave_flight(const Call& call) = 0;

  // ---- access tokens ----
  // Nothing: none is there.
  virtual std::optional<SecretText> access_token(const Call& call, Instant now) = 0;
  // It is fetched, the call waits. False: too many calls wait already.
  virtual bool wait_for_token(const Call& call) = 0;
  virtual void stop_waiting_for_token(const Call& call) = 0;
  // The API did not accept it.
  virtual void drop_token(const Call& call, const SecretText& token) = 0;

  // The call does not wait for another's answer or a token any more.
  virtual void leave_room(const Call& call) = 0;

  // ---- limits ----
  // go takes a place on the wire until off_wire.
  virtual Admission admit(const Call& call, Instant now) = 0;
  virtual void leave_queue(const Call& call) = 0;
  // Another request goes out in the same place.
  virtual void redirected(const Call& call, Instant now) = 0;
  virtual void off_wire(const Call& call, Instant now) = 0;
  // False: the retry budget is empty.
  virtual bool take_retry(const Call& call, bool after_timeout) = 0;
  virtual void learn(const Call& call, const HttpResponse& response, Instant now) = 0;
  // Once for every call that was admitted or refused, with all its attempts behind it.
  virtual void judged(const Call& call, Verdict verdict, Instant now) = 0;
  // What is left of the retry budget, for observations.
  [[nodiscard]] virtual std::optional<std::int32_t> retry_tokens(const Call& call) const = 0;

  // The call has its outcome; nothing of it comes after.
  virtual void finished(const Call& call, Outcome outcome) = 0;
};

}  // namespace fieldcall::call
