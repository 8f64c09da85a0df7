// One call: its record and what it does at each step of machine.hpp.
//
// A Call is reused for the next one: its arenas keep their memory. It lives at one place in memory
// while it is in use, because its values point into its inputs.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "call/answer.hpp"
#include "call/attempt.hpp"
#include "call/cache_key.hpp"
#include "call/call_data.hpp"
#include "call/failure.hpp"
#include "call/machine.hpp"
#include "call/metadata.hpp"
#include "call/request.hpp"
#include "call/scrubber.hpp"
#include "call/services.hpp"
#include "config/field_config.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "http/url.hpp"
#include "json/arena.hpp"
#include "policy/cache_entry.hpp"

namespace fieldcall::call {

// What all calls of an engine share.
struct Environment {
  std::shared_ptr<const EgressPolicy> egress;
  RequestSettings settings;
  Millis stall_timeout{};
  SecretText cache_secret;
  bool has_store = false;
  bool can_read_secrets = false;
  bool observe = false;
  Services* services = nullptr;
  std::deque<Action> actions;  // for the host, in order
};

// The call begins with this instead of its request.
struct Start {
  CallId id{};
  Instant now{};
  std::optional<ErrorCode> refusal{};  // it ends at once
  bool is_token_fetch = false;         // nobody but the engine hears of it
};

class Call {
 public:
  explicit Call(Environment& environment) : environment_(&environment) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Takes a new call on, over whatever was here before.
  void start(const Start& start, Field field, CallInputs inputs);

  // Whether `attempt` is the request that is on the wire. Only then may the next three be called.
  [[nodiscard]] bool expects(const AttemptId& attempt) const;
  void progress(Instant now);
  void answer(HttpResponse response, Instant now);
  void fail(const RequestFailed& failed, Instant now);

  // Each only in the state it ends: looking_up, waiting_secrets.
  void look_up_over(const CacheAnswered& answered, Instant now);
  void secrets_over(const SecretsRead& read, Instant now);

  // From the engine, each only in the state it ends: sharing, sharing, sharing, waiting_token,
  // queued.
  void share(std::shared_ptr<const SharedEnd> end, Instant now);
  void take_over(Handover handover, Instant now);
  void go_on_alone(Instant now);
  void token_over(std::optional<SecretText> token, std::optional<Failure> failure, Instant now);
  void turn_over(const Admission& admission, Instant now);

  void cancel(Instant now);
  void supersede(Instant now);
  // Everything that is due by now.
  void elapse(Instant now);
  // When to call elapse() next; nothing when finished.
  [[nodiscard]] std::optional<Instant> due() const;

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool is_finished() const { return state_ == State::finished; }
  [[nodiscard]] CallId id() const { return id_; }
  [[nodiscard]] const Field& field() const { return *field_; }
  [[nodiscard]] const CallInputs& inputs() const { return inputs_; }
  [[nodiscard]] const std::string& call_id() const { return call_id_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }  // of its request
  // No attempt starts after that.
  [[nodiscard]] Instant send_until() const { return deadline_at_ - limits::attempt_time_min; }
  [[nodiscard]] bool is_token_fetch() const { return is_token_fetch_; }
  [[nodiscard]] const std::string& token_key() const { return token_key_; }
  // The request on the wire, or the last that was; may have been another call's.
  [[nodiscard]] const AttemptId& wire() const { return course_.wire; }
  [[nodiscard]] std::int32_t http_status() const { return course_.http_status; }
  [[nodiscard]] Millis duration() const { return finished_at_ - started_at_; }
  [[nodiscard]] Source source() const { return course_.source; }
  [[nodiscard]] std::optional<Instant> next_retry_at() const { return course_.next_retry_at; }
  // What is told about everything it does, but for what is particular to `kind`.
  [[nodiscard]] Observation observation(ObservationKind kind, Instant now) const;

  // Lets go of secrets and large memory once the call is over.
  void release();

 private:
  // One event of the world with what came along.
  struct Occurrence {
    MachineEvent event;
    Instant now;
    const RequestFailed* failed = nullptr;
    State from = State::deciding;
  };

  // How far the call has come; each call starts with a new one.
  struct Course {
    std::int32_t retries = 0;
    Instant rest_due{};      // in looking_up, waiting_secrets and waiting_retry
    Instant last_byte_at{};  // in receiving
    std::uint32_t hop = 0;
    AttemptId wire;           // the request on the wire; may have been another call's
    bool leads = false;       // a flight
    bool is_counted = false;  // in the traffic of its origin
    bool token_renewed = false;
    bool secrets_renewed = false;
    bool has_new_secrets = false;
    bool secret_echoed = false;
    bool store_asked = false;
    Admission admission{};
    std::optional<std::string> entry{};  // what a store gave
    std::optional<CacheKey> cache_key{};
    std::string inherited_key{};     // the idempotency key of a request that was taken over
    std::list<std::string> found{};  // the texts behind `stale`
    std::optional<policy::CacheEntry> stale{};  // expired, kept for a failure
    std::shared_ptr<const SharedEnd> shared{};  // how another call ended
    std::optional<OutcomeNote> transcoded{};    // of the answer
    std::vector<std::string> token_secrets{};   // names, of the request that fetches it
    std::optional<Failure> token_failure{};
    bool lacks_token = false;               // which is no fault of the API's
    std::optional<Failure> refused_with{};  // in waiting_secrets: the 401
    std::optional<Secrets> new_secrets{};
    // for metadata
    Source source = Source::none;
    std::int32_t http_status = 0;
    std::optional<Millis> age{};
    std::optional<Instant> expires_at{};
    std::optional<Instant> next_retry_at{};
  };

