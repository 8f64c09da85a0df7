// A field's calls on a virtual clock, against an API that follows a script: the real engine, driven
// as any host drives it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/script.hpp"
#include "engine/masked_call.hpp"
#include "engine/scripted_api.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/preview.hpp"

namespace fieldcall::engine {

struct SimulatedRequest {
  Instant at{};
  std::uint32_t run = 0;  // from 1
  AttemptId attempt;
  bool is_token_fetch = false;
  AnswerPlace answer;
  HttpRequest request;                   // masked
  std::optional<std::uint32_t> same_as;  // index of an equal one before; `request` is empty then
};

struct RequestAborted {
  AttemptId attempt;
};

// What happened, in order; a request by its index.
struct TimelineEntry {
  Instant at{};
  std::uint32_t run = 0;
  std::variant<Observation, std::uint32_t, RequestAborted> what;
};

struct SimulatedRun {
  Instant started_at{};
  Instant ended_at{};
  std::uint32_t attempts = 0;
  OutcomeStatus status = OutcomeStatus::failed;
  std::optional<ErrorCode> error;
};

// Why a simulation ended early.
struct SimulationProblem {
  std::string code;
  std::string message;
  std::string fix;
};

struct SimulationResult {
  std::vector<SimulatedRun> runs;  // those that ended
  std::optional<Outcome> outcome;  // of the last run
  std::vector<TimelineEntry> timeline;
  std::uint64_t timeline_left_out = 0;
  std::vector<SimulatedRequest> requests;
  std::uint64_t unused_answers = 0;
  std::vector<std::string> stand_ins;  // names of secrets that were made up
  std::optional<SimulationProblem> problem;
  Instant ended_at{};
};

SimulationResult run_simulation(const Field& field, CallInputs inputs, const config::Script& script,
                                const SimulationOptions& options);

std::string simulation_to_json(const Field& field, const SimulationResult& result,
                               const config::Diagnostics& diagnostics, Instant started_at);

}  // namespace fieldcall::engine
