#include "map_command.hpp"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "exit_code.hpp"
#include "fieldcall/preview.hpp"
#include "files.hpp"
#include "map_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {

void MapOptions::add_to(CLI::App& command) {
  call.add_to(command);
  command
      .add_option("ANSWER", answer_file,
                  "file with the answer: JSON, what curl -i prints, or {\"status\": ..., "
                  "\"headers\": {...}, \"body\": ...}; - reads standard input")
      ->required();
}

int map_command(const MapOptions& options) {
  const std::optional<PreparedCall> call = prepare_call(options.call);
  if (!call) return exit_usage;
  const Result<std::string> answer = read_file(options.answer_file);
  if (!answer) {
    complain(answer.error());
    return exit_usage;
  }
  PreviewOptions preview_options;
  preview_options.egress = call->egress;
  preview_options.now = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  const std::string preview = map_preview(call->field, *answer, call->inputs, preview_options);
  const auto json = nlohmann::ordered_json::parse(preview);
  if (options.call.as_json) std::printf("%s\n", preview.c_str());
  if (json.contains("problem")) {
    complain_of_problem(options.answer_file, json);
    return exit_usage;
  }
  if (!options.call.as_json) std::fputs(map_to_text(json).c_str(), stdout);
  return json["outcome"]["status"] == "failed" ? exit_failed : exit_ok;
}

}  // namespace fieldcall::cli
