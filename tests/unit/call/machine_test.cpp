#include "call/machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "support/shared_data.hpp"

namespace fieldcall::call {
namespace {

State state_at(std::size_t index) {
  return static_cast<State>(index);
}
MachineEvent event_at(std::size_t index) {
  return static_cast<MachineEvent>(index);
}

// Written from the rules, not from the table: what each event does in each state that takes it.
const std::map<std::pair<State, MachineEvent>, std::pair<State, Effect>> expected{
    {{State::deciding, MachineEvent::sent}, {State::running, Effect::none}},
    {{State::deciding, MachineEvent::retry_planned}, {State::waiting_retry, Effect::none}},
    {{State::deciding, MachineEvent::concluded}, {State::finished, Effect::deliver}},
    {{State::running, MachineEvent::progressed}, {State::receiving, Effect::watch_stall}},
    {{State::running, MachineEvent::answered}, {State::deciding, Effect::judge_answer}},
    {{State::running, MachineEvent::broke}, {State::deciding, Effect::judge_fault}},
    {{State::running, MachineEvent::timed_out}, {State::deciding, Effect::abort_and_judge}},
    {{State::running, MachineEvent::deadline_passed},
     {State::deciding, Effect::abort_and_conclude_deadline}},
    {{State::running, MachineEvent::cancelled},
     {State::deciding, Effect::abort_and_conclude_cancelled}},
    {{State::receiving, MachineEvent::progressed}, {State::receiving, Effect::watch_stall}},
    {{State::receiving, MachineEvent::answered}, {State::deciding, Effect::judge_answer}},
    {{State::receiving, MachineEvent::broke}, {State::deciding, Effect::judge_fault}},
    {{State::receiving, MachineEvent::timed_out}, {State::deciding, Effect::abort_and_judge}},
    {{State::receiving, MachineEvent::stalled}, {State::deciding, Effect::abort_and_judge}},
    {{State::receiving, MachineEvent::deadline_passed},
     {State::deciding, Effect::abort_and_conclude_deadline}},
    {{State::receiving, MachineEvent::cancelled},
     {State::deciding, Effect::abort_and_conclude_cancelled}},
    {{State::waiting_retry, MachineEvent::wait_over}, {State::deciding, Effect::start_attempt}},
    {{State::waiting_retry, MachineEvent::deadline_passed},
     {State::deciding, Effect::conclude_deadline}},
    {{State::waiting_retry, MachineEvent::cancelled},
     {State::deciding, Effect::conclude_cancelled}},
};

TEST(Machine, TakesExactlyTheseEventsInTheseStates) {
  std::size_t taken = 0;
  for (std::size_t s = 0; s < state_count; ++s) {
    for (std::size_t e = 0; e < machine_event_count; ++e) {
      const std::string pair =
          std::string(state_name(state_at(s))) + " " + std::string(machine_event_name(event_at(e)));
      const auto wanted = expected.find({state_at(s), event_at(e)});
      const Transition* transition = find_transition(state_at(s), event_at(e));
      ASSERT_EQ(transition != nullptr, wanted != expected.end()) << pair;
      if (transition == nullptr) continue;
      ++taken;
      EXPECT_EQ(transition->to, wanted->second.first) << pair;
      EXPECT_EQ(transition->effect, wanted->second.second) << pair;
    }
  }
  EXPECT_EQ(taken, transitions.size());
}

TEST(Machine, EveryStateIsReachedAndEveryStateLeadsToTheEnd) {
  std::set<State> reached{State::deciding};
  std::set<State> ending{State::finished};
  for (std::size_t round = 0; round < state_count; ++round) {
    for (const Transition& transition : transitions) {
      if (reached.contains(transition.from)) reached.insert(transition.to);
      if (ending.contains(transition.to)) ending.insert(transition.from);
    }
  }
  EXPECT_EQ(reached.size(), state_count);
  EXPECT_EQ(ending.size(), state_count);
}

TEST(Machine, AbortsWhatIsOnTheWireAndOnlyThat) {
  for (const Transition& transition : transitions) {
    const bool aborts = effect_name(transition.effect).starts_with("abort_");
    const bool gives_up = is_in_flight(transition.from) && transition.to == State::deciding &&
                          transition.event != MachineEvent::answered &&
                          transition.event != MachineEvent::broke;
    EXPECT_EQ(aborts, gives_up) << machine_event_name(transition.event);
  }
}

TEST(Machine, EveryRestCanBeCancelledAndRunsOutOfTime) {
  for (const State state : {State::running, State::receiving, State::waiting_retry}) {
    EXPECT_NE(find_transition(state, MachineEvent::cancelled), nullptr);
    EXPECT_NE(find_transition(state, MachineEvent::deadline_passed), nullptr);
  }
}

TEST(StateDiagram, IsMadeFromTheTable) {
  const std::string diagram = state_diagram();
  EXPECT_TRUE(diagram.starts_with("stateDiagram-v2\n  [*] --> deciding\n"));
  EXPECT_NE(diagram.find("  deciding --> running : sent\n"), std::string::npos);
  EXPECT_NE(diagram.find("  receiving --> deciding : stalled / abort_and_judge\n"),
            std::string::npos);
  EXPECT_TRUE(diagram.ends_with("  finished --> [*]\n"));
  EXPECT_NE(test::read_project_file("core/ARCHITECTURE.md").find("```mermaid\n" + diagram + "```"),
            std::string::npos)
      << "core/ARCHITECTURE.md shows another machine than:\n"
      << diagram;
  const auto lines = std::count(diagram.begin(), diagram.end(), '\n');
  EXPECT_EQ(static_cast<std::size_t>(lines), transitions.size() + 3);
}

}  // namespace
}  // namespace fieldcall::call
