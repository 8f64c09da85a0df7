#include "relay.hpp"

#include <exception>
#include <mutex>
#include <utility>
#include <variant>

#include "call_request.hpp"
#include "fieldcall/diagnostic.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/native/prometheus.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/preview.hpp"
#include "metrics_sum.hpp"
#include "problem.hpp"

namespace fieldcall::server {
namespace {

// One computes while the other waits for a core; more would compete with the loop for it.
constexpr std::uint32_t worker_threads = 2;

Answer json_answer(std::string json) {
  return {
      .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(json)};
}

native::ClientOptions guarded(native::ClientOptions options) {
  options.engine.egress.require_secret_origins = true;
  return options;
}

native::ClientOptions demo_options(native::ClientOptions options, std::uint16_t port) {
  EgressPolicy& egress = options.engine.egress;
  egress = {};
  egress.allow_http = true;
  egress.allow_private_networks = true;
  egress.ports = {port};
  egress.allowed_hosts = {"127.0.0.1"};
  return options;
}

// Reads secrets again for a call whose API did not accept them.
class ReaderStore : public native::SecretStore {
 public:
  explicit ReaderStore(SecretsReader reader) : reader_(std::move(reader)) {}

  void read(const Request& /*request*/, AnswerCallback answer) override {
    Result<Secrets> secrets = reader_();
    answer(secrets ? std::optional(*std::move(secrets)) : std::nullopt);
  }

 private:
  SecretsReader reader_;
};

native::ClientOptions with_store(native::ClientOptions options, const SecretsReader& secrets) {
  if (secrets) options.secret_store = std::make_shared<ReaderStore>(secrets);
  return options;
}

std::variant<Field, Answer> choose_field(const Configuration& configuration,
                                         const std::string& key) {
  if (has_errors(configuration.diagnostics)) {
    const std::string json = diagnostics_to_json(configuration.diagnostics);
    for (const JsonMember& member : json_members(json)) {
      if (member.name != "diagnostics") continue;
      return problem_answer(Problem::invalid_configuration,
                            {.members = "\"diagnostics\":" + member.json});
    }
    return problem_answer(Problem::invalid_configuration);
  }
  std::string keys;
  for (const Field& field : configuration.fields) {
    if (field.key() == key) return field;
    keys += (keys.empty() ? "" : ", ") + field.key();
  }
  if (keys.empty()) {
    return problem_answer(Problem::invalid_configuration,
                          {.code = "no_field", .detail = "The configuration holds no field."});
  }
  if (!key.empty()) {
    return problem_answer(Problem::invalid_configuration,
                          {.code = "unknown_field",
                           .detail = "The configuration has no field " + json_quote(key) + '.',
                           .fix = "It has " + keys + '.'});
  }
  if (configuration.fields.size() == 1) return configuration.fields.front();
  return problem_answer(Problem::invalid_configuration,
                        {.code = "no_field",
                         .detail = "The configuration holds several fields.",
                         .fix = "Name one as \"field\": " + keys + '.'});
}

}  // namespace

Relay::Lane::Lane(native::ClientOptions options)
    : egress(options.engine.egress), observer(std::make_shared<native::MetricsObserver>()) {
  options.observer = observer;
  client = std::make_unique<native::Client>(std::move(options));
}

// One request under way. `done` is called once, whoever comes first.
struct Relay::Task {
  Endpoint endpoint{};
  Done done;
  std::mutex mutex;  // guards the three below
  native::Client* client = nullptr;
  native::CallHandle handle{};
  bool is_cancelled = false;

  void cancel() {
    const std::lock_guard lock(mutex);
    is_cancelled = true;
    if (client != nullptr) client->cancel(handle);
  }

  bool was_cancelled() {
    const std::lock_guard lock(mutex);
    return is_cancelled;
  }

