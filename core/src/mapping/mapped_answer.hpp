// An answer through the rules, before any case is looked at: what caches keep and what calls that
// share an answer can have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/arena.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"
#include "mapping/decode.hpp"
#include "mapping/judge.hpp"
#include "mapping/mapping.hpp"
#include "mapping/report.hpp"

namespace fieldcall::mapping {

struct MappedTarget {
  ReportLine line;  // written, missing, defaulted, converted, cleared or wrong_type
  json::Value value;
  // There is something to write: all but missing and wrong_type. Cleared writes null.
  [[nodiscard]] bool has_value() const;
};

struct MappedAnswer {
  std::vector<MappedTarget> targets;      // of the rules that apply to the status
  std::optional<MappingFailure> failure;  // the first; the report still covers every target
};

// Evaluates every rule that applies and converts to the types asked for. A rule without on_status
// applies to 2xx and to what success_when made a success; where only on_status made the status a
// success, only the rules that name it apply.
//
// Failures: required_missing, wrong_type (also an expression that cannot be evaluated),
// response_too_complex (an expression over its budget, or all values together over their limit).
MappedAnswer map_answer(const Mapping& mapping, const AnswerContext& context, json::Arena& arena);

// Cache entries: [{"target", "status", "value"?, "from"?, "to"?, "message"?}]. Only for an answer
// without failure.
void write_mapped_answer(const MappedAnswer& mapped, json::Writer& writer);

// Nothing if `value` was not written for this mapping: a miss. Values are `value`'s own.
std::optional<MappedAnswer> read_mapped_answer(const Mapping& mapping, const json::Value& value);

}  // namespace fieldcall::mapping
