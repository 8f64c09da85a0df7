// Bytes as what a host does with an engine: it starts calls of the simulated world and tells
// answers, faults, what its stores hold, cancels, invalidations and times, in any order.
//
// The simulation's checker keeps the account; anything it finds broken ends the process.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "fieldcall/engine.hpp"
#include "simulation/checker.hpp"
#include "simulation/engine_time.hpp"
#include "simulation/fields.hpp"
#include "simulation/host_store.hpp"
#include "simulation/scenario.hpp"
#include "simulation/servers.hpp"
#include "simulation/tenants.hpp"

namespace fieldcall::simulation {
namespace {

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
  bool one_in(std::uint32_t count) { return byte() % count == 0; }
  std::string text() {
    const std::size_t size = std::min<std::size_t>(byte(), bytes_.size());
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }
  template <class Item>
  Item take_from(std::vector<Item>& items) {
    const std::size_t at = byte() % items.size();
    Item item = std::move(items[at]);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
    return item;
  }

 private:
  std::string_view bytes_;
};

class FuzzedHost {
 public:
  explicit FuzzedHost(Input input)
      : input_(input),
        random_(input_.number()),
        tenants_(1 + input_.byte() % 3, vault_, random_),
        options_(draw_engine_options(random_)),
        servers_(input_.byte(), input_.byte() % 100, tenants_, random_),
        store_(input_.byte() % 50, random_),
        engine_(options_),
        checker_(options_.traffic, vault_) {
    if (options_.cache.has_store) checker_.trust_no_store();
  }

  void run() {
    for (int step = 0; step < 120 && !input_.empty(); ++step) {
      pass_time();
      act();
      checker_.looked_at(engine_, time_.now(), time_.ahead());
    }
    const std::uint32_t end = input_.byte() % 4;
    if (end != 0) come_to_rest(end == 1);  // else the engine goes with its calls under way
    for (const std::string& failure : checker_.expectations().failures()) {
      std::fprintf(stderr, "broken: %s\n", failure.c_str());
    }
    if (!checker_.expectations().failures().empty()) std::abort();
  }

