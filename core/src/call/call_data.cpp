#include "call/call_data.hpp"

#include <array>
#include <vector>

#include "fieldcall/limits.hpp"
#include "json/reader.hpp"
#include "text/utf8.hpp"

namespace fieldcall::call {
namespace {

// An outcome holds a mapped answer up to three times (value, updates, last_written).
constexpr json::ReadLimits outcome_limits{.depth_max = limits::json_envelope_depth_max,
                                          .nodes_max = limits::json_nodes_max * 4};

Failure unusable(ErrorCode code, std::string detail) {
  Failure failure;
  failure.code = code;
  failure.detail = std::move(detail);
  failure.may_have_been_sent = false;
  return failure;
}

// The value of a text the host gave; a failure that names it as `what`.
std::optional<json::Value> read_text(std::string_view text, std::string_view what,
                                     json::Arena& arena, std::optional<Failure>& failure) {
  if (text.size() > limits::data_bytes_max) {
    failure =
        unusable(ErrorCode::invalid_data, std::string(what) + " is larger than " +
                                              std::to_string(limits::data_bytes_max) + " bytes");
    return std::nullopt;
  }
  const Result<json::Value> value = json::read(text, arena);
  if (value) return *value;
  failure =
      unusable(ErrorCode::invalid_data, std::string(what) + ": " + value.error().message +
                                            " (byte " + std::to_string(value.error().offset) + ")");
  return std::nullopt;
}

json::Value call_object(const CallRoot& call, json::Arena& arena) {
  const std::array<json::Member, 3> members{
      json::Member{"id", json::Value::string(call.id)},
      json::Member{"now", json::Value::string(call.now)},
      json::Member{"field_key", json::Value::string(call.field_key)}};
  return json::Value::object(arena.copy(std::span<const json::Member>(members)));
}

bool is_reserved_root(std::string_view name) {
  return name == "data" || name == "secret" || name == "call";
}

// Ids become keys of what is kept for calls to come.
bool is_usable_id(std::string_view id) {
  return id.size() <= limits::call_id_bytes_max && text::is_utf8(id);
}

void read_roots(const CallInputs& inputs, const CallRoot& call, json::Arena& arena,
                CallData& read) {
  const auto data = read_text(inputs.data_json, "case data", arena, read.failure);
  if (!data) return;
  if (!data->is_object()) {
    read.failure =
        unusable(ErrorCode::invalid_data,
                 "case data is " + std::string(type_name(data->type())) + ", not an object");
    return;
  }
  std::vector<json::Member> roots;
  roots.reserve(inputs.roots.size() + 2);
  roots.push_back({"data", *data});
  roots.push_back({"call", call_object(call, arena)});
  for (const auto& [name, text] : inputs.roots) {
    if (is_reserved_root(name)) {
      read.failure = unusable(ErrorCode::invalid_data, "the host registers a root \"" + name +
                                                           "\", which is fieldcall's own");
      return;
    }
    const auto value = read_text(text, "root \"" + name + "\"", arena, read.failure);
    if (!value) return;
    roots.push_back({name, *value});
  }
  read.data = *data;
  read.roots = json::Value::object(arena.copy(std::span<const json::Member>(roots)));
}

void read_previous_outcome(std::string_view text, json::Arena& arena, CallData& read) {
  const auto refuse = [&read](std::string detail) {
    read.failure = unusable(ErrorCode::invalid_previous_outcome, std::move(detail));
  };
  const Result<json::Value> outcome = json::read(text, arena, outcome_limits);
  if (!outcome) {
    return refuse(outcome.error().message + " (byte " + std::to_string(outcome.error().offset) +
                  ")");
  }
  const char* name = outcome->find("last_written") != nullptr ? "last_written" : "updates";
  const json::Value* written = outcome->find(name);
  if (written == nullptr) return refuse("it has no \"updates\"");
  if (!written->is_object()) return refuse("its \"" + std::string(name) + "\" is not an object");
  read.last_written = *written;
}

}  // namespace

CallData read_call_data(const CallInputs& inputs, const CallRoot& call, json::Arena& arena) {
  CallData read;
  const std::pair<const char*, std::string_view> ids[] = {
      {"call id", call.id}, {"tenant", inputs.tenant}, {"case id", inputs.case_id}};
  for (const auto& [what, id] : ids) {
    if (is_usable_id(id)) continue;
    read.failure = unusable(ErrorCode::invalid_data,
                            "the " + std::string(what) + " is not UTF-8 text of at most " +
                                std::to_string(limits::call_id_bytes_max) + " bytes");
    return read;
  }
  read_roots(inputs, call, arena, read);
  if (!read.failure && !inputs.previous_outcome_json.empty()) {
    read_previous_outcome(inputs.previous_outcome_json, arena, read);
  }
  return read;
}

}  // namespace fieldcall::call
