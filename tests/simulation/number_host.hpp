// The smallest host: every request is answered after a time, by a function.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "fieldcall/engine.hpp"

namespace fieldcall::simulation {

class NumberHost {
 public:
  struct Reply {
    Millis after{0};
    bool is_fault = false;
    std::int32_t status = 200;
  };
  using Server = std::function<Reply(const SendRequest&)>;
  using Listener = std::function<void(const Finished&, Instant)>;

  NumberHost(EngineOptions options, Server server, Listener listener)
      : engine_(std::move(options)), server_(std::move(server)), listener_(std::move(listener)) {}

  CallId start(const Field& field, CallInputs inputs) {
    const CallId call = engine_.start(field, std::move(inputs), now_);
    drain();
    return call;
  }

  // Time passes up to `until`; everything due happens.
  void run_until(Instant until) {
    for (;;) {
      const auto timer = engine_.deadline();
      const bool is_event = !events_.empty() && (!timer || events_.begin()->first.first <= *timer);
      const Instant next = is_event ? events_.begin()->first.first : timer.value_or(until);
      if (next > until || (!is_event && !timer)) break;
      now_ = std::max(now_, next);
      Event event = TimeElapsed{};
      if (is_event) event = std::move(events_.extract(events_.begin()).mapped());
      (void)engine_.handle(std::move(event), now_);
      drain();
    }
    now_ = std::max(now_, until);
  }
  void run_for(Millis time) { run_until(now_ + time); }

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Engine& engine() { return engine_; }
  [[nodiscard]] std::uint64_t sent() const { return sent_; }

 private:
  void drain() {
    while (auto action = engine_.poll()) {
      if (const auto* send = std::get_if<SendRequest>(&*action)) {
        ++sent_;
        answer(*send);
      } else if (const auto* finished = std::get_if<Finished>(&*action)) {
        listener_(*finished, now_);
      }
    }
  }
  void answer(const SendRequest& send) {
    const Reply reply = server_(send);
    Event event = ResponseReceived{send.attempt, {reply.status, {}, R"({"score": 1})"}};
    if (reply.is_fault) event = RequestFailed{send.attempt, TransportFault::reset, true, {}};
    events_.emplace(std::pair{now_ + reply.after, ++count_}, std::move(event));
  }

  Engine engine_;
  Server server_;
  Listener listener_;
  Instant now_{Millis{1'768'478'400'000}};
  std::map<std::pair<Instant, std::uint64_t>, Event> events_;
  std::uint64_t count_ = 0;
  std::uint64_t sent_ = 0;
};

}  // namespace fieldcall::simulation
