#include "render_command.hpp"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "exit_code.hpp"
#include "fieldcall/preview.hpp"
#include "preview_text.hpp"

namespace fieldcall::cli {

int render_command(const CallOptions& options) {
  const std::optional<PreparedCall> call = prepare_call(options);
  if (!call) return exit_usage;
  PreviewOptions preview_options;
  preview_options.egress = call->egress;
  preview_options.now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  const std::string preview = render_preview(call->field, call->inputs, preview_options);
  const auto json = nlohmann::ordered_json::parse(preview);
  if (options.as_json) {
    std::printf("%s\n", preview.c_str());
  } else {
    std::fputs(preview_to_text(json).c_str(), stdout);
  }
  const std::string status = json.value("status", "failed");
  if (status == "ready") return exit_ok;
  return status == "waiting_input" ? exit_waiting : exit_failed;
}

}  // namespace fieldcall::cli
