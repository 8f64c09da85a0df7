#include "engine/simulation.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/check.hpp"
#include "http/headers.hpp"

namespace fieldcall::engine {
namespace {

// Events of one run: 11 attempts with 3 redirects and 1000 pieces each make 44 000.
constexpr std::uint32_t steps_max = 200'000;

// A hundred runs of 11 attempts fit.
constexpr std::size_t timeline_entries_max = 10'000;

TrafficPolicy traffic_policy(TrafficPolicy policy, const config::ScriptedTraffic& script) {
  const auto change = [&script](OriginLimits& limits) {
    limits.rate = script.rate.value_or(limits.rate);
    limits.rate_period = script.rate_period.value_or(limits.rate_period);
    limits.burst = script.burst.value_or(limits.burst);
    limits.quota = script.quota.value_or(limits.quota);
    limits.retry_budget = script.retry_budget.value_or(limits.retry_budget);
    limits.circuit_breaker = script.circuit_breaker.value_or(limits.circuit_breaker);
    limits.learn_rate = script.learn_rate.value_or(limits.learn_rate);
  };
  change(policy.any_origin);
  for (auto& [origin, limits] : policy.origins) change(limits);
  return policy;
}

EngineOptions engine_options(const SimulationOptions& options, const config::Script& script) {
  EngineOptions engine;
  engine.egress = options.egress;
  engine.user_agent = options.user_agent;
  engine.omit_idempotency_key = options.omit_idempotency_key;
  engine.traffic = traffic_policy(options.traffic, script.traffic);
  engine.observe = true;
  return engine;
}

class Simulator {
 public:
  Simulator(const Field& field, const CallInputs& inputs, const config::Script& script,
            const SimulationOptions& options, SimulationResult& result)
      : field_(field),
        inputs_(inputs),
        script_(script),
        settings_(call::request_settings(options.egress, options.user_agent,
                                         options.omit_idempotency_key)),
        engine_(engine_options(options, script)),
        api_(script),
        result_(result),
        now_(options.now) {}

  void run_all() {
    const CallMoment first{call::name_call(inputs_, field_.key(), 1, now_), now_};
    result_.stand_ins = add_stand_ins(field_.config(), first, settings_, inputs_);
    for (run_ = 1; run_ <= script_.repeat && !result_.problem; ++run_) {
      if (run_ > 1) pass_time(now_ + script_.pause);
      run_once();
    }
    result_.ended_at = now_;
    result_.unused_answers = api_.unused_answers();
  }

 private:
  void run_once();
  CallInputs inputs_of_run() const;
  void pass_time(Instant until);
  void step();
  void drain();
  void take(SendRequest& send);
  void take(Finished& finished);
  void add_entry(TimelineEntry entry);
  HttpRequest masked(const SendRequest& send, bool is_token_fetch);

  const Field& field_;
  CallInputs inputs_;
  const config::Script& script_;
  call::RequestSettings settings_;
  Engine engine_;
  ScriptedApi api_;
  SimulationResult& result_;
  Instant now_;
  std::uint32_t run_ = 0;

