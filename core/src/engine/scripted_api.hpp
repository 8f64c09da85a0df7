// An API that does what its script says, on a virtual clock: requests go in, events come out.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "config/script.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

// Which answer of the script met a request.
struct AnswerPlace {
  std::string_view list;  // "answers" or "token"; empty: the token the script did not speak of
  std::uint32_t index = 0;
};

class ScriptedApi {
 public:
  // The script must outlive it.
  explicit ScriptedApi(const config::Script& script) : script_(script) {}

  // Nothing if the script has no answer left for it.
  std::optional<AnswerPlace> send(const AttemptId& attempt, bool is_token_fetch, Instant now);

  // Nothing of this request comes any more.
  void abort(const AttemptId& attempt);

  // When the next event comes; nothing = none is on its way.
  [[nodiscard]] std::optional<Instant> next_at() const;

  // Precondition: one is on its way.
  Event take_next();

  // Answers of both lists that no request got.
  [[nodiscard]] std::uint64_t unused_answers() const;

 private:
  // The next answer of a list, counting `times`.
  struct Cursor {
    std::uint32_t index = 0;
    std::uint32_t used = 0;
  };
  struct Coming {
    Instant at;
    AttemptId attempt;
    Event event;
  };

  static const config::ScriptedAnswer* next(const std::vector<config::ScriptedAnswer>& list,
                                            Cursor& cursor);
  void schedule(const config::ScriptedAnswer& answer, const AttemptId& attempt, Instant now);
  void add(Instant at, const AttemptId& attempt, Event event);

  const config::Script& script_;
  Cursor answers_;
  Cursor token_;
  std::vector<Coming> coming_;  // in the order of time, the latest first
};

}  // namespace fieldcall::engine
