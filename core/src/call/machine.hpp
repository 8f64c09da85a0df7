// The life of one call as a table: which event may come in which state, what is done about it and
// what comes next.
//
// The rules:
//  1. A call ends in exactly one outcome. `finished` takes no event.
//  2. At most one request is on the wire. It is there in `running` (no byte of the answer yet) and
//     `receiving` (some bytes), and nowhere else.
//  3. The world's events (looked_up ... superseded) end every rest. Between the world's events a
//     call rests in any state but deciding.
//  4. `deciding` is never a rest: an effect that leads into it ends with one of the machine's own
//     events (lookup_asked ... concluded) before the engine returns to its host.
//  5. A request that is on the wire when its call decides otherwise is aborted first, or handed to
//     a call that waits for the same answer: the abort_* effects do it, the others have nothing on
//     the wire.
//  6. A stall can only be told from bytes that came before: `stalled` exists in receiving only.
//  7. What is retried, redirected, cached or refused is no question of states: the deciding effects
//     ask policy/, mapping/ and the engine, and answer with an event.
//  8. On the way to its first request a call goes through looking_up, waiting_token, sharing and
//     queued in this order and leaves out what it does not need; for every further attempt through
//     waiting_token and queued.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::call {

enum class State : std::uint8_t {
  deciding,         // the engine is choosing the next step
  looking_up,       // the host's cache store was asked
  sharing,          // an equal request of another call is under way
  waiting_token,    // an access token is being fetched
  waiting_secrets,  // the host reads its secrets again
  queued,           // a limit leaves no room yet
  running,          // a request is on the wire
  receiving,        // the answer has begun
  waiting_retry,    // nothing is on the wire
  finished,
};
inline constexpr std::size_t state_count = 10;

enum class MachineEvent : std::uint8_t {
  // of the world
  looked_up,        // the store answered, or took too long
  shared,           // the other call has its answer, or failed
  took_over,        // the other call left; its request is this call's now
  left_alone,       // the other call left and nothing is on the wire
  token_came,       // or could not be had
  secrets_came,     // or took too long
  turn_came,        // there is room, or will not be
  progressed,       // bytes of the answer arrived
  answered,         // all of it arrived
  broke,            // the transport failed
  timed_out,        // the attempt took longer than `timeout`
  stalled,          // no byte for the stall timeout
  wait_over,        // the wait before a retry
  deadline_passed,  // the call's own
  cancelled,
  superseded,  // a newer call of the same field ended
  // of the machine
  lookup_asked,
  joined,  // the call waits for another's answer
  token_asked,
  secrets_asked,
  enqueued,
  sent,           // a request was handed to the host
  retry_planned,  // it will be sent again later
  concluded,      // the outcome is known
};
inline constexpr std::size_t machine_event_count = 24;

enum class Effect : std::uint8_t {
  none,
  use_entry,          // end with it, or go on without
  judge_shared,       // map the other call's answer, or fail as it did
  watch_stall,        // start the stall timer again
  judge_answer,       // map it, follow it, retry it or give up
  judge_fault,        // retry it or give up
  abort_and_judge,    // the same for an attempt the engine ends itself
  start_attempt,      // if the deadline leaves time for one
  use_token,          // send with it, or fail without
  use_secrets,        // try once more if they have changed
  use_turn,           // send, or fail as the limit says
  conclude_deadline,  // deadline_exceeded
  abort_and_conclude_deadline,
  conclude_cancelled,
  abort_and_conclude_cancelled,
  conclude_superseded,
  abort_and_conclude_superseded,
  deliver,  // the outcome to the host
};
inline constexpr std::size_t effect_count = 18;

struct Transition {
  State from;
  MachineEvent event;
  State to;
  Effect effect;
};

