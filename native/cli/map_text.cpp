#include "map_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t value_columns_max = 48;

std::string shortened(std::string text) {
  text = printable(text);
  if (text.size() <= value_columns_max) return text;
  std::size_t end = value_columns_max - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string found_text(const ordered_json& mapping) {
  if (mapping.contains("problem")) return text_of(mapping, "problem");
  if (!mapping.contains("found")) return mapping.contains("source") ? "nothing" : "";
  const ordered_json& found = mapping["found"];
  if (found.contains("value")) return found["value"].dump();
  return text_of(found, "type") + " of " + text_of(found, "size");
}

std::string result_text(const ordered_json& mapping) {
  const std::string result = text_of(mapping, "result");
  if (!mapping.value("applies", true)) return "not for this status";
  const bool is_changed = mapping.contains("value") && mapping.contains("found") &&
                          mapping["found"].contains("value") &&
                          mapping["found"]["value"] != mapping["value"];
  return is_changed ? result + ": " + shortened(mapping["value"].dump()) : result;
}

// target <- source    what it found    what becomes of it
std::string mappings_text(const ordered_json& mappings) {
  std::vector<std::array<std::string, 4>> rows;
  std::array<std::size_t, 3> columns{};
  for (const ordered_json& mapping : mappings) {
    rows.push_back({printable(text_of(mapping, "target")), shortened(text_of(mapping, "source")),
                    shortened(found_text(mapping)), result_text(mapping)});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      columns.at(i) = std::max(columns.at(i), rows.back().at(i).size());
    }
  }
  std::string text;
  for (const auto& row : rows) {
    text += "  " + padded(row[0], columns[0]) + "  <-  " + padded(row[1], columns[1]) + "  " +
            padded(row[2], columns[2]) + "  " + paint(Colour::dim, row[3]) + "\n";
  }
  return text;
}

std::string retry_text(const ordered_json& retry) {
  const std::string decision = text_of(retry, "decision");
  const std::string wait = milliseconds_text(retry.value("wait_ms", std::int64_t{0}));
  const std::string most = text_of(retry, "retries_max");
  if (decision == "retry") {
    return "retried after " + wait + ", " + most + (most == "1" ? " time" : " times") +
           " at most; the outcome above is that of the last attempt\n";
  }
  if (decision == "come_back") return "not retried: the API asks to come back in " + wait + "\n";
  return decision == "give_up" ? "not retried\n" : "";
}

Colour status_colour(const std::string& status) {
  if (status == "ok" || status == "empty") return Colour::green;
  return status == "failed" ? Colour::red : Colour::yellow;
}

}  // namespace

std::string text_of(const ordered_json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return {};
  return member->is_string() ? member->get<std::string>() : member->dump();
}

std::string milliseconds_text(std::int64_t milliseconds) {
  if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
  const std::int64_t tenths = (milliseconds + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string outcome_summary_text(const ordered_json& outcome) {
  const std::string status = text_of(outcome, "status");
  std::string text = paint(status_colour(status), status) + "  " + text_of(outcome, "field") + "\n";
  if (outcome.contains("error")) {
    const ordered_json& error = outcome["error"];
    text += "  " + text_of(error, "code") + " (" + text_of(error, "fault") +
            "): " + printable(text_of(error, "technical")) + "\n";
    if (const std::string words = text_of(error, "message_from_api"); !words.empty()) {
      text += "  the service says: " + printable(words) + "\n";
    }
  }
  for (const ordered_json& name : outcome.value("missing", ordered_json::array())) {
    text += "  waiting for " + printable(name.get<std::string>()) + "\n";
  }
  for (const ordered_json& note : outcome.value("notes", ordered_json::array())) {
    text += "  " + paint(Colour::yellow, "note") + ": " + printable(text_of(note, "message")) +
            " [" + text_of(note, "code") + "]\n";
  }
  return text;
}

std::string map_to_text(const ordered_json& preview) {
  std::string text = outcome_summary_text(preview["outcome"]);
  text += mappings_text(preview.value("mappings", ordered_json::array()));
  if (preview["outcome"]["updates"] != ordered_json::object()) {
    text += "updates: " + printable(preview["outcome"]["updates"].dump()) + "\n";
  }
  text += retry_text(preview["retry"]);
  if (const auto unmapped = preview.value("unmapped", ordered_json::array()); !unmapped.empty()) {
    text += "in the answer and not mapped\n";
    for (const ordered_json& path : unmapped) {
      text += "  " + printable(path.get<std::string>()) + "\n";
    }
  }
  return text;
}

void complain_of_problem(const std::string& file, const ordered_json& preview) {
  const ordered_json& problem = preview["problem"];
  std::string message = file + ": " + text_of(problem, "message");
  if (const std::string pointer = text_of(problem, "pointer"); !pointer.empty()) {
    message += " (at " + pointer + ")";
  }
  complain(Error{text_of(problem, "code"), message, text_of(problem, "fix"), 0});
}

}  // namespace fieldcall::cli