  void started(native::Client& by, native::CallHandle as) {
    const std::lock_guard lock(mutex);
    client = &by;
    handle = as;
    if (is_cancelled) client->cancel(handle);
  }
};

Relay::Relay(RelayOptions options)
    : secrets_(std::move(options.secrets)),
      world_(with_store(guarded(options.client), secrets_)),
      workers_(worker_threads) {
  if (options.demo_port != 0) {
    demo_.emplace(with_store(guarded(demo_options(options.client, options.demo_port)), secrets_));
  }
}

Relay::~Relay() {
  shutdown(Millis{0});
}

Relay::Cancel Relay::start(Endpoint endpoint, std::string body, Done done) {
  const auto task = std::make_shared<Task>();
  task->endpoint = endpoint;
  task->done = std::move(done);
  const bool is_posted = workers_.post([this, task, body = std::move(body)] {
    try {
      carry_out(task, body);
    } catch (const std::exception&) {  // memory ran out
      task->done(problem_answer(Problem::internal_error));
    }
  });
  if (!is_posted) task->done(problem_answer(Problem::shutting_down));
  return [task] { task->cancel(); };
}

void Relay::carry_out(const std::shared_ptr<Task>& task, const std::string& body) {
  if (task->was_cancelled()) return task->done(problem_answer(Problem::unavailable));
  auto read = read_call_request(body, task->endpoint);
  if (auto* const problem = std::get_if<Answer>(&read)) return task->done(std::move(*problem));
  CallRequest& request = std::get<CallRequest>(read);
  ParseOptions parse_options;
  parse_options.roots = request.roots;
  // As on the command line: the examples' urls start with {env.api_base}.
  parse_options.roots.emplace_back("env");
  parse_options.time_zones = &zones_;
  const Configuration configuration = parse_configuration(request.config, parse_options);
  if (task->endpoint == Endpoint::validate) {
    return task->done(json_answer(diagnostics_to_json(configuration.diagnostics)));
  }
  auto chosen = choose_field(configuration, request.field_key);
  if (auto* const problem = std::get_if<Answer>(&chosen)) return task->done(std::move(*problem));
  const Field& field = std::get<Field>(chosen);
  if (secrets_) {
    Result<Secrets> secrets = secrets_();
    if (!secrets) {
      return task->done(problem_answer(
          Problem::unavailable,
          {.code = "secrets_unavailable", .detail = "The server cannot read its secrets."}));
    }
    request.inputs.secrets = *std::move(secrets);
  }
  Lane& lane = lane_for(field, request.inputs);
  if (task->endpoint == Endpoint::run) {
    return submit(task, field, std::move(request.inputs), lane);
  }
  if (task->endpoint != Endpoint::render) request.inputs.secrets.clear();
  task->done(preview(task->endpoint, request, field, lane));
}

// Whose request would be allowed to go to the example API goes there; all else into the world.
Relay::Lane& Relay::lane_for(const Field& field, const CallInputs& inputs) {
  if (!demo_) return world_;
  const std::string rendered =
      render_preview(field, inputs, {.egress = demo_->egress, .now = clock_.now()});
  for (const JsonMember& member : json_members(rendered)) {
    if (member.name == "status") return member.json == "\"failed\"" ? world_ : *demo_;
  }
  return world_;
}

Answer Relay::preview(Endpoint endpoint, const CallRequest& request, const Field& field,
                      const Lane& lane) {
  const PreviewOptions options{.egress = lane.egress, .now = clock_.now()};
  if (endpoint == Endpoint::render) {
    return json_answer(render_preview(field, request.inputs, options));
  }
  if (endpoint == Endpoint::map) {
    return json_answer(map_preview(field, request.answer, request.inputs, options));
  }
  SimulationOptions simulation;
  simulation.egress = lane.egress;
  simulation.now = clock_.now();
  return json_answer(simulate(field, request.inputs, request.script, simulation));
}

void Relay::submit(const std::shared_ptr<Task>& task, const Field& field, CallInputs inputs,
                   Lane& lane) {
  // The client's own thread hands the outcome over and goes on.
  const auto callback = [this, task](Outcome outcome) {
    const auto shared = std::make_shared<Outcome>(std::move(outcome));
    workers_.post([task, shared] {
      Answer answer;
      try {
        answer = json_answer(outcome_to_json(*shared));
      } catch (const std::exception&) {
        answer = problem_answer(Problem::internal_error);
      }
      task->done(std::move(answer));
    });
  };
  const Result<native::CallHandle> handle = lane.client->submit(field, std::move(inputs), callback);
  if (handle) return task->started(*lane.client, *handle);
  if (handle.error().code == "shut_down") {
    return task->done(
        json_answer(outcome_to_json(failed_outcome(field.key(), ErrorCode::shut_down))));
  }
  task->done(problem_answer(
      Problem::unavailable,
      {.code = handle.error().code, .detail = handle.error().message, .fix = handle.error().fix}));
}

std::string Relay::metrics() const {
  MetricsSnapshot snapshot = world_.observer->snapshot();
  if (demo_) add_metrics(snapshot, demo_->observer->snapshot());
  return native::metrics_to_prometheus(snapshot);
}

void Relay::shutdown(Millis grace) {
  world_.client->shutdown(grace);
  if (demo_) demo_->client->shutdown(grace);
  workers_.end();
}

}  // namespace fieldcall::server