  void take(Occurrence occurrence);  // of the world: the table has a row for it
  void decide(MachineEvent event);   // the machine's own events
  void run(Effect effect, const Occurrence& occurrence);
  void run_end(Effect effect, const Occurrence& occurrence);
  [[nodiscard]] MachineEvent next_timer() const;
  void give_up_wait(State from, Instant now);
  void abort(Instant now);
  void observe(Observation observation);
  void observe(ObservationKind kind, Instant now);
  [[nodiscard]] Instant attempt_due() const;
  [[nodiscard]] Instant stall_due() const {
    return course_.last_byte_at + environment_->stall_timeout;
  }

  // call_start.cpp: on the way to a request
  bool read_inputs(Instant now);
  bool render(Instant now);
  void render_token_request(const templating::Scope& scope, templating::Rendering& rendering);
  [[nodiscard]] std::optional<templating::RenderFailure> check_token_destination(
      const std::optional<http::Url>& url) const;
  void keep_inherited_key();
  void begin(Instant now);
  void make_cache_key();
  void use_entry(std::optional<std::string> text, Instant now);
  void start_attempt(Instant now);
  void use_token(Instant now);
  void share_or_lead(Instant now);
  void ask_turn(Instant now);
  void use_turn(const Admission& admission, Instant now);
  void open_attempt(Instant now);
  void send(Instant now);
  [[nodiscard]] bool has_time_for_attempt(Instant at) const;

  // call_answer.cpp: what came back
  void judge_answer(Instant now);
  void judge_shared(Instant now);
  void judge_fault(const Occurrence& occurrence);
  bool follow_redirect(Instant now, std::string& why_not);
  JudgedAnswer judge_response(Instant now);
  JudgedAnswer judge_masked(Instant now);
  bool mask_secrets();
  void accept(JudgedAnswer& judged, Instant now);
  void store(const JudgedAnswer& judged, Instant now);
  void retry_or_conclude(Failure failure, const mapping::MappingResult& mapped, Instant now);
  void plan_retry(Millis wait, Instant now);
  bool renew_credentials(Failure& failure, Instant now);
  void use_secrets(Instant now);
  void close_attempt(const Failure* failure, Instant now);

  // call_outcome.cpp: every way to an outcome
  void conclude_success(const mapping::MappingResult& mapped, Instant now);
  void put_entry(const policy::CacheEntry& entry, Source source, Instant now);
  void conclude_entry(const policy::CacheEntry& entry, Instant now);
  bool conclude_stale(const Failure& failure, Instant now);
  void conclude_failure(Failure failure, const mapping::MappingResult& mapped, Instant now);
  void conclude_refused(ErrorCode code, Instant now);
  void conclude_deadline(bool was_on_wire, Instant now);
  void conclude_left(OutcomeStatus status, Instant now);
  void conclude_waiting(std::vector<std::string> missing, Instant now);
  void conclude(OutcomeStatus status, Instant now);
  void leave_others(const Failure* failure, Instant now);
  [[nodiscard]] bool is_accepted() const;
  void add_note(OutcomeNote note);
  void put_mapped(const mapping::MappingResult& mapped);
  const Scrubber& scrubber();

  Environment* environment_;
  CallId id_{};
  bool is_token_fetch_ = false;
  std::optional<Field> field_;
  const config::FieldConfig* config_ = nullptr;  // field_'s
  CallInputs inputs_;
  State state_ = State::finished;
  base::Random random_{0};

  std::string call_id_;
  std::string started_text_;  // {call.now}
  Instant started_at_{};
  Instant deadline_at_{};
  Instant finished_at_{};
  Course course_;

  json::Value roots_;  // of templating::Scope
  CaseValues values_;
  HttpRequest request_;
  std::string origin_;
  std::optional<http::Url> first_url_;  // request_'s
  std::optional<http::Url> url_;        // of the hop on the wire
  std::string token_key_;               // what tells its access token from others
  std::optional<SecretText> token_;
  std::string idempotency_key_;  // generated; may be empty
  std::vector<std::string> used_secrets_;
  std::vector<KnownSecret> former_secrets_;  // sent and then replaced: they may be echoed still
  std::vector<std::string> warnings_;        // of the request, for notes
  std::optional<Scrubber> scrubber_;         // made when there is something to scrub
  std::vector<Attempt> attempts_;

  HttpResponse response_;  // the latest: mapped values point into it
  json::Arena input_arena_;
  json::Arena answer_arena_;
  Outcome outcome_;
};

// Keeps its memory for the next use, unless it grew large.
void clear_arena(json::Arena& arena);

}  // namespace fieldcall::call