 private:
  // A host that stops cancels what is under way; any other wakes when it is told to.
  void come_to_rest(bool is_shutdown) {
    if (is_shutdown) {
      for (const CallId call : std::vector(calls_)) tell(CancelCall{call});
    }
    int wakes = 0;
    while (const auto wake = engine_.deadline()) {
      clock_ = std::max(clock_, *wake);
      tell(TimeElapsed{});
      checker_.looked_at(engine_, time_.now(), time_.ahead());
      checker_.expect(++wakes < 10'000, "an engine comes to rest");
      if (wakes >= 10'000) break;
    }
    checker_.expect(servers_.wrong_credentials() == 0, "every request has its tenant's credential");
    checker_.ended(engine_);
  }

  void pass_time() {
    const auto due = engine_.deadline();
    switch (input_.byte() % 8) {
      case 0:
        clock_ += Millis{input_.number()};
        break;
      case 1:
        clock_ += Millis{input_.number() * 64};
        break;
      case 2:
        clock_ -= Millis{input_.number() * (input_.one_in(4) ? 64 : 1)};
        break;
      case 3:
        if (due) clock_ = *due - Millis{1};
        break;
      case 4:
        if (due) clock_ = *due;
        break;
      default:
        clock_ += Millis{input_.byte()};
        break;
    }
  }

  void act() {
    switch (input_.byte() % 16) {
      case 0:
      case 1:
      case 2:
      case 3:
        return start();
      case 4:
        return tenants_.rotate(any_tenant());
      case 5:
        return invalidate();
      case 6:
        return tell(CancelCall{any_call()});
      case 7:
        return tell(stray());
      case 8:
      case 9:
        return answer_for_store();
      case 10:
        return read_secrets();
      case 11:
        return wires_.empty() ? tell(TimeElapsed{}) : tell(answer_of_bytes());
      case 12:
        return tell(TimeElapsed{});
      default:
        return let_server_answer();
    }
  }

  std::string any_tenant() { return tenants_.names()[input_.byte() % tenants_.names().size()]; }

  CallId any_call() {
    return calls_.empty() ? CallId{input_.byte()} : calls_[input_.byte() % calls_.size()];
  }

  void start() {
    static const std::vector<Field> fields = simulated_fields();
    Planned planned = draw_call(fields, tenants_, ++started_, input_.byte() % 30, random_);
    CallInputs& inputs = planned.inputs;
    if (input_.one_in(4)) {
      planned.start.is_spoiled = true;
      inputs.previous_outcome_json = input_.one_in(2) ? input_.text() : last_outcome_;
    }
    if (!engine_.deadline() && time_.restart(clock_)) checker_.clock_corrected();
    time_.show(clock_);
    const CallId call = engine_.start(planned.start.field, inputs, clock_);
    planned.start.call = call;
    planned.start.can_read_secrets = options_.can_read_secrets;
    owners_.emplace(call, std::pair{inputs.tenant, inputs.secrets});
    calls_.push_back(call);
    checker_.started(std::move(planned.start), inputs, time_.now());
    drain();
  }

  void invalidate() {
    CacheScope scope;
    if (input_.one_in(2)) scope.tenant = any_tenant();
    if (input_.one_in(2)) scope.field_key = input_.one_in(2) ? "kept" : "open";
    time_.show(clock_);
    engine_.invalidate(scope, clock_);
    checker_.invalidated(scope, time_.now());
    drain();
    tell(TimeElapsed{});
  }

  // What no host should say, unless it happens to be true.
  Event stray() {
    const AttemptId attempt{CallId{input_.byte()}, input_.byte(), input_.byte() % 4};
    switch (input_.byte() % 6) {
      case 0:
        return ResponseReceived{attempt, {200, {}, "{}"}};
      case 1:
        return RequestFailed{attempt, TransportFault::reset, true, {}};
      case 2:
        return CacheAnswered{.call = attempt.call, .entry = input_.text()};
      case 3:
        return CancelCall{attempt.call};
      case 4:
        return SecretsRead{.call = attempt.call, .secrets = {}};
      default:
        return ResponseProgress{attempt};
    }
  }

  void answer_for_store() {
    if (lookups_.empty()) return tell(TimeElapsed{});
    CacheAnswered answer = input_.take_from(lookups_);
    if (input_.one_in(8)) answer.entry = input_.text();
    if (input_.one_in(8)) lookups_.push_back(answer);
    tell(std::move(answer));
  }

  void read_secrets() {
    if (reads_.empty()) return tell(TimeElapsed{});
    const CallId call = input_.take_from(reads_);
    const auto& [tenant, given] = owners_.at(call);
    SecretsRead read{.call = call, .secrets = {}};
    const std::int64_t version = tenants_.version(tenant);
    const std::uint32_t kind = input_.byte() % 4;
    if (kind == 0) read.secrets = given;
    if (kind == 1) read.secrets = Secrets{};
    if (kind > 1) read.secrets = tenants_.secrets(tenant, version, kind == 2);
    if (kind > 1 && checker_.waits_for_secrets(call)) checker_.renewed(call, version);
    if (input_.one_in(8)) reads_.push_back(call);
    tell(std::move(read));
  }

  // Its events come one after the other; what has been aborted meanwhile is told all the same.
  void let_server_answer() {
    if (wires_.empty()) return tell(TimeElapsed{});
    Wire& wire = wires_[input_.byte() % wires_.size()];
    if (wire.told == wire.arrival.items.size()) {
      std::swap(wire, wires_.back());
      wires_.pop_back();
      return tell(TimeElapsed{});
    }
    Event event = wire.arrival.items[wire.told].event;
    if (!input_.one_in(16)) ++wire.told;  // else it comes twice
    tell(std::move(event));
  }

  Event answer_of_bytes() {
    const AttemptId attempt = wires_[input_.byte() % wires_.size()].attempt;
    const std::uint32_t kind = input_.byte() % 8;
    if (kind == 0) return ResponseProgress{attempt};
    if (kind == 1) {
      return RequestFailed{attempt, static_cast<TransportFault>(input_.byte() % 12),
                           input_.one_in(2), input_.text()};
    }
    HttpResponse response;
    response.status = static_cast<std::int32_t>(input_.number() % 700);
    if (input_.one_in(2)) response.headers.push_back({"Retry-After", input_.text()});
    if (input_.one_in(4)) response.headers.push_back({"Location", input_.text()});
    if (input_.one_in(4)) response.headers.push_back({"Content-Type", input_.text()});
    if (input_.one_in(4)) response.headers.push_back({"RateLimit", input_.text()});
    response.body = input_.text();
    // Stamps are the servers' own: the checker knows each.
    for (const std::string_view stamps : {"stamp", "\\"}) {
      if (response.body.find(stamps) != std::string::npos) response.body = "{}";
    }
    return ResponseReceived{attempt, std::move(response)};
  }

  void tell(Event event) {
    const bool is_due = checker_.is_expected(event);
    if (is_due) {
      time_.show(clock_);
      checker_.accepted(event, time_.now());
    }
    checker_.expect(engine_.handle(std::move(event), clock_).ok() == is_due, "events are judged");
    drain();
  }

  void drain() {
    while (auto action = engine_.poll()) {
      checker_.took(*action, time_.now());
      std::visit([this](const auto& value) { carry_out(value); }, *action);
    }
  }

  void carry_out(const SendRequest& send) {
    const auto owner = owners_.find(send.attempt.call);
    const std::string tenant = owner == owners_.end() ? "" : owner->second.first;
    wires_.push_back({send.attempt, servers_.take(send, tenant, clock_)});
  }
  void carry_out(const Finished& finished) {
    std::erase(calls_, finished.call);
    last_outcome_ = outcome_to_json(finished.outcome);
  }
  void carry_out(const LookUpCache& action) { lookups_.push_back(store_.look_up(action).answer); }
  void carry_out(const StoreInCache& action) { store_.store(action); }
  void carry_out(const InvalidateCache& action) { store_.invalidate(action); }
  void carry_out(const ReadSecrets& action) { reads_.push_back(action.call); }
  void carry_out(const AbortRequest&) {}
  void carry_out(const Observation&) {}

  // A request that was sent, and what its server says to it.
  struct Wire {
    AttemptId attempt;
    Arrival arrival;
    std::size_t told = 0;
  };

  Input input_;
  base::Random random_;
  Vault vault_;
  Tenants tenants_;
  EngineOptions options_;
  Servers servers_;
  HostStore store_;
  Engine engine_;
  Checker checker_;
  Instant clock_{Millis{1'768'478'400'000}};
  EngineTime time_;
  std::uint64_t started_ = 0;
  std::string last_outcome_;
  std::vector<CallId> calls_;  // under way
  std::map<CallId, std::pair<std::string, Secrets>> owners_;
  std::vector<Wire> wires_;
  std::vector<CacheAnswered> lookups_;
  std::vector<CallId> reads_;
};

}  // namespace
}  // namespace fieldcall::simulation

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fieldcall::simulation;
  FuzzedHost(Input({reinterpret_cast<const char*>(data), size})).run();
  return 0;
}
