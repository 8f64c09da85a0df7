#include "policy/timezone.hpp"

#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "text/ascii.hpp"

namespace fieldcall::policy {
namespace {

bool is_zone_form(std::string_view zone) {
  if (zone.empty() || zone.size() > limits::timezone_bytes_max) return false;
  bool at_start = true;
  for (const char c : zone) {
    if (at_start) {
      if (!text::is_alpha(c)) return false;
      at_start = false;
    } else if (c == '/') {
      at_start = true;
    } else if (!text::is_alnum(c) && c != '_' && c != '-' && c != '+') {
      return false;
    }
  }
  return !at_start;
}

bool exists(std::string_view zone, const TimeZones& zones) {
  return is_utc(zone) || zones.offset_s(zone, Instant{}).has_value();
}

// europe/BRUSSELS -> Europe/Brussels: how most names are spelled.
std::string usual_spelling(std::string_view zone) {
  std::string spelled(zone);
  bool at_start = true;
  for (char& c : spelled) {
    c = at_start ? text::to_upper(c) : text::to_lower(c);
    at_start = !text::is_alnum(c);
  }
  return spelled;
}

}  // namespace

bool is_utc(std::string_view zone) {
  return zone == "UTC" || zone == "Etc/UTC";
}

std::optional<Error> check_timezone(std::string_view zone) {
  if (is_zone_form(zone)) return std::nullopt;
  std::string fix = "write an IANA name such as \"Europe/Brussels\" or \"UTC\"";
  const bool is_offset = zone.find_first_of("+-:") != std::string_view::npos &&
                         zone.find('/') == std::string_view::npos;
  if (is_offset) fix += ": an offset does not say when clocks change";
  return Error{"invalid_timezone", "this is not the name of a time zone", std::move(fix), 0};
}

std::optional<Error> find_timezone(std::string_view zone, const TimeZones& zones) {
  if (exists(zone, zones)) return std::nullopt;
  std::string fix =
      "write an IANA name such as \"Europe/Brussels\", or update the system's time zones";
  std::string in_capitals(zone);
  for (char& c : in_capitals) c = text::to_upper(c);
  for (const std::string& spelled : {usual_spelling(zone), in_capitals}) {
    if (exists(spelled, zones)) fix = "did you mean \"" + spelled + "\"?";
  }
  return Error{"unknown_timezone", "there is no time zone \"" + std::string(zone) + "\" here",
               std::move(fix), 0};
}

}  // namespace fieldcall::policy
