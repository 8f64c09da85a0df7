#include "simulation/print.hpp"

#include <cinttypes>
#include <cstdio>
#include <string>

namespace fieldcall::simulation {
namespace {

std::string name_of(const AttemptId& attempt) {
  return std::to_string(static_cast<std::uint64_t>(attempt.call)) + "." +
         std::to_string(attempt.number) + "." + std::to_string(attempt.hop);
}

std::string text_of(const SendRequest& send) {
  std::string text = "send " + name_of(send.attempt) + " " + send.request.method + " " +
                     send.request.url + " " + send.request.body;
  for (const Header& header : send.request.headers) {
    text += " | " + header.name + ": " + header.value;
  }
  return text;
}
std::string text_of(const AbortRequest& abort) {
  return "abort " + name_of(abort.attempt);
}
std::string text_of(const Finished& finished) {
  return "finished " + std::to_string(static_cast<std::uint64_t>(finished.call)) + " " +
         outcome_to_json(finished.outcome);
}
std::string text_of(const LookUpCache& action) {
  return "look up " + std::to_string(static_cast<std::uint64_t>(action.call)) + " " + action.key;
}
std::string text_of(const StoreInCache& action) {
  return "store " + action.key + " " + action.entry;
}
std::string text_of(const InvalidateCache& action) {
  return "invalidate " + action.tags.tenant + " " + action.tags.field;
}
std::string text_of(const ReadSecrets& action) {
  return "read secrets " + std::to_string(static_cast<std::uint64_t>(action.call));
}
std::string text_of(const Observation& observation) {
  return observation_to_json(observation);
}

}  // namespace

void print_action(const Action& action, Instant now) {
  const std::string text = std::visit([](const auto& value) { return text_of(value); }, action);
  std::printf("%s %s\n", format_instant(now).c_str(), text.c_str());
}

}  // namespace fieldcall::simulation
