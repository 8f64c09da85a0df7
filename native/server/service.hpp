// What the server answers: every rule between a request's head and its answer, without sockets.
//
// Order of the rules: Host, Origin, route, method, token, rate, media type, size, calls under way.
// Nobody learns more than the first one that is broken.
//
// Belongs to one thread but for the callbacks of `start`.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "access.hpp"
#include "endpoints.hpp"
#include "http_message.hpp"
#include "pages.hpp"
#include "rate_gate.hpp"
#include "relay.hpp"

namespace fieldcall::server {

struct ServiceOptions {
  AccessOptions access;
  std::uint32_t rate = 200;        // requests a second with the token, on average
  std::uint32_t burst = 400;       // of them at once after a pause
  std::uint32_t calls_max = 4096;  // bodies taken and not answered
  std::uint64_t body_bytes_max = 4 * 1024 * 1024;
  std::string demo_origin;  // of the example API; empty = none
};

class Service {
 public:
  Service(ServiceOptions options, Relay& relay, Pages* pages);

  // Goes on when the body has come.
  struct WantsBody {
    Endpoint endpoint{};
    std::uint64_t bytes_max = 0;
  };
  std::variant<Answer, WantsBody> admit(const RequestHead& head);

  // `done` is called once, from another thread, with what is to be sent.
  Relay::Cancel start(Endpoint endpoint, std::string body, Relay::Done done);

  // What every answer carries, those to broken requests too.
  [[nodiscard]] Answer finished(const RequestHead* head, Answer answer) const;

  // Requests with a body are refused from now on.
  void drain() { draining_ = true; }

  [[nodiscard]] std::uint32_t calls() const { return *calls_; }

 private:
  using Clock = std::chrono::steady_clock;

  Answer answer_get(Endpoint endpoint);
  std::variant<Answer, WantsBody> admit_post(const RequestHead& head, const Route& route);
  Answer preflight(const RequestHead& head, const Route& route) const;
  Answer page(const RequestHead& head);

  ServiceOptions options_;
  Access access_;
  RateGate rate_;
  Relay& relay_;
  Pages* pages_;  // may be nullptr
  std::string page_policy_;
  // Counted down by whoever finishes.
  std::shared_ptr<std::atomic<std::uint32_t>> calls_;
  bool draining_ = false;
};

}  // namespace fieldcall::server
