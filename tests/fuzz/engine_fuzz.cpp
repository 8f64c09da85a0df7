// Bytes as what a host tells an engine: calls, answers, faults, cancels, times, in any order.
//
// The simulation's checker keeps the account; anything it finds broken ends the process.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "fieldcall/engine.hpp"
#include "simulation/checker.hpp"
#include "simulation/fields.hpp"

namespace fieldcall::simulation {
namespace {

constexpr std::string_view secret = "fuzz-secret-0123456789";

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  std::uint32_t byte() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint32_t number() {
    const std::uint32_t high = byte();
    return high * 256 + byte();
  }
  std::string text() {
    const std::size_t size = std::min<std::size_t>(number(), bytes_.size());
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }

 private:
  std::string_view bytes_;
};

class FuzzedHost {
 public:
  explicit FuzzedHost(Input input) : input_(input) {}

  void run() {
    for (int step = 0; step < 200 && !input_.empty(); ++step) {
      now_ += Millis{static_cast<std::int64_t>(input_.number()) - 1000};
      if (input_.byte() % 4 == 0) {
        start();
      } else {
        tell(next_event());
      }
      checker_.looked_at(engine_, engine_now_);
    }
    tell_time(engine_now_ + Millis{10'000'000});
    tell_time(engine_now_ + Millis{10'000'000});
    checker_.ended(engine_);
    for (const std::string& failure : checker_.failures()) {
      std::fprintf(stderr, "broken: %s\n", failure.c_str());
    }
    if (!checker_.failures().empty()) std::abort();
  }

 private:
  void start() {
    static const std::vector<Field> fields = simulated_fields();
    const Field& field = fields[input_.byte() % fields.size()];
    CallInputs inputs;
    inputs.data_json = input_.byte() % 2 == 0 ? R"({"id": 7})" : input_.text();
    inputs.seed = input_.number();
    if (input_.byte() % 4 == 0) inputs.previous_outcome_json = input_.text();
    inputs.secrets.emplace("token", Secret{SecretText(secret), {"https://api.example.com"}, {}});
    engine_now_ = std::max(engine_now_, now_);
    const CallId call = engine_.start(field, std::move(inputs), now_);
    checker_.started(call, field, std::string(secret), engine_now_);
    drain();
  }

  AttemptId next_attempt() {
    if (!sent_.empty() && input_.byte() % 8 != 0) return sent_[input_.byte() % sent_.size()];
    return {CallId{input_.byte()}, input_.byte(), input_.byte()};
  }

  Event next_event() {
    const std::uint32_t kind = input_.byte() % 8;
    if (kind == 0) return TimeElapsed{};
    if (kind == 1) return CancelCall{CallId{input_.byte() % 16}};
    if (kind == 2) return ResponseProgress{next_attempt()};
    if (kind == 3) {
      return RequestFailed{next_attempt(), static_cast<TransportFault>(input_.byte() % 12),
                           input_.byte() % 2 == 0, input_.text()};
    }
    const AttemptId attempt = next_attempt();
    HttpResponse response;
    response.status = static_cast<std::int32_t>(input_.number() % 700);
    if (input_.byte() % 2 == 0) response.headers.push_back({"Retry-After", input_.text()});
    if (input_.byte() % 4 == 0) response.headers.push_back({"Location", input_.text()});
    if (input_.byte() % 4 == 0) response.headers.push_back({"Content-Type", input_.text()});
    response.body = input_.text();
    if (input_.byte() % 4 == 0) response.body += secret;
    return ResponseReceived{attempt, std::move(response)};
  }

  void tell(Event event) {
    const bool is_due = checker_.is_expected(event);
    if (is_due) {
      engine_now_ = std::max(engine_now_, now_);
      checker_.accepted(event, engine_now_);
    }
    checker_.expect(engine_.handle(std::move(event), now_).ok() == is_due, "events are judged");
    drain();
  }

  // Every deadline is over by then: what is still there ends.
  void tell_time(Instant at) {
    now_ = std::max(now_, at);
    tell(TimeElapsed{});
  }

  void drain() {
    while (auto action = engine_.poll()) {
      checker_.took(*action, engine_now_);
      if (const auto* send = std::get_if<SendRequest>(&*action)) sent_.push_back(send->attempt);
    }
  }

  Input input_;
  Engine engine_;
  Checker checker_;
  Instant now_{Millis{1'768'478'400'000}};
  Instant engine_now_ = Instant::min();
  std::vector<AttemptId> sent_;
};

}  // namespace
}  // namespace fieldcall::simulation

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fieldcall::simulation;
  FuzzedHost(Input({reinterpret_cast<const char*>(data), size})).run();
  return 0;
}
