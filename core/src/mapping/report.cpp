#include "mapping/report.hpp"

#include <algorithm>
#include <array>

namespace fieldcall::mapping {
namespace {

struct Name {
  TargetStatus status;
  std::string_view name;
};

constexpr std::array names{
    Name{TargetStatus::written, "written"},       Name{TargetStatus::unchanged, "unchanged"},
    Name{TargetStatus::missing, "missing"},       Name{TargetStatus::defaulted, "defaulted"},
    Name{TargetStatus::converted, "converted"},   Name{TargetStatus::cleared, "cleared"},
    Name{TargetStatus::wrong_type, "wrong_type"}, Name{TargetStatus::kept_manual, "kept_manual"},
};

void write_if_any(std::string_view key, std::string_view text, json::Writer& writer) {
  if (!text.empty()) writer.key(key).string(text);
}

}  // namespace

std::string_view target_status_name(TargetStatus status) {
  return std::find_if(names.begin(), names.end(),
                      [status](const Name& row) { return row.status == status; })
      ->name;
}

std::optional<TargetStatus> target_status_from_name(std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [name](const Name& row) { return row.name == name; });
  if (found == names.end()) return std::nullopt;
  return found->status;
}

void write_report(const std::vector<ReportLine>& report, json::Writer& writer) {
  writer.begin_array();
  for (const ReportLine& line : report) {
    writer.begin_object().key("target").string(line.target);
    write_if_any("source", line.source, writer);
    writer.key("status").string(target_status_name(line.status));
    write_if_any("from", line.from, writer);
    write_if_any("to", line.to, writer);
    write_if_any("message", line.message, writer);
    writer.end_object();
  }
  writer.end_array();
}

std::string report_to_json(const std::vector<ReportLine>& report) {
  json::Writer writer;
  write_report(report, writer);
  return std::move(writer).take();
}

}  // namespace fieldcall::mapping
