#include "simulation/world.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "simulation/checker.hpp"
#include "simulation/fields.hpp"
#include "simulation/spelling.hpp"

namespace fieldcall::simulation {
namespace {

constexpr Instant world_start{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

struct StartCall {
  std::size_t number = 0;
};
using Happening = std::variant<StartCall, Event>;

// FNV-1a, 64 bits: only to compare runs.
class TraceHash {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    hash_ = (hash_ ^ 0xffU) * 0x100000001b3U;
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

class World {
 public:
  explicit World(const WorldOptions& options)
      : options_(options), random_(options.seed), fields_(simulated_fields()) {}

  WorldResult run() {
    const std::uint64_t calls = 1 + random_.up_to(options_.calls_max - 1);
    for (std::uint64_t i = 0; i < calls; ++i) plan(Millis{draw(15'000)}, StartCall{i});
    while (step() && ++result_.steps < options_.steps_max) {
    }
    checker_.expect(result_.steps < options_.steps_max, "the world comes to rest");
    checker_.ended(engine_);
    result_.calls = calls;
    result_.checks = checker_.checks();
    result_.failures = checker_.failures();
    result_.trace_hash = trace_.value();
    return std::move(result_);
  }

 private:
  bool happens(std::uint32_t percent) { return random_.up_to(99) < percent; }
  std::int64_t draw(std::uint64_t bound) { return static_cast<std::int64_t>(random_.up_to(bound)); }

  void plan(Millis after, Happening happening) {
    plans_.emplace(std::pair{clock_ + after, ++plan_count_}, std::move(happening));
  }

  bool step() {
    std::optional<Instant> wake = engine_.deadline();
    if (wake && happens(options_.late_wake)) *wake += Millis{draw(4000)};
    if (!plans_.empty() && (!wake || plans_.begin()->first.first <= *wake)) {
      auto next = plans_.extract(plans_.begin());
      clock_ = std::max(clock_, next.key().first);
      if (auto* start = std::get_if<StartCall>(&next.mapped())) {
        start_call(start->number);
      } else {
        tell(*std::get_if<Event>(&next.mapped()));
      }
    } else if (wake) {
      clock_ = std::max(clock_, *wake);
      tell(TimeElapsed{});
    } else {
      return false;
    }
    checker_.looked_at(engine_, engine_now_);
    return true;
  }

  // What the host's clock shows: sometimes an earlier time.
  Instant shown_time() {
    return happens(options_.clock_back) ? clock_ - Millis{draw(60'000)} : clock_;
  }

  void start_call(std::size_t number) {
    const Field& field = fields_[random_.up_to(fields_.size() - 1)];
    std::string secret = plant_secret(random_);
    CallInputs inputs = make_inputs(field, number, secret);
    const Instant now = shown_time();
    engine_now_ = std::max(engine_now_, now);
    const CallId call = engine_.start(field, std::move(inputs), now);
    checker_.started(call, field, secret, engine_now_);
    secrets_.emplace(call, std::move(secret));
    if (happens(options_.cancel)) {
      plan(Millis{draw(20'000)}, CancelCall{call});
      if (happens(30)) plan(Millis{draw(20'000)}, CancelCall{call});
    }
    drain();
  }

  CallInputs make_inputs(const Field& field, std::size_t number, std::string_view secret) {
    CallInputs inputs;
    inputs.seed = random_.next();
    inputs.data_json = R"({"id": "no-)" + std::to_string(number) + R"(", "score": 1})";
    inputs.tenant = happens(50) ? "acme" : "globex";
    inputs.secrets.emplace("token", Secret{SecretText(secret), {"https://api.example.com"}, {}});
    if (happens(20)) inputs.call_id = "run-" + std::to_string(number);
    const auto last = outcomes_.find(field.key());
    if (last != outcomes_.end() && happens(50)) inputs.previous_outcome_json = last->second;
    if (happens(options_.bad_inputs)) spoil(inputs);
    return inputs;
  }

  void spoil(CallInputs& inputs) {
    switch (random_.up_to(7)) {
      case 0:
        inputs.data_json = "{}";
        break;
      case 1:
        inputs.data_json = "{\"id\": ";
        break;
      case 2:
        inputs.data_json = R"({"id": ".."})";
        break;
      case 3:
        inputs.data_json = R"({"id": ["a"]})";
        break;
      case 4:
        inputs.secrets.clear();
        break;
      case 5:
        inputs.secrets.begin()->second.origins = {"https://other.example.com"};
        break;
      case 6:
        inputs.previous_outcome_json = "not an outcome";
        break;
      default:
        inputs.call_id = std::string(300, 'x');
        break;
    }
  }

  void tell(Event& event) {
    if (happens(options_.stray)) tell_stray();
    if (happens(options_.duplicate)) plan(Millis{draw(3000)}, event);
    give(event);
  }
  void tell(Event&& event) { tell(event); }

  void tell_stray() {
    const AttemptId attempt{CallId{random_.up_to(40)}, static_cast<std::uint32_t>(random_.up_to(4)),
                            static_cast<std::uint32_t>(random_.up_to(2))};
    if (checker_.is_on_wire(attempt)) return;  // it would be the truth
    Event event = ResponseProgress{attempt};
    if (happens(50)) event = ResponseReceived{attempt, HttpResponse{200, {}, "{}"}};
    give(event);
  }

  void give(Event& event) {
    const bool is_due = checker_.is_expected(event);
    const Instant now = shown_time();
    const auto deadline_before = engine_.deadline();
    if (is_due) {
      engine_now_ = std::max(engine_now_, now);
      checker_.accepted(event, engine_now_);
    }
    const Result<Done> result = engine_.handle(std::move(event), now);
    checker_.expect(result.ok() == is_due, "late and unknown events are refused, others taken");
    if (!result.ok()) {
      checker_.expect(engine_.deadline() == deadline_before, "a refused event changes nothing");
      checker_.expect(!engine_.poll().has_value(), "a refused event asks for nothing");
    }
    drain();
  }

  void drain() {
    while (auto action = engine_.poll()) {
      checker_.took(*action, engine_now_);
      trace_.add(static_cast<std::uint64_t>(engine_now_.time_since_epoch().count()));
      std::visit([this](const auto& value) { carry_out(value); }, *action);
    }
  }

  void carry_out(const SendRequest& send) {
    trace(send.attempt);
    trace_.add(send.request.method);
    trace_.add(send.request.url);
    trace_.add(send.request.body);
    for (const Header& header : send.request.headers) {
      trace_.add(header.name);
      trace_.add(header.value);
    }
    Arrival arrival =
        arrive(send.attempt, secrets_[send.attempt.call], clock_, options_.origin, random_);
    for (Arrival::Item& item : arrival.items) plan(item.after, std::move(item.event));
  }

  // Its events still come: hosts may have them in their queues already.
  void carry_out(const AbortRequest& abort) { trace(abort.attempt); }

  void carry_out(const Finished& finished) {
    std::string text = outcome_to_json(finished.outcome);
    trace_.add(text);
    outcomes_[finished.field_key] = std::move(text);
  }

  void carry_out(const LookUpCache&) {}
  void carry_out(const StoreInCache&) {}
  void carry_out(const InvalidateCache&) {}
  void carry_out(const ReadSecrets&) {}
  void carry_out(const Observation&) {}

  void trace(const AttemptId& attempt) {
    trace_.add(static_cast<std::uint64_t>(attempt.call));
    trace_.add(attempt.number);
    trace_.add(attempt.hop);
  }

  const WorldOptions options_;
  base::Random random_;
  std::vector<Field> fields_;
  Engine engine_;
  Checker checker_;
  TraceHash trace_;
  WorldResult result_;
  Instant clock_ = world_start;
  Instant engine_now_ = Instant::min();
  std::map<std::pair<Instant, std::uint64_t>, Happening> plans_;
  std::uint64_t plan_count_ = 0;
  std::map<CallId, std::string> secrets_;
  std::map<std::string, std::string, std::less<>> outcomes_;  // the last one by field
};

}  // namespace

WorldResult run_world(const WorldOptions& options) {
  return World(options).run();
}

}  // namespace fieldcall::simulation
