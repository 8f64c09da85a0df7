// The life of one call as a table: which event may come in which state, what is done about it and
// what comes next.
//
// The rules:
//  1. A call ends in exactly one outcome. `finished` takes no event.
//  2. At most one request is on the wire. It is there in `running` (no byte of the answer yet) and
//     `receiving` (some bytes), and nowhere else.
//  3. The world's events (progressed ... cancelled) end every rest. Between the world's events a
//     call rests in running, receiving or waiting_retry.
//  4. `deciding` is never a rest: an effect that leads into it ends with one of the machine's own
//     events (sent, retry_planned, concluded) before the engine returns to its host.
//  5. A request that is on the wire when its call decides otherwise is aborted first: the abort_*
//     effects do it, the others have nothing on the wire.
//  6. A stall can only be told from bytes that came before: `stalled` exists in receiving only.
//  7. What is retried, redirected or refused is no question of states: the deciding effects ask
//     policy/ and mapping/, and answer with an event.
//
// Queues, rate limits, caches and shared answers come between `deciding` and `sent`: as states of
// their own, entered by events of their own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::call {

enum class State : std::uint8_t {
  deciding,       // the engine is choosing the next step
  running,        // a request is on the wire
  receiving,      // the answer has begun
  waiting_retry,  // nothing is on the wire
  finished,
};
inline constexpr std::size_t state_count = 5;

enum class MachineEvent : std::uint8_t {
  // of the world
  progressed,       // bytes of the answer arrived
  answered,         // all of it arrived
  broke,            // the transport failed
  timed_out,        // the attempt took longer than `timeout`
  stalled,          // no byte for the stall timeout
  wait_over,        // the wait before a retry
  deadline_passed,  // the call's own
  cancelled,
  // of the machine
  sent,           // a request was handed to the host
  retry_planned,  // it will be sent again later
  concluded,      // the outcome is known
};
inline constexpr std::size_t machine_event_count = 11;

enum class Effect : std::uint8_t {
  none,
  watch_stall,        // start the stall timer again
  judge_answer,       // map it, follow it, retry it or give up
  judge_fault,        // retry it or give up
  abort_and_judge,    // the same for an attempt the engine ends itself
  start_attempt,      // if the deadline leaves time for one
  conclude_deadline,  // deadline_exceeded
  abort_and_conclude_deadline,
  conclude_cancelled,
  abort_and_conclude_cancelled,
  deliver,  // the outcome to the host
};

struct Transition {
  State from;
  MachineEvent event;
  State to;
  Effect effect;
};

inline constexpr std::array transitions{
    Transition{State::deciding, MachineEvent::sent, State::running, Effect::none},
    Transition{State::deciding, MachineEvent::retry_planned, State::waiting_retry, Effect::none},
    Transition{State::deciding, MachineEvent::concluded, State::finished, Effect::deliver},

    Transition{State::running, MachineEvent::progressed, State::receiving, Effect::watch_stall},
    Transition{State::running, MachineEvent::answered, State::deciding, Effect::judge_answer},
    Transition{State::running, MachineEvent::broke, State::deciding, Effect::judge_fault},
    Transition{State::running, MachineEvent::timed_out, State::deciding, Effect::abort_and_judge},
    Transition{State::running, MachineEvent::deadline_passed, State::deciding,
               Effect::abort_and_conclude_deadline},
    Transition{State::running, MachineEvent::cancelled, State::deciding,
               Effect::abort_and_conclude_cancelled},

    Transition{State::receiving, MachineEvent::progressed, State::receiving, Effect::watch_stall},
    Transition{State::receiving, MachineEvent::answered, State::deciding, Effect::judge_answer},
    Transition{State::receiving, MachineEvent::broke, State::deciding, Effect::judge_fault},
    Transition{State::receiving, MachineEvent::timed_out, State::deciding, Effect::abort_and_judge},
    Transition{State::receiving, MachineEvent::stalled, State::deciding, Effect::abort_and_judge},
    Transition{State::receiving, MachineEvent::deadline_passed, State::deciding,
               Effect::abort_and_conclude_deadline},
    Transition{State::receiving, MachineEvent::cancelled, State::deciding,
               Effect::abort_and_conclude_cancelled},

    Transition{State::waiting_retry, MachineEvent::wait_over, State::deciding,
               Effect::start_attempt},
    Transition{State::waiting_retry, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::waiting_retry, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
};

// The row for an event in a state; nullptr = the event is not taken there and changes nothing.
constexpr const Transition* find_transition(State state, MachineEvent event) {
  for (const Transition& transition : transitions) {
    if (transition.from == state && transition.event == event) return &transition;
  }
  return nullptr;
}

// A request of the call is on the wire.
constexpr bool is_in_flight(State state) {
  return state == State::running || state == State::receiving;
}

std::string_view state_name(State state);
std::string_view machine_event_name(MachineEvent event);
std::string_view effect_name(Effect effect);

// The table as a Mermaid state diagram, for the documentation.
std::string state_diagram();

}  // namespace fieldcall::call
