// A host on a virtual clock that answers by script: for tests of whole calls.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fieldcall/engine.hpp"

namespace fieldcall::test {

inline constexpr Instant script_start{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

inline Field parse_field(std::string_view text, std::vector<std::string> roots = {}) {
  Configuration configuration = parse_configuration(text, {.roots = std::move(roots)});
  EXPECT_FALSE(has_errors(configuration.diagnostics))
      << diagnostics_to_json(configuration.diagnostics);
  if (configuration.fields.size() != 1) std::abort();
  return configuration.fields.front();
}

// What happens to one request on the wire.
struct Step {
  std::optional<HttpResponse> response;
  std::optional<TransportFault> fault;
  bool may_have_been_sent = true;
  Millis after{10};
  std::vector<Millis> progress;  // after the request; must be before `after`
  bool is_silent = false;        // nothing ever comes
};

inline Step respond(std::int32_t status, std::string body, std::vector<Header> headers = {}) {
  Step step;
  step.response = HttpResponse{status, std::move(headers), std::move(body)};
  return step;
}

inline Step break_with(TransportFault fault, bool may_have_been_sent = true) {
  Step step;
  step.fault = fault;
  step.may_have_been_sent = may_have_been_sent;
  return step;
}

inline Step stay_silent(std::vector<Millis> progress = {}) {
  Step step;
  step.is_silent = true;
  step.progress = std::move(progress);
  return step;
}

class ScriptedHost {
 public:
  explicit ScriptedHost(EngineOptions options = {}) : engine(std::move(options)) {}

  // Runs one call to its end. Requests take the steps of `script` in order.
  Outcome run(const Field& field, CallInputs inputs, std::deque<Step> script) {
    outcome.reset();
    script_ = std::move(script);
    call = engine.start(field, std::move(inputs), now);
    for (int turn = 0; turn < 1000; ++turn) {
      drain();
      if (outcome) return std::move(*outcome);
      if (cancel_at && now >= *cancel_at) {
        cancel_at.reset();
        EXPECT_TRUE(engine.handle(CancelCall{call}, now).ok());
        continue;
      }
      step();
    }
    ADD_FAILURE() << "the call did not end";
    return {};
  }

  Engine engine;
  Instant now = script_start;
  CallId call{};
  std::optional<Instant> cancel_at;
  std::vector<SendRequest> sent;
  std::vector<Instant> sent_at;
  std::vector<AttemptId> aborted;
  std::optional<Outcome> outcome;

 private:
  struct Coming {
    Instant at;
    Event event;
  };

  void drain() {
    while (auto action = engine.poll()) {
      EXPECT_FALSE(outcome.has_value()) << "an action after the end";
      if (auto* send = std::get_if<SendRequest>(&*action)) {
        schedule(send->attempt);
        sent_at.push_back(now);
        sent.push_back(std::move(*send));
      } else if (auto* abort = std::get_if<AbortRequest>(&*action)) {
        aborted.push_back(abort->attempt);
        coming_.clear();
      } else {
        outcome = std::move(std::get_if<Finished>(&*action)->outcome);
      }
    }
  }

  void schedule(const AttemptId& attempt) {
    ASSERT_FALSE(script_.empty()) << "more requests than the script has answers";
    Step step = std::move(script_.front());
    script_.pop_front();
    coming_.clear();
    for (const Millis after : step.progress) {
      coming_.push_back({now + after, ResponseProgress{attempt}});
    }
    if (step.is_silent) return;
    if (step.response) {
      coming_.push_back({now + step.after, ResponseReceived{attempt, std::move(*step.response)}});
    } else {
      coming_.push_back(
          {now + step.after, RequestFailed{attempt, *step.fault, step.may_have_been_sent,
                                           "detail of the transport"}});
    }
  }

  void step() {
    std::optional<Instant> wake = engine.deadline();
    ASSERT_TRUE(wake.has_value());
    ASSERT_GT(*wake, now);
    if (cancel_at && *cancel_at < *wake) wake = cancel_at;
    if (!coming_.empty() && coming_.front().at <= *wake) {
      Coming next = std::move(coming_.front());
      coming_.pop_front();
      now = next.at;
      ASSERT_TRUE(engine.handle(std::move(next.event), now).ok());
      return;
    }
    now = *wake;
    ASSERT_TRUE(engine.handle(TimeElapsed{}, now).ok());
  }

  std::deque<Step> script_;
  std::deque<Coming> coming_;
};

inline nlohmann::json as_json(const Outcome& outcome) {
  return nlohmann::json::parse(outcome_to_json(outcome));
}

}  // namespace fieldcall::test
