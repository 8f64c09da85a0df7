#include "engine/scripted_api.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/check.hpp"

namespace fieldcall::engine {
namespace {

constexpr std::string_view token_body =
    R"({"access_token":"simulated-access-token","token_type":"Bearer","expires_in":3600})";

// What a token endpoint does that the script does not speak of.
config::ScriptedAnswer usual_token() {
  config::ScriptedAnswer answer;
  answer.response = {.status = 200,
                     .headers = {{"Content-Type", "application/json"}},
                     .body = std::string(token_body)};
  return answer;
}

std::uint64_t unused(const std::vector<config::ScriptedAnswer>& list, std::uint32_t index,
                     std::uint32_t used) {
  std::uint64_t count = 0;
  for (std::size_t i = index; i < list.size(); ++i) count += list[i].times;
  return count - (index < list.size() ? used : 0);
}

}  // namespace

std::optional<AnswerPlace> ScriptedApi::send(const AttemptId& attempt, bool is_token_fetch,
                                             Instant now) {
  if (is_token_fetch && !script_.token) {
    schedule(usual_token(), attempt, now);
    return AnswerPlace{};
  }
  const std::vector<config::ScriptedAnswer>& list =
      is_token_fetch ? *script_.token : script_.answers;
  Cursor& cursor = is_token_fetch ? token_ : answers_;
  const config::ScriptedAnswer* answer = next(list, cursor);
  if (answer == nullptr) return std::nullopt;
  schedule(*answer, attempt, now);
  return AnswerPlace{.list = is_token_fetch ? "token" : "answers", .index = cursor.index};
}

const config::ScriptedAnswer* ScriptedApi::next(const std::vector<config::ScriptedAnswer>& list,
                                                Cursor& cursor) {
  if (cursor.index < list.size() && cursor.used >= list[cursor.index].times) {
    ++cursor.index;
    cursor.used = 0;
  }
  if (cursor.index >= list.size()) return nullptr;
  ++cursor.used;
  return &list[cursor.index];
}

void ScriptedApi::schedule(const config::ScriptedAnswer& answer, const AttemptId& attempt,
                           Instant now) {
  using Kind = config::ScriptedAnswer::Kind;
  Instant at = now + answer.delay;
  switch (answer.kind) {
    case Kind::is_silent:
      return;
    case Kind::stalls:
      return add(at, attempt, ResponseProgress{attempt});
    case Kind::breaks:
      return add(at, attempt,
                 RequestFailed{attempt, answer.fault, answer.may_have_been_sent,
                               "by the script of the simulation"});
    case Kind::responds:
      break;
  }
  for (std::uint32_t piece = 1; piece < answer.pieces; ++piece) {
    add(at, attempt, ResponseProgress{attempt});
    at += answer.piece_every;
  }
  add(at, attempt, ResponseReceived{attempt, answer.response});
}

// Behind what comes at the same time.
void ScriptedApi::add(Instant at, const AttemptId& attempt, Event event) {
  const auto place = std::find_if(coming_.begin(), coming_.end(),
                                  [at](const Coming& coming) { return coming.at <= at; });
  coming_.insert(place, Coming{at, attempt, std::move(event)});
}

void ScriptedApi::abort(const AttemptId& attempt) {
  std::erase_if(coming_, [&attempt](const Coming& coming) { return coming.attempt == attempt; });
}

std::optional<Instant> ScriptedApi::next_at() const {
  if (coming_.empty()) return std::nullopt;
  return coming_.back().at;
}

Event ScriptedApi::take_next() {
  FIELDCALL_CHECK(!coming_.empty());
  Event event = std::move(coming_.back().event);
  coming_.pop_back();
  return event;
}

std::uint64_t ScriptedApi::unused_answers() const {
  std::uint64_t count = unused(script_.answers, answers_.index, answers_.used);
  if (script_.token) count += unused(*script_.token, token_.index, token_.used);
  return count;
}

}  // namespace fieldcall::engine
