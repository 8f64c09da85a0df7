#include "fieldcall/preview.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "call/call_data.hpp"
#include "call/request.hpp"
#include "engine/curl_line.hpp"
#include "engine/problem.hpp"
#include "engine/request_json.hpp"
#include "fieldcall/diagnostic.hpp"
#include "fieldcall/outcome.hpp"
#include "json/writer.hpp"
#include "templating/request_template.hpp"

namespace fieldcall {
namespace {

// A preview has a call id as the first call of an engine has one.
constexpr std::uint64_t preview_sequence = 1;

void write_pieces(const std::vector<templating::Piece>& pieces, json::Writer& writer) {
  writer.key("pieces").begin_array();
  for (const templating::Piece& piece : pieces) {
    writer.begin_object();
    writer.key("location").string(piece.location);
    writer.key("begin").unsigned_integer(piece.begin);
    writer.key("end").unsigned_integer(piece.end);
    writer.key("text").string(piece.text);
    if (!piece.source.empty()) writer.key("source").string(piece.source);
    writer.key("origin").string(piece.origin);
    writer.key("escaping").string(piece.escaping);
    writer.end_object();
  }
  writer.end_array();
}

void write_missing(const std::vector<std::string>& missing, json::Writer& writer) {
  writer.key("missing").begin_array();
  for (const std::string& reference : missing) writer.string(reference);
  writer.end_array();
}

void write_error(ErrorCode code, std::string_view detail, json::Writer& writer) {
  const ErrorInfo& info = error_info(code);
  writer.key("error").begin_object();
  writer.key("code").string(info.name);
  writer.key("fault").string(fault_name(info.fault));
  writer.key("message").string(info.message);
  writer.key("technical").string(detail);
  writer.end_object();
}

// "code: sentence", as templating warns.
Diagnostic as_diagnostic(std::string_view warning) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  const std::size_t colon = warning.find(": ");
  diagnostic.code = warning.substr(0, colon);
  if (colon != std::string_view::npos) diagnostic.message = warning.substr(colon + 2);
  return diagnostic;
}

void write_diagnostics(const std::vector<Diagnostic>& of_field,
                       const std::vector<std::string>& warnings, json::Writer& writer) {
  std::vector<Diagnostic> all = of_field;
  for (const std::string& warning : warnings) all.push_back(as_diagnostic(warning));
  engine::write_diagnostics(all, writer);
}

std::string write_preview(const config::FieldConfig& config, const templating::Rendering& rendering,
                          const std::optional<call::Failure>& unusable) {
  const bool is_failed = unusable || rendering.failure;
  const bool is_ready = !is_failed && rendering.missing.empty();
  json::Writer writer;
  writer.begin_object();
  writer.key("field").string(config.key);
  writer.key("status").string(is_failed ? "failed" : is_ready ? "ready" : "waiting_input");
  if (is_ready) {
    writer.key("request");
    engine::write_request(rendering.request, writer);
  }
  write_pieces(rendering.pieces, writer);
  write_missing(rendering.missing, writer);
  if (unusable) {
    write_error(unusable->code, unusable->detail, writer);
  } else if (rendering.failure) {
    write_error(rendering.failure->code, rendering.failure->detail, writer);
  }
  write_diagnostics(config.diagnostics, rendering.warnings, writer);
  if (is_ready) writer.key("curl").string(engine::curl_line(rendering.request));
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

std::string render_preview(const Field& field, const CallInputs& inputs,
                           const PreviewOptions& options) {
  const config::FieldConfig& config = field.config();
  const std::string call_id = call::name_call(inputs, config.key, preview_sequence, options.now);
  const std::string now = format_instant(options.now);
  json::Arena arena;
  const call::CallData read =
      call::read_call_data(inputs, {.id = call_id, .now = now, .field_key = config.key}, arena);
  templating::Rendering rendering;
  if (!read.failure) {
    call::RequestSettings settings =
        call::request_settings(options.egress, options.user_agent, false);
    const templating::Scope scope{.roots = read.roots,
                                  .secrets = &inputs.secrets,
                                  .secret_mode = templating::SecretMode::mask};
    rendering =
        call::render_call(config, inputs, call_id, scope, settings, templating::Provenance::record);
  }
  return write_preview(config, rendering, read.failure);
}

}  // namespace fieldcall
