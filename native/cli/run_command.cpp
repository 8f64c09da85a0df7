#include "run_command.hpp"

#include <cstdio>
#include <fstream>
#include <future>
#include <memory>
#include <new>
#include <utility>

#include "exit_code.hpp"
#include "fieldcall/native/client.hpp"
#include "fieldcall/native/metrics_observer.hpp"
#include "fieldcall/native/prometheus.hpp"
#include "fieldcall/observation.hpp"
#include "outcome_text.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

int exit_code_of(OutcomeStatus status) {
  switch (status) {
    case OutcomeStatus::ok:
    case OutcomeStatus::empty:
    case OutcomeStatus::stale:
      return exit_ok;
    case OutcomeStatus::waiting_input:
      return exit_waiting;
    default:
      return exit_failed;
  }
}

// Counts, and prints a line of JSON for each observation if asked to.
class RunObserver : public native::MetricsObserver {
 public:
  explicit RunObserver(bool print) : print_(print) {}

  void observe(const Observation& observation) noexcept override {
    MetricsObserver::observe(observation);
    if (!print_) return;
    try {
      std::fputs((observation_to_json(observation) + '\n').c_str(), stderr);
    } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch): a line less
    }
  }

 private:
  bool print_;
};

bool write_metrics(const MetricsSnapshot& snapshot, const std::string& path) {
#ifdef FIELDCALL_WITH_PROMETHEUS
  const std::string text = native::metrics_to_prometheus(snapshot);
  if (path == "-") return std::fputs(text.c_str(), stdout) >= 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  return file.flush().good();
#else
  static_cast<void>(snapshot);
  static_cast<void>(path);
  return false;
#endif
}

}  // namespace

void RunOptions::add_to(CLI::App& command) {
  CallOptions::add_to(command);
  command.add_flag("--events", print_events,
                   "print what happens meanwhile on standard error, a line of JSON for each event");
#ifdef FIELDCALL_WITH_PROMETHEUS
  command.add_option("--metrics", metrics_file,
                     "write metrics as Prometheus text to this file; - prints them at the end");
#endif
}

int run_command(const RunOptions& options) {
  std::optional<PreparedCall> call = prepare_call(options);
  if (!call) return exit_usage;
  native::ClientOptions client_options;
  client_options.engine.egress = call->egress;
  const auto observer = std::make_shared<RunObserver>(options.print_events);
  client_options.observer = observer;
  native::Client client(std::move(client_options));

  const auto promise = std::make_shared<std::promise<Outcome>>();
  const Result<native::CallHandle> handle =
      client.submit(call->field, std::move(call->inputs),
                    [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
  if (!handle) {
    complain("the call could not be started: " + handle.error().message);
    return exit_failed;
  }
  const Outcome outcome = options.print_events
                              ? promise->get_future().get()
                              : wait_with_progress(promise->get_future(), call->field.key());
  client.shutdown();
  if (options.as_json) {
    std::printf("%s\n", outcome_to_json(outcome).c_str());
  } else {
    std::fputs(outcome_to_text(call->field, outcome).c_str(), stdout);
  }
  if (!options.metrics_file.empty() && !write_metrics(observer->snapshot(), options.metrics_file)) {
    complain("the metrics could not be written to " + options.metrics_file);
    return exit_usage;
  }
  return exit_code_of(outcome.status);
}

}  // namespace fieldcall::cli
