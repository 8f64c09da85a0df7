// What became of each target.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/writer.hpp"

namespace fieldcall::mapping {

enum class TargetStatus : std::uint8_t {
  written,
  unchanged,  // the case holds this value already
  missing,
  defaulted,
  converted,
  cleared,  // on_missing or on_error clear
  wrong_type,
  kept_manual  // a person's value is protected
};

// "written", "kept_manual", ...
std::string_view target_status_name(TargetStatus status);
std::optional<TargetStatus> target_status_from_name(std::string_view name);

struct ReportLine {
  std::string target;
  std::string source;  // as configured; empty for a default alone and for on_error
  TargetStatus status = TargetStatus::missing;
  std::string from;     // converted, wrong_type: the JSON type found
  std::string to;       // converted, wrong_type: the type asked for
  std::string message;  // for people; may be empty
};

// [{"target", "source"?, "status", "from"?, "to"?, "message"?}]
void write_report(const std::vector<ReportLine>& report, json::Writer& writer);
std::string report_to_json(const std::vector<ReportLine>& report);

}  // namespace fieldcall::mapping
