#include "reference_command.hpp"

#include <algorithm>
#include <cstdio>

#include "exit_code.hpp"
#include "fieldcall/diagnostic.hpp"
#include "fieldcall/error.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/metrics.hpp"
#include "fieldcall/native/prometheus.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

std::string error_reference() {
  std::string text = "| code | fault | a later call may succeed | for logs | for case workers |\n";
  text += "|---|---|---|---|---|\n";
  for (const ErrorInfo& row : error_table()) {
    text += "| `" + std::string(row.name) + "` | " + std::string(fault_name(row.fault)) + " | " +
            (row.retryable ? "yes" : "no") + " | " + std::string(row.technical) + " | " +
            std::string(row.message) + " |\n";
  }
  return text;
}

std::string diagnostic_reference() {
  std::string text = "| code | meaning |\n|---|---|\n";
  for (const DiagnosticInfo& row : diagnostic_table()) {
    text += "| `" + std::string(row.code) + "` | " + std::string(row.meaning) + " |\n";
  }
  return text;
}

std::string bytes_text(std::uint32_t bytes) {
  constexpr std::uint32_t kibibyte = 1024;
  constexpr std::uint32_t mebibyte = 1024 * kibibyte;
  if (bytes >= mebibyte && bytes % mebibyte == 0) return std::to_string(bytes / mebibyte) + " MiB";
  if (bytes >= kibibyte && bytes % kibibyte == 0) return std::to_string(bytes / kibibyte) + " KiB";
  return std::to_string(bytes) + " bytes";
}

std::string row(std::string_view what, const std::string& limit) {
  return "| " + std::string(what) + " | " + limit + " |\n";
}

std::string limit_reference() {
  using namespace limits;
  std::string text = "| what | at most |\n|---|---|\n";
  text += row("configuration", bytes_text(config_bytes_max));
  text += row("case data", bytes_text(data_bytes_max));
  text += row("JSON depth", std::to_string(json_depth_max));
  text += row("JSON values", std::to_string(json_nodes_max));
  text += row("characters of a number", std::to_string(json_number_chars_max));
  text += row("url", bytes_text(url_bytes_max));
  text += row("request headers",
              std::to_string(headers_max) + ", " + bytes_text(header_bytes_max) + " together");
  text += row("request body", bytes_text(body_bytes_max));
  text +=
      row("answer, decoded", bytes_text(response_bytes_default) + "; `max_response_bytes` up to " +
                                 bytes_text(response_bytes_max));
  text += row("answer headers", bytes_text(response_header_bytes_max));
  text += row("a wait for Retry-After", std::to_string(retry_after_max.count() / 1000) + " s");
  text += row("a backoff", std::to_string(backoff_max.count() / 1000) + " s");
  text += row("a call, start to outcome", std::to_string(deadline_max.count() / 1000) + " s");
  text += row("an expression", bytes_text(expression_bytes_max) + ", " +
                                   std::to_string(expression_steps_max) + " steps");
  text += row("mapping targets", std::to_string(mapping_targets_max));
  text += row("outcome metadata", bytes_text(metadata_bytes_max));
  text += row("origins told apart in metrics", std::to_string(metric_origins_max));
  text += row("series of one metric", std::to_string(metric_series_max));
  return text;
}

std::string metric_reference() {
  std::string text = "| metric | in Prometheus | kind | by | what |\n|---|---|---|---|---|\n";
  for (const MetricInfo& info : metric_table()) {
    std::string attributes;
    for (const std::string_view attribute : info.attributes) {
      attributes += (attributes.empty() ? "`" : ", `") + std::string(attribute) + "`";
    }
    std::string kind(metric_kind_name(info.kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    text += "| `" + std::string(info.name) + "` | `" + native::prometheus_name(info) + "` | " +
            kind + (info.unit == "s" ? ", s" : "") + " | " + attributes + " | " +
            std::string(info.description) + " |\n";
  }
  return text;
}

}  // namespace

int reference_command(const std::string& topic) {
  std::string text;
  if (topic == "configuration") text = configuration_reference();
  if (topic == "errors") text = error_reference();
  if (topic == "diagnostics") text = diagnostic_reference();
  if (topic == "limits") text = limit_reference();
  if (topic == "metrics") text = metric_reference();
  if (text.empty()) {
    complain("no reference about \"" + topic +
             "\": there is configuration, errors, diagnostics, limits and metrics");
    return exit_usage;
  }
  std::fputs(text.c_str(), stdout);
  return exit_ok;
}

}  // namespace fieldcall::cli
