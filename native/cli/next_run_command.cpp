#include "next_run_command.hpp"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "exit_code.hpp"
#include "field_file.hpp"
#include "fieldcall/native/time_zones.hpp"
#include "fieldcall/schedule.hpp"
#include "instant_option.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

void print_text(const Field& field, const nlohmann::ordered_json& json) {
  std::printf("%s: %s in %s\n", paint(Colour::bold, field.key()).c_str(),
              printable(json["cron"].get<std::string>()).c_str(),
              json["timezone"].get<std::string>().c_str());
  for (const auto& run : json["runs"]) {
    std::printf("  %s  %s\n", run["at"].get<std::string>().c_str(),
                run["local"].get<std::string>().c_str());
  }
  if (json["runs"].empty()) std::printf("  never\n");
  std::printf("spread: start %lld ms later\n",
              static_cast<long long>(json["spread_ms"].get<std::int64_t>()));
}

}  // namespace

void NextRunOptions::add_to(CLI::App& command) {
  command.add_option("FIELD", field_file, "file with the field's JSON; - reads standard input")
      ->required();
  command.add_option("--field", field_key, "key of the field, if the file holds several");
  command.add_option("--root", roots, "name of a host root, besides env (repeatable)");
  command.add_option("--after", after, "RFC 3339: 2026-03-29T00:00:00Z; now, if left out");
  command.add_option("--count", count, "how many times, 1 to 1000");
  command.add_option("--tenant", tenant, "whose field it is, for the spread");
  command.add_option("--case-id", case_id, "the case's id, for the spread");
  command.add_flag("--json", as_json, "print JSON");
}

int next_run_command(const NextRunOptions& options) {
  NextRunsOptions run_options;
  run_options.count = options.count;
  run_options.tenant = options.tenant;
  run_options.case_id = options.case_id;
  run_options.after = std::chrono::floor<Millis>(std::chrono::system_clock::now());
  if (!options.after.empty()) {
    const std::optional<Instant> after = parse_instant(options.after);
    if (!after) {
      complain(Error{"usage", "--after \"" + options.after + "\" is not a point in time",
                     "write it as 2026-03-29T00:00:00Z or 2026-03-29T02:00:00+02:00", 0});
      return exit_usage;
    }
    run_options.after = *after;
  }
  std::vector<std::string> roots = options.roots;
  roots.emplace_back("env");
  const std::optional<Field> field = read_field_file(options.field_file, options.field_key, roots);
  if (!field) return exit_usage;
  const Result<std::string> runs = next_runs_json(*field, run_options, native::SystemTimeZones{});
  if (!runs) {
    complain(runs.error());
    return exit_usage;
  }
  if (options.as_json) {
    std::printf("%s\n", runs->c_str());
  } else {
    print_text(*field, nlohmann::ordered_json::parse(*runs));
  }
  return exit_ok;
}

}  // namespace fieldcall::cli
