// A host that does nothing by itself: tests of many calls answer request by request.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/scripted_host.hpp"
#include "fieldcall/engine.hpp"

namespace fieldcall::test {

class ManualHost {
 public:
  explicit ManualHost(EngineOptions options = {}) : engine(with_observations(std::move(options))) {}

  CallId start(const Field& field, CallInputs inputs) {
    const CallId call = engine.start(field, std::move(inputs), now);
    drain();
    return call;
  }

  // The request on the wire that was sent `index` from the end.
  const SendRequest& last_sent(std::size_t index = 0) {
    EXPECT_GT(sent.size(), index);
    return sent[sent.size() - 1 - index];
  }

  bool tell(Event event) {
    const bool is_taken = engine.handle(std::move(event), now).ok();
    drain();
    return is_taken;
  }

  bool answer(const AttemptId& attempt, std::int32_t status, std::string body,
              std::vector<Header> headers = {}) {
    return tell(ResponseReceived{attempt, {status, std::move(headers), std::move(body)}});
  }

  void wait(Millis time) {
    const Instant until = now + time;
    while (engine.deadline() && *engine.deadline() <= until) {
      now = std::max(now, *engine.deadline());
      tell(TimeElapsed{});
    }
    now = until;
  }

  [[nodiscard]] bool has_ended(CallId call) const { return outcomes.contains(call); }

  const Outcome& outcome(CallId call) {
    EXPECT_TRUE(has_ended(call)) << "the call goes on";
    return outcomes[call];
  }

  nlohmann::json outcome_json(CallId call) { return as_json(outcome(call)); }

  std::string error_of(CallId call) {
    const Outcome& ended = outcome(call);
    return ended.error ? std::string(error_info(ended.error->code).name) : "";
  }

  // The kinds of what was observed since the last time.
  std::vector<std::string> take_kinds() {
    std::vector<std::string> kinds;
    for (const Observation& seen : observations)
      kinds.emplace_back(observation_kind_name(seen.kind));
    observations.clear();
    return kinds;
  }

  Engine engine;
  Instant now = script_start;
  std::vector<SendRequest> sent;
  std::vector<AttemptId> aborted;
  std::vector<LookUpCache> lookups;
  std::vector<StoreInCache> stored;
  std::vector<InvalidateCache> invalidated;
  std::vector<ReadSecrets> secrets_asked;
  std::vector<Observation> observations;
  std::map<CallId, Outcome> outcomes;

 private:
  static EngineOptions with_observations(EngineOptions options) {
    options.observe = true;
    return options;
  }

  void drain() {
    while (auto action = engine.poll()) {
      std::visit([this](auto& value) { keep(std::move(value)); }, *action);
    }
  }
  void keep(SendRequest send) { sent.push_back(std::move(send)); }
  void keep(AbortRequest abort) { aborted.push_back(abort.attempt); }
  void keep(Finished finished) {
    EXPECT_FALSE(has_ended(finished.call)) << "a call ends once";
    outcomes[finished.call] = std::move(finished.outcome);
  }
  void keep(LookUpCache look_up) { lookups.push_back(std::move(look_up)); }
  void keep(StoreInCache store) { stored.push_back(std::move(store)); }
  void keep(InvalidateCache invalidate) { invalidated.push_back(std::move(invalidate)); }
  void keep(ReadSecrets read) { secrets_asked.push_back(std::move(read)); }
  void keep(Observation observation) { observations.push_back(std::move(observation)); }
};

// A GET of https://api.example.com/scores/{data.id} that maps score; `change` is merged into it
// (RFC 7396).
inline Field score_field_with(std::string_view change) {
  nlohmann::json field = nlohmann::json::parse(R"({
    "key": "score", "name": "Score", "retry": 0,
    "api_config": {
      "url": "https://api.example.com/scores/{data.id}", "method": "GET",
      "response_mapping": {"score": "score"}}})");
  field.merge_patch(nlohmann::json::parse(change));
  return parse_field(field.dump());
}

inline CallInputs inputs_of(std::string id, std::string tenant = "acme") {
  CallInputs inputs;
  inputs.data_json = R"({"id": ")" + std::move(id) + "\"}";
  inputs.tenant = std::move(tenant);
  inputs.trigger = Trigger::on_create;
  inputs.seed = 1;
  return inputs;
}

}  // namespace fieldcall::test
