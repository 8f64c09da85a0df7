// One answer through a mapping: case data updates, the report, or the reason why not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/error.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/time.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

// An answer, decoded: charset, BOM, content type and limits dealt with. Values live in `arena` and
// point into `text`.
struct DecodedAnswer {
  json::Value body;  // null for 204 and empty bodies; a string for response_type text
  bool is_empty = false;
  std::vector<OutcomeNote> notes;  // "duplicate_keys", "transcoded"
};

struct MappingFailure {
  ErrorCode code{};    // invalid_json, response_too_complex, required_missing, wrong_type, ...
  std::string detail;  // technical: target, source, what was found; a short redacted sample
};

// `text` is response.body after scrubbing; it must outlive the values.
// Failure: invalid_json (content type, position, sample) or response_too_complex.
struct DecodeResult {
  DecodedAnswer answer;
  std::optional<MappingFailure> failure;
};
DecodeResult decode_answer(const HttpResponse& response, std::string& text, ResponseType type,
                           json::Arena& arena);

// What the machine asks about an answer before it maps it.
enum class Verdict : std::uint8_t {
  success,        // map it
  http_error,     // not a success status: the retry rules decide
  reported_error  // success_when is not true on a 2xx: api_reported_error
};

struct AnswerContext {
  std::int32_t status = 0;
  const std::vector<Header>* headers = nullptr;
  Instant now{};     // when the answer came: $now
  json::Value body;  // $body; JMESPath and JSONPath root
  json::Value data;  // $data: case data at start
};

Verdict judge(const Mapping& mapping, const AnswerContext& context, json::Arena& arena);

// error_message's text (redacted by the caller, cut to its limit), or "".
std::string api_message(const Mapping& mapping, const AnswerContext& context, json::Arena& arena);

enum class TargetStatus : std::uint8_t {
  written,
  unchanged,  // the case holds this value already
  missing,
  defaulted,
  converted,
  cleared,  // on_missing clear
  wrong_type,
  kept_manual  // a person's value is protected
};
std::string_view target_status_name(TargetStatus status);

struct ReportLine {
  std::string target;
  std::string source;
  TargetStatus status = TargetStatus::missing;
  std::string from;     // converted, wrong_type: the JSON type or text found
  std::string to;       // converted, wrong_type: the type asked for
  std::string message;  // for people; may be empty
};

struct Update {
  std::string target;
  json::Value value;
};

struct MappingResult {
  std::vector<Update> updates;  // written, unchanged, defaulted, converted, cleared
  json::Value value;            // the field's own value
  std::vector<ReportLine> report;
  std::optional<MappingFailure> failure;  // then updates is empty: all targets or none
  bool mapped_anything = false;           // false: outcome `empty`
};

// What fieldcall wrote last: `updates` of the previous outcome ({} = nothing known).
MappingResult apply_mapping(const Mapping& mapping, const AnswerContext& context,
                            std::string_view field_key, Overwrite overwrite,
                            const json::Value& previous_updates, json::Arena& arena);

// What `on_error` does to the targets of a failed call: nothing, clear, or defaults, under the same
// protection of human values.
struct OnError {
  enum class Kind : std::uint8_t { keep, clear, defaults } kind = Kind::keep;
  std::vector<Update> defaults;  // in the mapping's arena
};
MappingResult apply_on_error(const Mapping& mapping, const OnError& on_error,
                             const json::Value& data, std::string_view field_key,
                             Overwrite overwrite, const json::Value& previous_updates,
                             json::Arena& arena);

}  // namespace fieldcall::mapping
