// One call: its record and what it does at each step of machine.hpp.
//
// A Call is reused for the next one: its arenas keep their memory. It lives at one place in memory
// while it is in use, because its values point into its inputs.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "call/answer.hpp"
#include "call/attempt.hpp"
#include "call/call_data.hpp"
#include "call/failure.hpp"
#include "call/machine.hpp"
#include "call/request.hpp"
#include "call/scrubber.hpp"
#include "config/field_config.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"
#include "http/url.hpp"
#include "json/arena.hpp"

namespace fieldcall::call {

// What all calls of an engine share.
struct Environment {
  std::shared_ptr<const EgressPolicy> egress;
  RequestSettings settings;
  Millis stall_timeout{};
  std::deque<Action> actions;  // for the host, in order
};

class Call {
 public:
  explicit Call(Environment& environment) : environment_(&environment) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Takes a new call on, over whatever was here before. `id` counts the calls of the engine.
  void start(CallId id, Field field, CallInputs inputs, Instant now);

  // Whether `attempt` is the request that is on the wire. Only then may the next three be called.
  [[nodiscard]] bool expects(const AttemptId& attempt) const;
  void progress(Instant now);
  void answer(HttpResponse response, Instant now);
  void fail(const RequestFailed& failed, Instant now);

  void cancel(Instant now);
  // Everything that is due by now.
  void elapse(Instant now);
  // When to call elapse() next; nothing when finished.
  [[nodiscard]] std::optional<Instant> due() const;

  [[nodiscard]] bool is_finished() const { return state_ == State::finished; }
  [[nodiscard]] CallId id() const { return id_; }
  // Lets go of secrets and large memory once the call is over.
  void release();

 private:
  // One event of the world with what came along.
  struct Occurrence {
    MachineEvent event;
    Instant now;
    const RequestFailed* failed = nullptr;
  };

  void take(const Occurrence& occurrence);  // of the world: the table has a row for it
  void decide(MachineEvent event);          // the machine's own events
  void run(Effect effect, const Occurrence& occurrence);

  // call_start.cpp
  void open_attempt(Instant now);
  void send(Instant now);

  // call.cpp
  bool follow_redirect(Instant now, std::string& why_not);
  void judge_answer(Instant now);
  void judge_fault(const Occurrence& occurrence);
  void retry_or_conclude(Failure failure, const mapping::MappingResult& mapped, Instant now);
  void close_attempt(const Failure* failure, Instant now);
  void abort();
  [[nodiscard]] Instant attempt_due() const;
  [[nodiscard]] Instant stall_due() const { return last_byte_at_ + environment_->stall_timeout; }
  [[nodiscard]] bool has_time_for_attempt(Instant at) const;

  // call_outcome.cpp
  void conclude_success(const mapping::MappingResult& mapped, Instant now);
  void conclude_failure(Failure failure, const mapping::MappingResult& mapped, Instant now);
  void conclude_deadline(Instant now);
  void conclude_cancelled(Instant now);
  void conclude_waiting(std::vector<std::string> missing, Instant now);
  void conclude(OutcomeStatus status, Instant now);
  void add_note(OutcomeNote note);
  void put_mapped(const mapping::MappingResult& mapped);
  const Scrubber& scrubber();

  Environment* environment_;
  CallId id_{};
  std::optional<Field> field_;
  const config::FieldConfig* config_ = nullptr;  // field_'s
  CallInputs inputs_;
  State state_ = State::finished;
  base::Random random_{0};

  std::string call_id_;
  std::string started_text_;  // {call.now}
  Instant started_at_{};
  Instant deadline_at_{};
  Instant retry_at_{};      // in waiting_retry
  Instant last_byte_at_{};  // in receiving
  std::optional<Instant> next_retry_at_;

  CaseValues values_;
  HttpRequest request_;
  std::optional<http::Url> url_;  // of the hop on the wire
  std::uint32_t hop_ = 0;
  std::vector<Attempt> attempts_;
  std::vector<std::string> used_secrets_;
  std::optional<Scrubber> scrubber_;  // made when there is something to scrub
  bool secret_echoed_ = false;

  HttpResponse response_;  // the latest: mapped values point into it
  json::Arena input_arena_;
  json::Arena answer_arena_;
  Outcome outcome_;
};

}  // namespace fieldcall::call
