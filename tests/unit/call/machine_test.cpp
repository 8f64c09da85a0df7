#include "call/machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/shared_data.hpp"

namespace fieldcall::call {
namespace {

State state_at(std::size_t index) {
  return static_cast<State>(index);
}
MachineEvent event_at(std::size_t index) {
  return static_cast<MachineEvent>(index);
}

struct Row {
  MachineEvent event;
  State to;
  Effect effect;
};

// Written from the rules, not from the table: what each event does in each state that takes it.
std::map<State, std::vector<Row>> expected_rows() {
  using enum MachineEvent;
  const std::vector<Row> wire{{progressed, State::receiving, Effect::watch_stall},
                              {answered, State::deciding, Effect::judge_answer},
                              {broke, State::deciding, Effect::judge_fault},
                              {timed_out, State::deciding, Effect::abort_and_judge}};
  std::map<State, std::vector<Row>> rows{
      {State::deciding,
       {{lookup_asked, State::looking_up, Effect::none},
        {joined, State::sharing, Effect::none},
        {token_asked, State::waiting_token, Effect::none},
        {secrets_asked, State::waiting_secrets, Effect::none},
        {enqueued, State::queued, Effect::none},
        {sent, State::running, Effect::none},
        {retry_planned, State::waiting_retry, Effect::none},
        {concluded, State::finished, Effect::deliver}}},
      {State::looking_up, {{looked_up, State::deciding, Effect::use_entry}}},
      {State::sharing,
       {{shared, State::deciding, Effect::judge_shared},
        {took_over, State::running, Effect::none},
        {left_alone, State::deciding, Effect::start_attempt}}},
      {State::waiting_token, {{token_came, State::deciding, Effect::use_token}}},
      {State::waiting_secrets, {{secrets_came, State::deciding, Effect::use_secrets}}},
      {State::queued, {{turn_came, State::deciding, Effect::use_turn}}},
      {State::running, wire},
      {State::receiving, wire},
      {State::waiting_retry, {{wait_over, State::deciding, Effect::start_attempt}}}};
  rows[State::receiving].push_back({stalled, State::deciding, Effect::abort_and_judge});
  for (auto& [state, own] : rows) {
    if (state == State::deciding) continue;
    const bool aborts = is_in_flight(state);
    own.push_back({deadline_passed, State::deciding,
                   aborts ? Effect::abort_and_conclude_deadline : Effect::conclude_deadline});
    own.push_back({cancelled, State::deciding,
                   aborts ? Effect::abort_and_conclude_cancelled : Effect::conclude_cancelled});
    own.push_back({superseded, State::deciding,
                   aborts ? Effect::abort_and_conclude_superseded : Effect::conclude_superseded});
  }
  return rows;
}

std::map<std::pair<State, MachineEvent>, std::pair<State, Effect>> expected_table() {
  std::map<std::pair<State, MachineEvent>, std::pair<State, Effect>> table;
  for (const auto& [state, rows] : expected_rows()) {
    for (const Row& row : rows) table.insert({{state, row.event}, {row.to, row.effect}});
  }
  return table;
}

TEST(Machine, TakesExactlyTheseEventsInTheseStates) {
  const auto expected = expected_table();
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
  for (std::size_t s = 0; s < state_count; ++s) {
    const State state = state_at(s);
    if (state == State::deciding || state == State::finished) continue;
    EXPECT_NE(find_transition(state, MachineEvent::superseded), nullptr);
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
