#include "simulation/world.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "simulation/checker.hpp"
#include "simulation/engine_time.hpp"
#include "simulation/fields.hpp"
#include "simulation/host_store.hpp"
#include "simulation/print.hpp"
#include "simulation/scenario.hpp"
#include "simulation/servers.hpp"
#include "simulation/tenants.hpp"
#include "simulation/trace_hash.hpp"

namespace fieldcall::simulation {
namespace {

constexpr Instant world_start{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

struct StartCall {
  bool is_storm = false;  // one of many runs of one field of one case
};
struct Rotate {};
struct Invalidate {};
using Happening = std::variant<StartCall, Rotate, Invalidate, Event>;

class World {
 public:
  explicit World(const WorldOptions& options)
      : options_(options),
        random_(options.seed),
        fields_(simulated_fields()),
        tenants_(1 + random_.up_to(2), vault_, random_),
        engine_options_(draw_engine_options(random_)),
        servers_(options.seed, draw_hostility(), tenants_, random_),
        store_(happens(50) ? 25 : 0, random_),
        engine_(engine_options_),
        checker_(engine_options_.traffic, vault_) {
    if (engine_options_.cache.has_store) checker_.trust_no_store();
  }

  WorldResult run() {
    plan_everything();
    while (step() && ++result_.steps < options_.steps_max) {
    }
    checker_.expect(result_.steps < options_.steps_max, "the world comes to rest");
    checker_.expect(servers_.wrong_credentials() == 0, "every request has its tenant's credential");
    checker_.ended(engine_);
    result_.checks = checker_.expectations().checks();
    result_.failures = checker_.expectations().failures();
    result_.minutes = static_cast<std::uint64_t>((clock_ - world_start) / std::chrono::minutes{1});
    result_.trace_hash = trace_.value();
    return std::move(result_);
  }

 private:
  bool happens(std::uint32_t percent) { return random_.up_to(99) < percent; }
  std::int64_t draw(std::uint64_t bound) { return static_cast<std::int64_t>(random_.up_to(bound)); }

  std::uint32_t draw_hostility() {
    constexpr std::array<std::uint32_t, 4> hostilities{0, 30, 60, 90};
    return hostilities[random_.up_to(hostilities.size() - 1)];
  }

  void plan(Millis after, Happening happening) {
    plans_.emplace(std::pair{clock_ + after, ++plan_count_}, std::move(happening));
  }

  // Bursts of calls with long or short pauses between.
  void plan_everything() {
    result_.calls = 1 + random_.up_to(options_.calls_max - 1);
    const Millis span = options_.days > 0 ? std::chrono::days{options_.days}
                        : happens(30)     ? std::chrono::hours{draw(72)}
                                          : Millis{draw(200'000)};
    Millis burst{0};
    for (std::uint64_t i = 0; i < result_.calls; ++i) {
      if (happens(10)) burst = Millis{draw(static_cast<std::uint64_t>(span.count()))};
      plan(burst + Millis{draw(15'000)}, StartCall{});
    }
    if (happens(10)) {
      for (std::int64_t i = 30; i > 0; --i) plan(Millis{draw(80'000)}, StartCall{true});
      result_.calls += 30;
    }
    for (std::int64_t i = draw(3); i > 0; --i) plan(Millis{draw(200'000)}, Rotate{});
    for (std::int64_t i = draw(6); i > 0; --i) plan(burst + Millis{draw(20'000)}, Invalidate{});
    if (options_.days > 0) plan(span, Invalidate{});
  }

  bool step() {
    std::optional<Instant> wake = engine_.deadline();
    if (wake && happens(options_.late_wake)) *wake += Millis{draw(4000)};
    if (!plans_.empty() && (!wake || plans_.begin()->first.first <= *wake)) {
      auto next = plans_.extract(plans_.begin());
      clock_ = std::max(clock_, next.key().first);
      std::visit([this](auto& happening) { happen(happening); }, next.mapped());
    } else if (wake) {
      clock_ = std::max(clock_, *wake);
      Event event = TimeElapsed{};
      happen(event);
    } else {
      return false;
    }
    checker_.looked_at(engine_, time_.now(), time_.ahead());
    return true;
  }

  // What the host's clock shows: sometimes an earlier time, rarely a later one.
  Instant shown_time() {
    if (happens(options_.clock_back)) return clock_ - Millis{draw(60'000)};
    return random_.up_to(999) == 0 ? clock_ + Millis{draw(90'000)} : clock_;
  }

  void happen(StartCall& start) {
    // A storm is of one quick field: what it does to the others counts.
    const std::vector<Field> quick{fields_[0]};
    Planned planned = draw_call(start.is_storm ? quick : fields_, tenants_, ++started_,
                                options_.bad_inputs, random_);
    CallInputs& inputs = planned.inputs;
    if (start.is_storm) inputs.case_id = "storm";
    const auto last = outcomes_.find(inputs.tenant + planned.start.field.key());
    if (last != outcomes_.end() && inputs.previous_outcome_json.empty() && happens(50)) {
      inputs.previous_outcome_json = last->second;
    }
    const Instant now = shown_time();
    if (!engine_.deadline() && time_.restart(now)) checker_.clock_corrected();
    time_.show(now);
    const CallId call = engine_.start(planned.start.field, inputs, now);
    planned.start.call = call;
    planned.start.can_read_secrets = engine_options_.can_read_secrets;
    credentials_.emplace(call, std::pair{inputs.tenant, inputs.secrets});
    checker_.started(std::move(planned.start), inputs, time_.now());
    if (happens(options_.cancel)) {
      plan(Millis{draw(20'000)}, Event(CancelCall{call}));
      if (happens(30)) plan(Millis{draw(20'000)}, Event(CancelCall{call}));
    }
    drain();
  }

  void happen(Rotate&) {
    tenants_.rotate(tenants_.names()[random_.up_to(tenants_.names().size() - 1)]);
  }

  void happen(Invalidate&) {
    CacheScope scope;
    if (happens(60)) scope.tenant = tenants_.names().front();
    if (happens(60)) scope.field_key = happens(50) ? "kept" : "open";
    const Instant now = shown_time();
    time_.show(now);
    engine_.invalidate(scope, now);
    checker_.invalidated(scope, time_.now());
    drain();
    Event event = TimeElapsed{};
    give(event);
  }

  void happen(Event& event) {
    if (happens(options_.stray)) tell_stray();
    if (happens(options_.duplicate)) plan(Millis{draw(3000)}, event);
    give(event);
  }

  void tell_stray() {
    const CallId call{random_.up_to(60)};
    const AttemptId attempt{call, static_cast<std::uint32_t>(random_.up_to(4)),
                            static_cast<std::uint32_t>(random_.up_to(2))};
    Event event = ResponseProgress{attempt};
    switch (random_.up_to(4)) {
      case 0:
        event = ResponseReceived{attempt, HttpResponse{200, {}, "{}"}};
        break;
      case 1:
        event = CacheAnswered{.call = call, .entry = "{}"};
        break;
      case 2:
        event = SecretsRead{.call = call, .secrets = Secrets{}};
        break;
      case 3:
        event = RequestFailed{.attempt = attempt, .detail = {}};
        break;
      default:
        break;
    }
    if (!checker_.is_expected(event)) give(event);  // else it would be the truth
  }

  void give(Event& event) {
    const bool is_due = checker_.is_expected(event);
    const Instant now = shown_time();
    const auto deadline_before = engine_.deadline();
    if (is_due) {
      time_.show(now);
      checker_.accepted(event, time_.now());
      note_renewal(event);
    }
    const Result<Done> result = engine_.handle(std::move(event), now);
    checker_.expect(result.ok() == is_due, "late and unknown events are refused, others taken");
    if (!result.ok()) {
      checker_.expect(engine_.deadline() == deadline_before, "a refused event changes nothing");
      checker_.expect(!engine_.poll().has_value(), "a refused event asks for nothing");
    }
    drain();
  }

  // From here on the call's requests carry what was read.
  void note_renewal(const Event& event) {
    const auto* read = std::get_if<SecretsRead>(&event);
    if (read == nullptr || !read->secrets) return;
    const auto version = read_versions_.find(read->call);
    if (version != read_versions_.end()) checker_.renewed(read->call, version->second);
  }

  void drain() {
    while (auto action = engine_.poll()) {
      checker_.took(*action, time_.now());
      if (options_.prints) print_action(*action, time_.now());
      trace_.add(action->index());
      trace_.add(static_cast<std::uint64_t>(time_.now().time_since_epoch().count()));
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
    const auto owner = credentials_.find(send.attempt.call);
    const std::string tenant = owner == credentials_.end() ? "" : owner->second.first;
    Arrival arrival = servers_.take(send, tenant, clock_);
    for (Arrival::Item& item : arrival.items) plan(item.after, std::move(item.event));
  }

  // Its events still come: hosts may have them in their queues already.
  void carry_out(const AbortRequest& abort) { trace(abort.attempt); }

  void carry_out(const Finished& finished) {
    std::string text = outcome_to_json(finished.outcome);
    trace_.add(text);
    const auto tenant = credentials_.find(finished.call);
    outcomes_[tenant->second.first + finished.field_key] = std::move(text);
    credentials_.erase(tenant);
  }

  void carry_out(const LookUpCache& action) {
    trace_.add(action.key);
    HostStore::Reply reply = store_.look_up(action);
    plan(reply.after, Event(std::move(reply.answer)));
  }

  void carry_out(const StoreInCache& action) {
    trace_.add(action.entry);
    store_.store(action);
  }

  void carry_out(const InvalidateCache& action) { store_.invalidate(action); }

  // Reads what the servers accept now, or what it has had all along; sometimes too late or never.
  void carry_out(const ReadSecrets& action) {
    const auto known = credentials_.find(action.call);
    SecretsRead read{.call = action.call, .secrets = {}};
    const std::string& tenant = known->second.first;
    if (happens(70)) {
      read_versions_[action.call] = tenants_.version(tenant);
      read.secrets = tenants_.secrets(tenant, tenants_.version(tenant), happens(50));
    } else if (happens(50)) {
      read.secrets = known->second.second;
    }
    if (happens(90)) plan(Millis{draw(happens(10) ? 8000 : 100)}, Event(std::move(read)));
  }

  void carry_out(const Observation& observation) { trace_.add(observation_to_json(observation)); }

  void trace(const AttemptId& attempt) {
    trace_.add(static_cast<std::uint64_t>(attempt.call));
    trace_.add(attempt.number);
    trace_.add(attempt.hop);
  }

  const WorldOptions options_;
  base::Random random_;
  Vault vault_;
  std::vector<Field> fields_;
  Tenants tenants_;
  EngineOptions engine_options_;
  Servers servers_;
  HostStore store_;
  Engine engine_;
  Checker checker_;
  TraceHash trace_;
  WorldResult result_;
  Instant clock_ = world_start;
  EngineTime time_;
  std::map<std::pair<Instant, std::uint64_t>, Happening> plans_;
  std::uint64_t plan_count_ = 0;
  std::uint64_t started_ = 0;
  std::map<CallId, std::pair<std::string, Secrets>> credentials_;  // what the host gave
  std::map<CallId, std::int64_t> read_versions_;              // of secrets that were read again
  std::map<std::string, std::string, std::less<>> outcomes_;  // the last one by field
};

}  // namespace

WorldResult run_world(const WorldOptions& options) {
  return World(options).run();
}

}  // namespace fieldcall::simulation
