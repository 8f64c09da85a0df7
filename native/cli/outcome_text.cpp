#include "outcome_text.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "fieldcall/json_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t value_columns_max = 60;

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

Colour status_colour(OutcomeStatus status) {
  switch (status) {
    case OutcomeStatus::ok:
    case OutcomeStatus::empty:
      return Colour::green;
    case OutcomeStatus::failed:
      return Colour::red;
    default:
      return Colour::yellow;
  }
}

std::string shortened(std::string text) {
  text = printable(text);
  if (text.size() <= value_columns_max) return text;
  std::size_t end = value_columns_max - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

// "  credit_score   720   converted (string -> integer)"
std::string report_text(const Outcome& outcome) {
  std::map<std::string, std::string> values;
  for (const JsonMember& update : json_members(outcome.updates_json)) {
    values[update.name] = update.json;
  }
  const auto report = ordered_json::parse(outcome.report_json, nullptr, false);
  std::size_t target_columns = 0;
  std::size_t value_columns = 0;
  for (const ordered_json& line : report) {
    const std::string target = text_of(line, "target");
    target_columns = std::max(target_columns, target.size());
    value_columns = std::max(value_columns, shortened(values[target]).size());
  }
  std::string text;
  for (const ordered_json& line : report) {
    const std::string target = text_of(line, "target");
    text += "  " + padded(printable(target), target_columns) + "  " +
            padded(shortened(values[target]), value_columns) + "  " +
            paint(Colour::dim, text_of(line, "status"));
    if (const std::string from = text_of(line, "from"); !from.empty()) {
      text += paint(Colour::dim, " (" + from + " -> " + text_of(line, "to") + ")");
    }
    if (const std::string message = text_of(line, "message"); !message.empty()) {
      text += paint(Colour::dim, ": " + message);
    }
    text += "\n";
  }
  return text;
}

std::string error_text(const OutcomeError& error) {
  const ErrorInfo& info = error_info(error.code);
  std::string text = paint(Colour::red, error.message) + "\n";
  if (!error.message_from_api.empty()) {
    text += "  the service says: " + printable(error.message_from_api) + "\n";
  }
  text += "  " + std::string(info.name) + " (" + std::string(fault_name(info.fault)) +
          (info.retryable ? ", may pass" : "") + "): " + printable(error.technical) + "\n";
  return text;
}

std::string attempts_text(const ordered_json& metadata) {
  const auto attempts = metadata.value("attempts", ordered_json::array());
  std::string text;
  for (const ordered_json& attempt : attempts) {
    text += "  " + padded(text_of(attempt, "number"), 2) + "  " +
            padded(text_of(attempt, "status"), 3) + "  " + padded(text_of(attempt, "result"), 20) +
            "  " + milliseconds_text(attempt.value("duration_ms", std::int64_t{0}));
    if (const auto wait = attempt.value("wait_ms", std::int64_t{0}); wait > 0) {
      text += ", then waited " + milliseconds_text(wait);
    }
    text += "\n";
  }
  return text.empty() ? text : paint(Colour::dim, "attempts") + "\n" + text;
}

}  // namespace

std::string outcome_to_text(const Field& field, const Outcome& outcome) {
  std::string text = paint(status_colour(outcome.status), outcome_status_name(outcome.status)) +
                     "  " + paint(Colour::bold, field.name()) + " (" + field.key() + ")\n";
  if (outcome.error) text += error_text(*outcome.error);
  if (!outcome.missing.empty()) {
    text += "waiting for input: nothing was sent without\n";
    for (const std::string& name : outcome.missing) text += "  " + printable(name) + "\n";
  }
  if (outcome.value_json != "null") {
    text += "value: " + printable(outcome.value_json) + "\n";
  }
  text += report_text(outcome);
  for (const OutcomeNote& note : outcome.notes) {
    text +=
        paint(Colour::yellow, "note") + ": " + printable(note.message) + " [" + note.code + "]\n";
  }
  const auto metadata = ordered_json::parse(outcome.metadata_json, nullptr, false);
  text += attempts_text(metadata);
  if (const std::string next = text_of(metadata, "next_retry_at"); !next.empty()) {
    text += "try again at " + printable(next) + "\n";
  }
  if (metadata.contains("duration_ms")) {
    text += paint(Colour::dim, "took " + milliseconds_text(metadata["duration_ms"])) + "\n";
  }
  return text;
}

}  // namespace fieldcall::cli
