// What an answer means for its call: a mapped success, or a failure the retry rules look at.
#pragma once

#include <optional>
#include <vector>

#include "call/failure.hpp"
#include "config/field_config.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/time.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/apply.hpp"
#include "mapping/mapped_answer.hpp"

namespace fieldcall::call {

struct JudgedAnswer {
  std::optional<Failure> failure;  // nothing = success
  mapping::MappedAnswer answer;    // of a success: what a cache may keep
  // Of a success; of a failure only what the mapping itself reports about it.
  mapping::MappingResult mapped;
  std::vector<OutcomeNote> notes;
};

// Case data and what was written last, for mapping.
struct CaseValues {
  json::Value data;
  json::Value last_written;
};

// `response` is scrubbed already; its body may be transcoded in place. Values point into it and
// into the arena.
JudgedAnswer judge_answer(const config::FieldConfig& config, HttpResponse& response,
                          const CaseValues& values, Instant now, json::Arena& arena);

// A mapped answer into this case.
mapping::MappingResult apply_to_case(const config::FieldConfig& config,
                                     const mapping::MappedAnswer& answer, const CaseValues& values,
                                     json::Arena& arena);

// Over the field's or the engine's limits, or no final answer: before anything reads it.
std::optional<Failure> refuse_answer(const config::FieldConfig& config,
                                     const HttpResponse& response);

}  // namespace fieldcall::call
