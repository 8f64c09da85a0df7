#include "simulation_text.hpp"

#include "map_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t time_columns = 10;
constexpr std::size_t event_columns = 18;

std::string spaced(std::string word) {
  for (char& c : word) c = c == '_' ? ' ' : c;
  return word;
}

// What an event says besides its name.
std::string event_text(const ordered_json& event, const ordered_json& requests) {
  std::string text;
  const auto add = [&text](const std::string& words) {
    if (!words.empty()) text += (text.empty() ? "" : ", ") + words;
  };
  if (event.contains("request")) {
    const auto index = event["request"].get<std::size_t>();
    const ordered_json& sent = requests[index];
    const bool is_shown = sent.contains("request");
    const ordered_json& shown =
        is_shown ? sent["request"] : requests[sent["same_as"].get<std::size_t>()]["request"];
    const std::string number = "attempt " + text_of(sent, "attempt");
    return (sent.value("token_fetch", false) ? "access token, " : "") + number + ", " +
           text_of(shown, "method") + " " + printable(text_of(shown, "url"));
  }
  if (event.value("token_fetch", false)) add("access token");
  if (event.contains("attempt")) add("attempt " + text_of(event, "attempt"));
  if (event.contains("status")) add(text_of(event, "status"));
  add(text_of(event, "outcome"));
  add(printable(text_of(event, "error")));
  if (event.contains("source")) add("from " + text_of(event, "source"));
  if (event.contains("reason")) add("by " + text_of(event, "reason"));
  if (event.contains("wait_ms")) add("wait " + milliseconds_text(event["wait_ms"]));
  if (event.contains("duration_ms")) add("took " + milliseconds_text(event["duration_ms"]));
  return text;
}

std::string time_text(std::int64_t milliseconds) {
  std::string digits = std::to_string(milliseconds % 1000);
  digits.insert(0, 3 - digits.size(), '0');
  std::string text = std::to_string(milliseconds / 1000) + "." + digits;
  if (text.size() < time_columns) text.insert(0, time_columns - text.size(), ' ');
  return text;
}

std::string timeline_text(const ordered_json& simulation) {
  std::string text;
  std::int64_t run = 0;
  const bool has_several = simulation.value("runs", ordered_json::array()).size() > 1;
  for (const ordered_json& event : simulation.value("timeline", ordered_json::array())) {
    // The request that is sent says more.
    if (event["event"] == "attempt_started") continue;
    if (has_several && event["run"] != run) {
      run = event["run"];
      text += paint(Colour::bold, "run " + std::to_string(run)) + "\n";
    }
    const std::string name = spaced(text_of(event, "event"));
    const std::string more = event_text(event, simulation["requests"]);
    text += paint(Colour::dim, time_text(event["at_ms"])) + "  " +
            (more.empty() ? name : padded(name, event_columns) + "  " + more) + "\n";
  }
  if (simulation.contains("timeline_left_out")) {
    text += "  and " + text_of(simulation, "timeline_left_out") + " more\n";
  }
  return text;
}

}  // namespace

std::string simulation_to_text(const ordered_json& simulation) {
  std::string text = timeline_text(simulation);
  for (const ordered_json& name : simulation.value("stand_ins", ordered_json::array())) {
    text += "the secret \"" + printable(name.get<std::string>()) + "\" was made up\n";
  }
  if (!simulation.contains("outcome")) return text;
  const ordered_json& outcome = simulation["outcome"];
  text += outcome_summary_text(outcome);
  if (outcome["updates"] != ordered_json::object()) {
    text += "updates: " + printable(outcome["updates"].dump()) + "\n";
  }
  if (const auto unused = simulation.value("unused_answers", 0); unused > 0) {
    text += std::to_string(unused) + (unused == 1 ? " answer" : " answers") +
            " of the script met no request\n";
  }
  return text;
}

}  // namespace fieldcall::cli
