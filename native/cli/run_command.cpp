#include "run_command.hpp"

#include <cstdio>
#include <future>
#include <memory>
#include <utility>

#include "exit_code.hpp"
#include "fieldcall/native/client.hpp"
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

}  // namespace

int run_command(const CallOptions& options) {
  std::optional<PreparedCall> call = prepare_call(options);
  if (!call) return exit_usage;
  native::ClientOptions client_options;
  client_options.engine.egress = call->egress;
  native::Client client(std::move(client_options));

  const auto promise = std::make_shared<std::promise<Outcome>>();
  const Result<native::CallHandle> handle =
      client.submit(call->field, std::move(call->inputs),
                    [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
  if (!handle) {
    complain("the call could not be started: " + handle.error().message);
    return exit_failed;
  }
  const Outcome outcome = wait_with_progress(promise->get_future(), call->field.key());
  if (options.as_json) {
    std::printf("%s\n", outcome_to_json(outcome).c_str());
  } else {
    std::fputs(outcome_to_text(call->field, outcome).c_str(), stdout);
  }
  return exit_code_of(outcome.status);
}

}  // namespace fieldcall::cli
