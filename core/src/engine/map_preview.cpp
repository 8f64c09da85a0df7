#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "call/answer.hpp"
#include "call/call_data.hpp"
#include "call/request.hpp"
#include "call/scrubber.hpp"
#include "engine/masked_call.hpp"
#include "engine/problem.hpp"
#include "engine/recorded_answer.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/preview.hpp"
#include "http/headers.hpp"
#include "json/writer.hpp"
#include "mapping/evaluation.hpp"
#include "mapping/unmapped.hpp"
#include "policy/retry.hpp"

namespace fieldcall {
namespace {

// A found value larger than this is told by its type and size: the outcome has it.
constexpr std::size_t found_bytes_max = 4096;

struct MapPreview {
  Outcome outcome;
  std::optional<call::Failure> failure;
  policy::RetryPlan retry;
};

std::string updates_to_json(const std::vector<mapping::Update>& updates) {
  json::Writer writer;
  writer.begin_object();
  for (const mapping::Update& update : updates) writer.key(update.target).value(update.value);
  writer.end_object();
  return std::move(writer).take();
}

void put_mapped(const mapping::MappingResult& mapped, Outcome& outcome) {
  outcome.updates_json = updates_to_json(mapped.updates);
  outcome.value_json = json::to_text(mapped.value);
  if (mapped.last_written.is_object()) {
    outcome.last_written_json = json::to_text(mapped.last_written);
  }
}

// The outcome of a call whose last answer this is.
void conclude(const config::FieldConfig& config, const call::JudgedAnswer& judged,
              const call::CaseValues& values, const call::Scrubber& scrubber, json::Arena& arena,
              MapPreview& preview) {
  Outcome& outcome = preview.outcome;
  if (!preview.failure) {
    put_mapped(judged.mapped, outcome);
    outcome.report_json = mapping::report_to_json(judged.mapped.report);
    outcome.status = judged.mapped.mapped_anything ? OutcomeStatus::ok : OutcomeStatus::empty;
    return;
  }
  ErrorCode code = preview.failure->code;
  if (preview.retry.decision == policy::Decision::come_back && code != ErrorCode::rate_limited) {
    code = ErrorCode::retry_later;
  }
  outcome.status = OutcomeStatus::failed;
  outcome.error = failed_outcome({}, code, scrubber.redact(preview.failure->detail)).error;
  outcome.error->message_from_api = preview.failure->message_from_api;
  if (!values.data.is_object()) return;
  const mapping::MappingResult on_error =
      mapping::apply_on_error(config.mapping, config.on_error, values.data, config.key,
                              config.overwrite, values.last_written, arena);
  put_mapped(on_error, outcome);
  std::vector<mapping::ReportLine> report = judged.mapped.report;
  report.insert(report.end(), on_error.report.begin(), on_error.report.end());
  outcome.report_json = mapping::report_to_json(report);
}

// ---- what each rule found ----

bool is_larger(const json::Value& root, std::size_t bytes_left) {
  std::vector<json::Value> open{root};
  while (!open.empty()) {
    const json::Value value = open.back();
    open.pop_back();
    std::size_t bytes = 1 + value.as_string().size();
    for (const json::Member& member : value.members()) {
      bytes += member.key.size();
      open.push_back(member.value);
    }
    open.insert(open.end(), value.items().begin(), value.items().end());
    if (bytes > bytes_left) return true;
    bytes_left -= bytes;
  }
  return false;
}

void write_found(const json::Value& value, json::Writer& writer) {
  writer.key("found").begin_object();
  writer.key("type").string(json::type_name(value.type()));
  if (is_larger(value, found_bytes_max)) {
    writer.key("size").unsigned_integer(value.is_string() ? value.as_string().size()
                                                          : value.size());
  } else {
    writer.key("value").value(value);
  }
  writer.end_object();
}

void write_rule(const mapping::Rule& rule, const mapping::Evaluation& evaluation,
                const mapping::MappedAnswer& mapped, json::Writer& writer) {
  writer.begin_object().key("target").string(rule.target);
  if (rule.source) writer.key("source").string(rule.source->source());
  if (rule.type != mapping::TargetType::any) {
    writer.key("type").string(mapping::target_type_name(rule.type));
  }
  if (rule.source) {
    const auto found = evaluation.over_body(*rule.source);
    if (!found) {
      writer.key("problem").string(found.error().message);
    } else if (*found) {
      write_found(**found, writer);
    }
  }
  const auto target = std::find_if(
      mapped.targets.begin(), mapped.targets.end(),
      [&rule](const mapping::MappedTarget& one) { return one.line.target == rule.target; });
  writer.key("applies").boolean(target != mapped.targets.end());
  if (target != mapped.targets.end()) {
    writer.key("result").string(mapping::target_status_name(target->line.status));
    if (target->has_value() && !is_larger(target->value, found_bytes_max)) {
      writer.key("value").value(target->value);
    }
  }
  writer.end_object();
}

// "mappings" and "unmapped". Of a body that cannot be read there is nothing to say.
void write_mappings(const config::FieldConfig& config, HttpResponse& response,
                    const call::CaseValues& values, Instant now, json::Arena& arena,
                    json::Writer& writer) {
  const mapping::DecodeResult decoded =
      mapping::decode_answer(response, response.body, config.mapping.response_type, arena);
  if (decoded.failure) return;
  const mapping::AnswerContext context{.status = response.status,
                                       .headers = &response.headers,
                                       .now = now,
                                       .body = decoded.answer.body,
                                       .data = values.data};
  const mapping::MappedAnswer mapped = mapping::map_answer(config.mapping, context, arena);
  const mapping::Evaluation evaluation(context, arena);
  writer.key("mappings").begin_array();
  for (const mapping::Rule& rule : config.mapping.rules) {
    write_rule(rule, evaluation, mapped, writer);
  }
  writer.end_array();
  writer.key("unmapped").begin_array();
  for (const std::string& path : mapping::unmapped_paths(config.mapping, decoded.answer.body)) {
    writer.string(path);
  }
  writer.end_array();
}

// ---- the answer as a whole ----

void write_retry(const MapPreview& preview, const config::FieldConfig& config,
                 json::Writer& writer) {
  writer.key("retry").begin_object();
  std::string_view decision = preview.failure ? "give_up" : "none";
  if (preview.retry.decision == policy::Decision::retry) decision = "retry";
  if (preview.retry.decision == policy::Decision::come_back) decision = "come_back";
  writer.key("decision").string(decision);
  if (preview.retry.decision != policy::Decision::give_up) {
    writer.key("wait_ms").integer(preview.retry.wait.count());
  }
  writer.key("retries_max").integer(config.retry.retries_max);
  writer.end_object();
}

void write_answer(std::string_view kind, const HttpResponse& response, json::Writer& writer) {
  writer.key("answer").begin_object();
  writer.key("read_as").string(kind);
  writer.key("status").integer(response.status);
  if (const std::string* type = http::find_header(response.headers, "Content-Type")) {
    writer.key("content_type").string(*type);
  }
  writer.key("body_bytes").unsigned_integer(response.body.size());
  writer.end_object();
}

void add_scrubber_notes(const call::Scrubber& scrubber, bool has_echo, Outcome& outcome) {
  if (has_echo) {
    outcome.notes.push_back(
        {"secret_echoed", "The answer held a secret of the request; it was masked."});
  }
  for (const std::string& name : scrubber.short_secrets()) {
    outcome.notes.push_back({"short_secret", "The secret \"" + name +
                                                 "\" is too short to be recognised: answers are "
                                                 "not searched for it."});
  }
}

void plan_retry(const config::FieldConfig& config, std::uint64_t seed, MapPreview& preview) {
  const call::Failure& failure = *preview.failure;
  base::Random random(seed);
  preview.retry = policy::plan_retry(config.retry, config.request.method, 0,
                                     {.code = failure.code,
                                      .status = failure.status,
                                      .may_have_been_sent = failure.may_have_been_sent,
                                      .retry_after = failure.retry_after},
                                     random);
}

std::string map_response(const config::FieldConfig& config, engine::RecordedAnswer& recorded,
                         const CallInputs& inputs, Instant now) {
  HttpResponse& response = recorded.response;
  json::Arena arena;
  const std::string started = format_instant(now);
  call::CallData read = call::read_call_data(
      inputs, {.id = inputs.call_id, .now = started, .field_key = config.key}, arena);
  const call::CaseValues values{.data = read.data, .last_written = read.last_written};
  std::vector<std::string> secret_names;
  for (const auto& [name, secret] : inputs.secrets) secret_names.push_back(name);
  const call::Scrubber scrubber(inputs.secrets, secret_names);

  MapPreview preview;
  preview.outcome.field_key = config.key;
  call::JudgedAnswer judged;
  bool has_echo = false;
  preview.failure = std::move(read.failure);
  const bool is_readable = !preview.failure;
  if (is_readable) preview.failure = call::refuse_answer(config, response);
  const bool is_judged = !preview.failure;
  if (is_judged) {
    if (auto note = mapping::transcode_answer(response, response.body)) {
      preview.outcome.notes.push_back(std::move(*note));
    }
    has_echo = scrubber.scrub(response);
    judged = call::judge_answer(config, response, values, now, arena);
    for (OutcomeNote& note : judged.notes) preview.outcome.notes.push_back(std::move(note));
    preview.failure = std::move(judged.failure);
  }
  if (preview.failure && is_readable) plan_retry(config, inputs.seed, preview);
  conclude(config, judged, values, scrubber, arena, preview);
  add_scrubber_notes(scrubber, has_echo, preview.outcome);

  json::Writer writer;
  writer.begin_object().key("field").string(config.key);
  writer.key("outcome").raw(outcome_to_json(preview.outcome));
  write_retry(preview, config, writer);
  if (is_judged) {
    write_answer(recorded.kind, response, writer);
    write_mappings(config, response, values, now, arena, writer);
  }
  engine::write_problem(recorded.diagnostics, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

std::string map_preview(const Field& field, std::string_view answer, const CallInputs& inputs,
                        const PreviewOptions& options) {
  const config::FieldConfig& config = field.config();
  engine::RecordedAnswer recorded = engine::read_recorded_answer(answer);
  const bool is_refused = has_errors(recorded.diagnostics);
  if (!recorded.diagnostics.empty()) {
    // A complaint quotes the answer, which may echo a secret.
    recorded.diagnostics =
        engine::read_recorded_answer(engine::masked_text(answer, inputs.secrets)).diagnostics;
  }
  if (!is_refused) {
    return map_response(config, recorded, inputs, options.now);
  }
  json::Writer writer;
  writer.begin_object().key("field").string(config.key);
  engine::write_problem(recorded.diagnostics, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