inline constexpr std::array transitions{
    Transition{State::deciding, MachineEvent::lookup_asked, State::looking_up, Effect::none},
    Transition{State::deciding, MachineEvent::joined, State::sharing, Effect::none},
    Transition{State::deciding, MachineEvent::token_asked, State::waiting_token, Effect::none},
    Transition{State::deciding, MachineEvent::secrets_asked, State::waiting_secrets, Effect::none},
    Transition{State::deciding, MachineEvent::enqueued, State::queued, Effect::none},
    Transition{State::deciding, MachineEvent::sent, State::running, Effect::none},
    Transition{State::deciding, MachineEvent::retry_planned, State::waiting_retry, Effect::none},
    Transition{State::deciding, MachineEvent::concluded, State::finished, Effect::deliver},

    Transition{State::looking_up, MachineEvent::looked_up, State::deciding, Effect::use_entry},
    Transition{State::looking_up, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::looking_up, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
    Transition{State::looking_up, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},

    Transition{State::sharing, MachineEvent::shared, State::deciding, Effect::judge_shared},
    Transition{State::sharing, MachineEvent::took_over, State::running, Effect::none},
    Transition{State::sharing, MachineEvent::left_alone, State::deciding, Effect::start_attempt},
    Transition{State::sharing, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::sharing, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
    Transition{State::sharing, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},

    Transition{State::waiting_token, MachineEvent::token_came, State::deciding, Effect::use_token},
    Transition{State::waiting_token, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::waiting_token, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
    Transition{State::waiting_token, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},

    Transition{State::waiting_secrets, MachineEvent::secrets_came, State::deciding,
               Effect::use_secrets},
    Transition{State::waiting_secrets, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::waiting_secrets, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
    Transition{State::waiting_secrets, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},

    Transition{State::queued, MachineEvent::turn_came, State::deciding, Effect::use_turn},
    Transition{State::queued, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::queued, MachineEvent::cancelled, State::deciding, Effect::conclude_cancelled},
    Transition{State::queued, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},

    Transition{State::running, MachineEvent::progressed, State::receiving, Effect::watch_stall},
    Transition{State::running, MachineEvent::answered, State::deciding, Effect::judge_answer},
    Transition{State::running, MachineEvent::broke, State::deciding, Effect::judge_fault},
    Transition{State::running, MachineEvent::timed_out, State::deciding, Effect::abort_and_judge},
    Transition{State::running, MachineEvent::deadline_passed, State::deciding,
               Effect::abort_and_conclude_deadline},
    Transition{State::running, MachineEvent::cancelled, State::deciding,
               Effect::abort_and_conclude_cancelled},
    Transition{State::running, MachineEvent::superseded, State::deciding,
               Effect::abort_and_conclude_superseded},

    Transition{State::receiving, MachineEvent::progressed, State::receiving, Effect::watch_stall},
    Transition{State::receiving, MachineEvent::answered, State::deciding, Effect::judge_answer},
    Transition{State::receiving, MachineEvent::broke, State::deciding, Effect::judge_fault},
    Transition{State::receiving, MachineEvent::timed_out, State::deciding, Effect::abort_and_judge},
    Transition{State::receiving, MachineEvent::stalled, State::deciding, Effect::abort_and_judge},
    Transition{State::receiving, MachineEvent::deadline_passed, State::deciding,
               Effect::abort_and_conclude_deadline},
    Transition{State::receiving, MachineEvent::cancelled, State::deciding,
               Effect::abort_and_conclude_cancelled},
    Transition{State::receiving, MachineEvent::superseded, State::deciding,
               Effect::abort_and_conclude_superseded},

    Transition{State::waiting_retry, MachineEvent::wait_over, State::deciding,
               Effect::start_attempt},
    Transition{State::waiting_retry, MachineEvent::deadline_passed, State::deciding,
               Effect::conclude_deadline},
    Transition{State::waiting_retry, MachineEvent::cancelled, State::deciding,
               Effect::conclude_cancelled},
    Transition{State::waiting_retry, MachineEvent::superseded, State::deciding,
               Effect::conclude_superseded},
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
