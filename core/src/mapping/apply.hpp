// Mapped values into one case: human values protected, all targets or none.
//
// A target may be written if overwrite is `always`, if the case holds nothing there (missing, null,
// "", [] or {}), or, with `if_unchanged`, if the case still holds what fieldcall wrote last. A
// value in the way of a path ("ACME" at `company` for `company.city`) is a person's value too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/decode.hpp"
#include "mapping/judge.hpp"
#include "mapping/mapped_answer.hpp"
#include "mapping/mapping.hpp"
#include "mapping/report.hpp"

namespace fieldcall::mapping {

struct Update {
  std::string target;
  json::Value value;
};

// Its values point into the mapping, the answer and the arena.
struct MappingResult {
  std::vector<Update> updates;  // written, unchanged, defaulted, converted, cleared
  // The field's own value: if a rule has the field's key as target, its value (a person's where it
  // was kept, null where the source is missing), else {"target": value} of all mapped targets.
  json::Value value;
  std::vector<ReportLine> report;
  std::optional<MappingFailure> failure;  // then updates is empty: all targets or none
  bool mapped_anything = false;           // false: nothing to write, nothing kept: outcome `empty`
  // {"target": value} of what fieldcall wrote last into every target, this call included. It is
  // `previous_updates` of the next call: a call that fails or finds nothing forgets nothing.
  json::Value last_written;
};

struct CaseContext {
  json::Value data;            // case data
  std::string_view field_key;  // whose value is asked for
  Overwrite overwrite = Overwrite::if_unchanged;
  json::Value previous_updates;  // `last_written` of the call before; null = nothing known
};

MappingResult apply_mapped_answer(const Mapping& mapping, const MappedAnswer& mapped,
                                  const CaseContext& context, json::Arena& arena);

// map_answer and apply_mapped_answer in one.
MappingResult apply_mapping(const Mapping& mapping, const AnswerContext& context,
                            std::string_view field_key, Overwrite overwrite,
                            const json::Value& previous_updates, json::Arena& arena);

// What `on_error` does to the targets of a failed call: nothing, clear, or defaults, under the same
// protection of human values.
struct OnError {
  enum class Kind : std::uint8_t { keep, clear, defaults } kind = Kind::keep;
  std::vector<Update> defaults;  // in the mapping's arena
};

// Reads a field's `on_error`: "keep", "clear" or {"default": {target: value}}; anything else is
// left to the field table. Targets must be the mapping's and values of the rule's type; null
// empties the target. `pointer` is the value's own. Codes: "unknown_target", "duplicate_target",
// "default_type".
std::optional<OnError> compile_on_error(const json::Value& value, const Mapping& mapping,
                                        std::string_view pointer,
                                        std::vector<Diagnostic>& diagnostics);

MappingResult apply_on_error(const Mapping& mapping, const OnError& on_error,
                             const json::Value& data, std::string_view field_key,
                             Overwrite overwrite, const json::Value& previous_updates,
                             json::Arena& arena);

}  // namespace fieldcall::mapping