  // Of the run under way.
  CallId call_{};
  CallMoment moment_;
  SimulatedRun record_;
  bool has_ended_ = false;
};

// Every run is a call of its own: another id, other waits.
CallInputs Simulator::inputs_of_run() const {
  CallInputs inputs = inputs_;
  inputs.seed += run_ - 1;
  if (!inputs.call_id.empty() && run_ > 1) inputs.call_id += "-" + std::to_string(run_);
  return inputs;
}

void Simulator::run_once() {
  record_ = SimulatedRun{};
  record_.started_at = now_;
  has_ended_ = false;
  CallInputs inputs = inputs_of_run();
  call_ = engine_.start(field_, inputs, now_);
  moment_ = {call::name_call(inputs, field_.key(), static_cast<std::uint64_t>(call_), now_), now_};
  drain();
  for (std::uint32_t steps = 0; !has_ended_ && !result_.problem; ++steps) {
    FIELDCALL_CHECK(steps < steps_max);
    step();
  }
}

// An answer that comes when a timer is due is in the host's hands already.
void Simulator::step() {
  const std::optional<Instant> timer = engine_.deadline();
  const std::optional<Instant> answer = api_.next_at();
  FIELDCALL_CHECK(timer || answer);
  if (answer && (!timer || *answer <= *timer)) {
    now_ = std::max(now_, *answer);
    // A late answer is refused and changes nothing, as with any host.
    static_cast<void>(engine_.handle(api_.take_next(), now_));
  } else {
    now_ = std::max(now_, *timer);
    static_cast<void>(engine_.handle(TimeElapsed{}, now_));
  }
  drain();
}

void Simulator::pass_time(Instant until) {
  std::optional<Instant> timer = engine_.deadline();
  for (std::uint32_t steps = 0; timer && *timer <= until; ++steps) {
    FIELDCALL_CHECK(steps < steps_max);
    now_ = std::max(now_, *timer);
    static_cast<void>(engine_.handle(TimeElapsed{}, now_));
    drain();
    timer = engine_.deadline();
  }
  now_ = until;
}

void Simulator::drain() {
  while (std::optional<Action> action = engine_.poll()) {
    if (auto* send = std::get_if<SendRequest>(&*action)) {
      take(*send);
    } else if (auto* abort = std::get_if<AbortRequest>(&*action)) {
      api_.abort(abort->attempt);
      add_entry({now_, run_, RequestAborted{abort->attempt}});
    } else if (auto* finished = std::get_if<Finished>(&*action)) {
      take(*finished);
    } else if (auto* observation = std::get_if<Observation>(&*action)) {
      add_entry({observation->at, run_, std::move(*observation)});
    }
  }
}

void Simulator::take(SendRequest& send) {
  const bool is_token_fetch = send.attempt.call != call_;
  const std::optional<AnswerPlace> answer = api_.send(send.attempt, is_token_fetch, now_);
  if (!answer) {
    if (result_.problem) return;
    const std::string list = is_token_fetch ? "token" : "answers";
    result_.problem = SimulationProblem{
        "script_too_short",
        (is_token_fetch ? "the request for an access token" : "request") + std::string(" number ") +
            std::to_string(send.attempt.number) + " of run " + std::to_string(run_) +
            " has no answer: all of \"" + list + "\" are used up",
        "add an answer to \"" + list + "\", or give the last one \"times\""};
    return;
  }
  if (!is_token_fetch) record_.attempts = send.attempt.number;
  SimulatedRequest request{.at = now_,
                           .run = run_,
                           .attempt = send.attempt,
                           .is_token_fetch = is_token_fetch,
                           .answer = *answer,
                           .request = {},
                           .same_as = {}};
  // Retries send the same bytes: shown once.
  for (std::size_t i = result_.requests.size(); i-- > 0 && !request.same_as;) {
    const SimulatedRequest& before = result_.requests[i];
    if (before.run != run_) break;
    const bool is_same = before.attempt.call == send.attempt.call && before.attempt.hop == 0 &&
                         send.attempt.hop == 0 && !before.same_as;
    if (is_same) request.same_as = static_cast<std::uint32_t>(i);
  }
  if (!request.same_as) request.request = masked(send, is_token_fetch);
  result_.requests.push_back(std::move(request));
  add_entry({now_, run_, static_cast<std::uint32_t>(result_.requests.size() - 1)});
}

HttpRequest Simulator::masked(const SendRequest& send, bool is_token_fetch) {
  const CallInputs inputs = inputs_of_run();
  HttpRequest request =
      is_token_fetch ? masked_token_request(field_.config(), inputs, moment_, settings_).request
                     : masked_call(field_.config(), inputs, moment_, settings_).request;
  // The call that fetches a token has a name of its own.
  for (Header& header : request.headers) {
    const std::string* sent = http::find_header(send.request.headers, header.name);
    if (is_token_fetch && header.name == "Idempotency-Key" && sent != nullptr) {
      header.value = *sent;
    }
  }
  if (send.attempt.hop > 0) {
    // Short secrets too: the path of a redirect is the server's choice.
    request.url = masked_text(send.request.url, inputs.secrets, 1);
  }
  return request;
}

void Simulator::take(Finished& finished) {
  if (finished.call != call_) return;
  has_ended_ = true;
  record_.ended_at = now_;
  record_.status = finished.outcome.status;
  if (finished.outcome.error) record_.error = finished.outcome.error->code;
  result_.runs.push_back(record_);
  result_.outcome = std::move(finished.outcome);
}

void Simulator::add_entry(TimelineEntry entry) {
  if (result_.timeline.size() < timeline_entries_max) {
    result_.timeline.push_back(std::move(entry));
  } else {
    ++result_.timeline_left_out;
  }
}

}  // namespace

SimulationResult run_simulation(const Field& field, CallInputs inputs, const config::Script& script,
                                const SimulationOptions& options) {
  SimulationResult result;
  Simulator(field, inputs, script, options, result).run_all();
  return result;
}

}  // namespace fieldcall::engine
