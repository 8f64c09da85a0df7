#include "mapping/mapped_answer.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fieldcall/limits.hpp"
#include "mapping/coercion.hpp"
#include "mapping/evaluation.hpp"

namespace fieldcall::mapping {
namespace {

std::string source_of(const Rule& rule) {
  return rule.source ? rule.source->source() : std::string();
}

bool applies(const Mapping& mapping, const Rule& rule, std::int32_t status) {
  if (rule.on_status) return rule.on_status->contains(status);
  return is_success_status(status) || !names_status(mapping, status);
}

MappedTarget start_target(const Rule& rule, TargetStatus status) {
  MappedTarget target;
  target.line.target = rule.target;
  target.line.source = source_of(rule);
  target.line.status = status;
  return target;
}

void fail(MappedAnswer& mapped, ErrorCode code, const Rule& rule, const std::string& message) {
  if (mapped.failure) return;
  mapped.failure = MappingFailure{
      code, "target \"" + rule.target + "\", source \"" + source_of(rule) + "\": " + message};
}

MappedTarget map_missing(const Rule& rule, MappedAnswer& mapped) {
  if (rule.fallback) {
    MappedTarget target = start_target(rule, TargetStatus::defaulted);
    target.value = *rule.fallback;
    return target;
  }
  if (rule.is_required || rule.on_missing == OnMissing::fail) {
    MappedTarget target = start_target(rule, TargetStatus::missing);
    target.line.message = "a value is required here and the answer has none";
    fail(mapped, ErrorCode::required_missing, rule, "nothing was found, but a value is required");
    return target;
  }
  const bool clears = rule.on_missing == OnMissing::clear;
  return start_target(rule, clears ? TargetStatus::cleared : TargetStatus::missing);
}

MappedTarget map_found(const Rule& rule, const json::Value& found, MappedAnswer& mapped,
                       json::Arena& arena) {
  Coerced coerced = coerce(found, rule.type, arena);
  if (coerced.kind == Coerced::Kind::as_it_was) {
    MappedTarget target = start_target(rule, TargetStatus::written);
    target.value = found;
    return target;
  }
  const bool is_refused = coerced.kind == Coerced::Kind::refused;
  MappedTarget target =
      start_target(rule, is_refused ? TargetStatus::wrong_type : TargetStatus::converted);
  target.line.from = json::type_name(found.type());
  target.line.to = target_type_name(rule.type);
  target.value = coerced.value;
  if (!is_refused) return target;
  target.line.message = "the answer has " + describe(found) + " where " +
                        std::string(describe(rule.type)) + " is expected";
  if (!coerced.hint.empty()) target.line.message += "; " + coerced.hint;
  fail(mapped, ErrorCode::wrong_type, rule, target.line.message);
  return target;
}

MappedTarget map_refused(const Rule& rule, const Error& error, MappedAnswer& mapped) {
  MappedTarget target = start_target(rule, TargetStatus::wrong_type);
  target.line.message = "the source cannot be evaluated for this answer: " + error.message;
  if (!error.fix.empty()) target.line.message += "; " + error.fix;
  fail(mapped, error.code == "budget" ? ErrorCode::response_too_complex : ErrorCode::wrong_type,
       rule, error.code + ": " + target.line.message);
  return target;
}

MappedTarget map_rule(const Rule& rule, const Evaluation& evaluation, MappedAnswer& mapped,
                      json::Arena& arena) {
  if (!rule.source) return map_missing(rule, mapped);
  const auto found = evaluation.over_body(*rule.source);
  if (!found) return map_refused(rule, found.error(), mapped);
  if (!*found || (*found)->is_null()) return map_missing(rule, mapped);
  return map_found(rule, **found, mapped, arena);
}

// Takes the size of `root` off `bytes_left`; false when that is used up. Roughly what it needs as
// text: numbers count as any other node.
bool take_bytes(const json::Value& root, std::uint64_t& bytes_left) {
  constexpr std::uint64_t node_bytes = 16;
  std::vector<json::Value> open{root};
  while (!open.empty()) {
    const json::Value value = open.back();
    open.pop_back();
    std::uint64_t bytes = node_bytes + value.as_string().size();
    for (const json::Member& member : value.members()) {
      bytes += member.key.size();
      open.push_back(member.value);
    }
    open.insert(open.end(), value.items().begin(), value.items().end());
    if (bytes > bytes_left) return false;
    bytes_left -= bytes;
  }
  return true;
}

void limit_bytes(MappedAnswer& mapped) {
  std::uint64_t bytes_left = limits::mapped_bytes_max;
  for (const MappedTarget& target : mapped.targets) {
    if (mapped.failure || take_bytes(target.value, bytes_left)) continue;
    mapped.failure = MappingFailure{ErrorCode::response_too_complex,
                                    "target \"" + target.line.target +
                                        "\": the values of all targets together are over " +
                                        std::to_string(limits::mapped_bytes_max) + " bytes"};
  }
}

std::string text_member(const json::Value& object, std::string_view key) {
  const json::Value* member = object.find(key);
  return member == nullptr ? std::string() : std::string(member->as_string());
}

std::optional<MappedTarget> read_target(const Mapping& mapping, const json::Value& entry) {
  const std::string name = text_member(entry, "target");
  const auto rule =
      std::find_if(mapping.rules.begin(), mapping.rules.end(),
                   [&name](const Rule& candidate) { return candidate.target == name; });
  const auto status = target_status_from_name(text_member(entry, "status"));
  if (rule == mapping.rules.end() || !status) return std::nullopt;
  MappedTarget target = start_target(*rule, *status);
  target.line.from = text_member(entry, "from");
  target.line.to = text_member(entry, "to");
  target.line.message = text_member(entry, "message");
  if (const json::Value* value = entry.find("value")) target.value = *value;
  return target;
}

}  // namespace

bool MappedTarget::has_value() const {
  return line.status != TargetStatus::missing && line.status != TargetStatus::wrong_type;
}

MappedAnswer map_answer(const Mapping& mapping, const AnswerContext& context, json::Arena& arena) {
  const Evaluation evaluation(context, arena);
  MappedAnswer mapped;
  for (const Rule& rule : mapping.rules) {
    if (!applies(mapping, rule, context.status)) continue;
    mapped.targets.push_back(map_rule(rule, evaluation, mapped, arena));
  }
  limit_bytes(mapped);
  return mapped;
}

void write_mapped_answer(const MappedAnswer& mapped, json::Writer& writer) {
  writer.begin_array();
  for (const MappedTarget& target : mapped.targets) {
    const ReportLine& line = target.line;
    writer.begin_object().key("target").string(line.target);
    writer.key("status").string(target_status_name(line.status));
    if (target.has_value()) writer.key("value").value(target.value);
    if (!line.from.empty()) writer.key("from").string(line.from);
    if (!line.to.empty()) writer.key("to").string(line.to);
    if (!line.message.empty()) writer.key("message").string(line.message);
    writer.end_object();
  }
  writer.end_array();
}

std::optional<MappedAnswer> read_mapped_answer(const Mapping& mapping, const json::Value& value) {
  if (!value.is_array()) return std::nullopt;
  MappedAnswer mapped;
  for (const json::Value& entry : value.items()) {
    std::optional<MappedTarget> target = read_target(mapping, entry);
    if (!target) return std::nullopt;
    mapped.targets.push_back(std::move(*target));
  }
  return mapped;
}

}  // namespace fieldcall::mapping
