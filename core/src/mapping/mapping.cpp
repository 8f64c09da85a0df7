#include "mapping/mapping.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/pointer.hpp"
#include "mapping/rule_reader.hpp"
#include "mapping/source_check.hpp"
#include "mapping/target_path.hpp"

namespace fieldcall::mapping {
namespace {

template <class T>
struct Word {
  T value;
  std::string_view name;
};

constexpr std::array target_types{
    Word<TargetType>{TargetType::string, "string"},
    Word<TargetType>{TargetType::integer, "integer"},
    Word<TargetType>{TargetType::number, "number"},
    Word<TargetType>{TargetType::boolean, "boolean"},
    Word<TargetType>{TargetType::date, "date"},
    Word<TargetType>{TargetType::datetime, "datetime"},
    Word<TargetType>{TargetType::object, "object"},
    Word<TargetType>{TargetType::array, "array"},
};
constexpr std::array on_missing_words{
    Word<OnMissing>{OnMissing::keep, "keep"},
    Word<OnMissing>{OnMissing::clear, "clear"},
    Word<OnMissing>{OnMissing::fail, "fail"},
};
constexpr std::array overwrite_words{
    Word<Overwrite>{Overwrite::if_unchanged, "if_unchanged"},
    Word<Overwrite>{Overwrite::always, "always"},
    Word<Overwrite>{Overwrite::if_empty, "if_empty"},
};

template <class T, std::size_t size>
std::optional<T> value_of(const std::array<Word<T>, size>& words, std::string_view name) {
  for (const Word<T>& word : words) {
    if (word.name == name) return word.value;
  }
  return std::nullopt;
}

void add_error(std::vector<Diagnostic>& diagnostics, std::string code, std::string pointer,
               std::string message, std::string fix) {
  diagnostics.push_back({.severity = Severity::error,
                         .code = std::move(code),
                         .pointer = std::move(pointer),
                         .message = std::move(message),
                         .fix = std::move(fix)});
}

std::string_view text_of(const json::Value& api_config, std::string_view key) {
  const json::Value* value = api_config.find(key);
  return value == nullptr ? std::string_view() : value->as_string();
}

// Reports a rule that writes where an earlier one does.
void check_conflict(const std::vector<Rule>& rules, const Rule& rule, std::string_view pointer,
                    std::vector<Diagnostic>& diagnostics) {
  const auto other = std::find_if(rules.begin(), rules.end(), [&rule](const Rule& earlier) {
    return paths_overlap(earlier.path, rule.path);
  });
  if (other == rules.end()) return;
  if (other->path == rule.path) {
    add_error(diagnostics, "duplicate_target", std::string(pointer),
              "\"" + rule.target + "\" is a target twice", "remove one of the two");
    return;
  }
  add_error(diagnostics, "target_conflict", std::string(pointer),
            "\"" + other->target + "\" and \"" + rule.target +
                "\" cannot both be targets: one is a part of the other",
            "map the members one by one, or the whole object");
}

void read_rules(const json::Value& rules, std::string_view pointer, const RuleContext& context,
                Mapping& mapping) {
  if (rules.size() == 0) {
    add_error(context.diagnostics, "empty_mapping", std::string(pointer),
              "\"response_mapping\" maps nothing",
              "write at least one \"target\": \"source\", for example \"credit_score\": "
              "\"result.score\"");
  }
  if (rules.size() > limits::mapping_targets_max) {
    add_error(context.diagnostics, "too_many_targets", std::string(pointer),
              "\"response_mapping\" has " + std::to_string(rules.size()) +
                  " targets, but at most " + std::to_string(limits::mapping_targets_max) +
                  " are allowed",
              "map whole objects, or use several fields");
    return;
  }
  for (const json::Member& member : rules.members()) {
    const std::string member_pointer = json::pointer_join(pointer, member.key);
    std::optional<Rule> rule = read_rule(member, member_pointer, context);
    if (!rule) continue;
    check_conflict(mapping.rules, *rule, member_pointer, context.diagnostics);
    mapping.rules.push_back(std::move(*rule));
  }
}

std::optional<expression::Expression> read_over_answer(const json::Value& api_config,
                                                       std::string_view key,
                                                       std::string_view pointer,
                                                       std::vector<Diagnostic>& diagnostics) {
  const json::Value* source = api_config.find(key);
  if (source == nullptr || !source->is_string()) return std::nullopt;
  return compile_over_answer(source->as_string(), json::pointer_join(pointer, key), diagnostics);
}

}  // namespace

std::string_view target_type_name(TargetType type) {
  for (const Word<TargetType>& word : target_types) {
    if (word.value == type) return word.name;
  }
  return "any";
}

std::optional<TargetType> target_type_from_name(std::string_view name) {
  return value_of(target_types, name);
}

std::optional<OnMissing> on_missing_from_name(std::string_view name) {
  return value_of(on_missing_words, name);
}

std::optional<Overwrite> overwrite_from_name(std::string_view name) {
  return value_of(overwrite_words, name);
}

std::optional<Mapping> compile_mapping(const json::Value& api_config,
                                       const std::vector<std::vector<std::string>>& inputs,
                                       std::string_view pointer,
                                       std::vector<Diagnostic>& diagnostics) {
  std::vector<Diagnostic> found;
  Mapping mapping;
  mapping.arena = std::make_shared<json::Arena>();
  if (text_of(api_config, "response_type") == "text") mapping.response_type = ResponseType::text;
  const json::Value* rules = api_config.find("response_mapping");
  const bool has_rules = rules != nullptr && rules->is_object();
  if (has_rules) {
    read_rules(*rules, json::pointer_join(pointer, "response_mapping"),
               {mapping.response_type, inputs, *mapping.arena, found}, mapping);
  }
  mapping.success_when = read_over_answer(api_config, "success_when", pointer, found);
  mapping.error_message = read_over_answer(api_config, "error_message", pointer, found);
  const bool is_usable = has_rules && !has_errors(found);
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics));
  if (!is_usable) return std::nullopt;
  return mapping;
}

}  // namespace fieldcall::mapping
