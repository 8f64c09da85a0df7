#include "call/machine.hpp"

namespace fieldcall::call {
namespace {

constexpr bool has_one_row_per_pair() {
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    for (std::size_t k = i + 1; k < transitions.size(); ++k) {
      if (transitions[i].from == transitions[k].from &&
          transitions[i].event == transitions[k].event) {
        return false;
      }
    }
  }
  return true;
}
static_assert(has_one_row_per_pair());

constexpr std::array<std::string_view, state_count> state_names{
    "deciding", "looking_up", "sharing",   "waiting_token", "waiting_secrets",
    "queued",   "running",    "receiving", "waiting_retry", "finished"};

constexpr std::array<std::string_view, machine_event_count> event_names{
    "looked_up",   "shared",          "took_over", "left_alone", "token_came",    "secrets_came",
    "turn_came",   "progressed",      "answered",  "broke",      "timed_out",     "stalled",
    "wait_over",   "deadline_passed", "cancelled", "superseded", "lookup_asked",  "joined",
    "token_asked", "secrets_asked",   "enqueued",  "sent",       "retry_planned", "concluded"};

constexpr std::array<std::string_view, effect_count> effect_names{"none",
                                                                  "use_entry",
                                                                  "judge_shared",
                                                                  "watch_stall",
                                                                  "judge_answer",
                                                                  "judge_fault",
                                                                  "abort_and_judge",
                                                                  "start_attempt",
                                                                  "use_token",
                                                                  "use_secrets",
                                                                  "use_turn",
                                                                  "conclude_deadline",
                                                                  "abort_and_conclude_deadline",
                                                                  "conclude_cancelled",
                                                                  "abort_and_conclude_cancelled",
                                                                  "conclude_superseded",
                                                                  "abort_and_conclude_superseded",
                                                                  "deliver"};

}  // namespace

std::string_view state_name(State state) {
  return state_names[static_cast<std::size_t>(state)];
}

std::string_view machine_event_name(MachineEvent event) {
  return event_names[static_cast<std::size_t>(event)];
}

std::string_view effect_name(Effect effect) {
  return effect_names[static_cast<std::size_t>(effect)];
}

std::string state_diagram() {
  std::string text = "stateDiagram-v2\n  [*] --> deciding\n";
  for (const Transition& transition : transitions) {
    text.append("  ").append(state_name(transition.from));
    text.append(" --> ").append(state_name(transition.to));
    text.append(" : ").append(machine_event_name(transition.event));
    if (transition.effect != Effect::none) {
      text.append(" / ").append(effect_name(transition.effect));
    }
    text.append("\n");
  }
  return text + "  finished --> [*]\n";
}

}  // namespace fieldcall::call
