// The rules that turn an answer into case data, compiled.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression/expression.hpp"
#include "fieldcall/diagnostic.hpp"
#include "http/status_set.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::mapping {

enum class TargetType : std::uint8_t {
  any,
  string,
  integer,
  number,
  boolean,
  date,
  datetime,
  object,
  array
};
enum class OnMissing : std::uint8_t { keep, clear, fail };
enum class Overwrite : std::uint8_t { if_unchanged, always, if_empty };

// The words of the configuration: "string", "keep", "if_unchanged", ...
std::string_view target_type_name(TargetType type);
std::optional<TargetType> target_type_from_name(std::string_view name);  // never `any`
std::optional<OnMissing> on_missing_from_name(std::string_view name);
std::optional<Overwrite> overwrite_from_name(std::string_view name);

// A place in case data: "company.city" -> {"company", "city"}. Names only: a host that writes
// updates splits the target at its dots.
using TargetPath = std::vector<std::string>;

struct Rule {
  std::string target;  // as reported and as key of `updates`: without a leading "data."
  TargetPath path;
  std::optional<expression::Expression> source;  // nothing: a rule of `default` only
  TargetType type = TargetType::any;
  bool is_required = false;
  std::optional<json::Value> fallback;  // lives in the mapping's arena
  OnMissing on_missing = OnMissing::keep;
  std::optional<http::StatusSet>
      on_status;  // applies to these statuses only, and makes them a success
};

enum class ResponseType : std::uint8_t { json, text };

struct Mapping {
  std::vector<Rule> rules;  // in the order of the configuration
  std::optional<expression::Expression> success_when;
  std::optional<expression::Expression> error_message;
  ResponseType response_type = ResponseType::json;
  std::shared_ptr<json::Arena> arena;
};

// Reads response_mapping, success_when, error_message and response_type of an `api_config` object,
// whose JSON Pointer is `pointer`. A key that is absent or has the wrong type is left to the field
// table; everything else is reported, also lint: a source that cannot refer to the body, targets
// `a` and `a.b` together, a target that is one of `inputs` (self trigger; data paths the request
// reads, without "data").
//
// No mapping if there was an error or no response_mapping. Nothing of `api_config` is kept.
// Codes besides those in rule_reader.hpp: "empty_mapping", "too_many_targets", "duplicate_target",
// "target_conflict".
std::optional<Mapping> compile_mapping(const json::Value& api_config,
                                       const std::vector<std::vector<std::string>>& inputs,
                                       std::string_view pointer,
                                       std::vector<Diagnostic>& diagnostics);

}  // namespace fieldcall::mapping
