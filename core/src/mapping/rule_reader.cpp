#include "mapping/rule_reader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "json/document.hpp"
#include "json/pointer.hpp"
#include "mapping/coercion.hpp"
#include "mapping/target_path.hpp"
#include "text/suggest.hpp"

namespace fieldcall::mapping {
namespace {

constexpr std::array<std::string_view, 6> rule_keys{"path",    "type",       "required",
                                                    "default", "on_missing", "on_status"};
constexpr std::array<std::string_view, 8> type_words{"string", "integer",  "number", "boolean",
                                                     "date",   "datetime", "object", "array"};
constexpr std::array<std::string_view, 3> on_missing_words{"keep", "clear", "fail"};

// Reads one long form; `ok` turns false with the first error.
class LongForm {
 public:
  LongForm(const json::Value& form, std::string_view pointer, const RuleContext& context,
           Rule& rule)
      : form_(form), pointer_(pointer), context_(context), rule_(rule) {}

  bool read() {
    report_unknown_keys();
    read_path();
    read_type();
    read_required();
    read_on_missing();
    read_on_status();
    read_default();
    check_array_type();
    check_contradictions();
    return ok_;
  }

 private:
  void add(Severity severity, std::string code, std::string_view key, std::string message,
           std::string fix) {
    if (severity == Severity::error) ok_ = false;
    context_.diagnostics.push_back(
        {.severity = severity,
         .code = std::move(code),
         .pointer = key.empty() ? std::string(pointer_) : json::pointer_join(pointer_, key),
         .message = std::move(message),
         .fix = std::move(fix)});
  }

  void wrong_type(std::string_view key, std::string_view expected, const json::Value& found) {
    add(Severity::error, "wrong_type", key,
        "\"" + std::string(key) + "\" must be " + std::string(expected) + ", not " +
            describe(found),
        found.is_null() ? "leave the key out if it has no value" : "");
  }

  void report_unknown_keys() {
    for (const json::Member& member : form_.members()) {
      if (std::find(rule_keys.begin(), rule_keys.end(), member.key) != rule_keys.end()) continue;
      add(Severity::warning, "unknown_key", member.key,
          describe(json::Value::string(member.key)).substr(std::string_view("the text ").size()) +
              " is not a key of a mapping rule and is ignored",
          text::did_you_mean(member.key, rule_keys));
    }
  }

  void read_path() {
    const json::Value* path = form_.find("path");
    if (path == nullptr) {
      if (form_.find("default") != nullptr) return;
      add(Severity::error, "missing_key", "", "the mapping rule lacks the required key \"path\"",
          "name the source in \"path\", or a fixed value in \"default\"");
    } else if (!path->is_string()) {
      wrong_type("path", "a text", *path);
    } else {
      rule_.source = compile_source(path->as_string(), context_.response_type, context_.inputs,
                                    json::pointer_join(pointer_, "path"), context_.diagnostics);
      if (!rule_.source) ok_ = false;
    }
  }

  // The text at `key` if it is one of `words`.
  std::optional<std::string_view> read_word(std::string_view key,
                                            std::span<const std::string_view> words) {
    const json::Value* value = form_.find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) {
      wrong_type(key, "a text", *value);
      return std::nullopt;
    }
    const std::string_view word = value->as_string();
    if (std::find(words.begin(), words.end(), word) != words.end()) return word;
    std::string list;
    for (const std::string_view known : words) {
      list += (list.empty() ? "\"" : ", \"") + std::string(known) + "\"";
    }
    std::string fix = text::did_you_mean(word, words);
    add(Severity::error, "invalid_value", key,
        "\"" + std::string(key) + "\" cannot be " + describe(*value),
        fix.empty() ? "use one of " + list : std::move(fix));
    return std::nullopt;
  }

  void read_type() {
    const auto word = read_word("type", type_words);
    if (word) rule_.type = *target_type_from_name(*word);
  }

  void read_on_missing() {
    const auto word = read_word("on_missing", on_missing_words);
    if (word) rule_.on_missing = *on_missing_from_name(*word);
  }

  void read_required() {
    const json::Value* required = form_.find("required");
    if (required == nullptr) return;
    if (!required->is_boolean()) return wrong_type("required", "true or false", *required);
    rule_.is_required = required->as_boolean();
  }

  void read_on_status() {
    const json::Value* statuses = form_.find("on_status");
    if (statuses == nullptr) return;
    Result<http::StatusSet> set = http::read_status_set(*statuses);
    if (!set) {
      add(Severity::error, "invalid_status_set", "on_status", set.error().message, set.error().fix);
    } else if (set->ranges.empty()) {
      add(Severity::error, "invalid_status_set", "on_status", "\"on_status\" names no status",
          "name at least one, or leave the key out");
    } else {
      rule_.on_status = std::move(*set);
    }
  }

  void read_default() {
    const json::Value* fallback = form_.find("default");
    if (fallback == nullptr) return;
    if (fallback->is_null()) {
      const bool is_alone = form_.find("path") == nullptr;
      add(is_alone ? Severity::error : Severity::warning, "null_default", "default",
          "a \"default\" of null is no value, so it never stands in",
          "to empty the target write \"on_missing\": \"clear\"");
      return;
    }
    const Coerced coerced = coerce(*fallback, rule_.type, context_.arena);
    if (coerced.kind != Coerced::Kind::as_it_was) {
      add(Severity::error, "default_type", "default",
          "\"default\" must be " + std::string(describe(rule_.type)) + " like the target, not " +
              describe(*fallback),
          coerced.kind == Coerced::Kind::converted ? "write " + describe(coerced.value)
                                                   : coerced.hint);
      return;
    }
    rule_.fallback = json::deep_copy(*fallback, context_.arena);
  }

  void check_array_type() {
    if (!rule_.source || rule_.type == TargetType::any || rule_.type == TargetType::array) return;
    if (!always_yields_array(*rule_.source)) return;
    add(Severity::error, "always_array", "path",
        "this JSONPath can find several values, so it always gives an array, never " +
            std::string(describe(rule_.type)),
        "name one value, for example with [0], or use \"type\": \"array\"");
  }

  void check_contradictions() {
    const json::Value* on_missing = form_.find("on_missing");
    if (rule_.fallback && (rule_.is_required || on_missing != nullptr)) {
      add(Severity::warning, "contradictory_rule", rule_.is_required ? "required" : "on_missing",
          "\"default\" stands in for a missing value, so this key has no effect",
          "keep one of the two");
    } else if (rule_.is_required && on_missing != nullptr && rule_.on_missing != OnMissing::fail) {
      add(Severity::warning, "contradictory_rule", "on_missing",
          "\"required\" fails the call when the value is missing, so this key has no effect",
          "keep one of the two");
    }
  }

  const json::Value& form_;
  std::string_view pointer_;
  const RuleContext& context_;
  Rule& rule_;
  bool ok_ = true;
};

bool read_target(const json::Member& member, std::string_view pointer, const RuleContext& context,
                 Rule& rule) {
  Result<Target> target = parse_target(member.key);
  if (!target) {
    const Error& error = target.error();
    context.diagnostics.push_back({.severity = Severity::error,
                                   .code = error.code,
                                   .pointer = std::string(pointer),
                                   .message = error.message,
                                   .fix = error.fix,
                                   .offset = error.offset});
    return false;
  }
  rule.target = std::move(target->text);
  rule.path = std::move(target->path);
  return true;
}

void check_self_trigger(const Rule& rule, std::string_view pointer, const RuleContext& context) {
  const auto input =
      std::find_if(context.inputs.begin(), context.inputs.end(),
                   [&rule](const TargetPath& path) { return paths_overlap(path, rule.path); });
  if (input == context.inputs.end()) return;
  context.diagnostics.push_back(
      {.severity = Severity::warning,
       .code = "self_trigger",
       .pointer = std::string(pointer),
       .message = "\"" + rule.target +
                  "\" is also an input of this field: writing it can start the field again",
       .fix = "write the answer to a place of its own"});
}

}  // namespace

std::optional<Rule> read_rule(const json::Member& member, std::string_view pointer,
                              const RuleContext& context) {
  Rule rule;
  bool ok = read_target(member, pointer, context, rule);
  if (member.value.is_string()) {
    rule.source = compile_source(member.value.as_string(), context.response_type, context.inputs,
                                 pointer, context.diagnostics);
    ok = ok && rule.source;
  } else if (member.value.is_object()) {
    ok = LongForm(member.value, pointer, context, rule).read() && ok;
  } else {
    context.diagnostics.push_back(
        {.severity = Severity::error,
         .code = "wrong_type",
         .pointer = std::string(pointer),
         .message = "a source must be a text or an object, not " + describe(member.value),
         .fix = "write the path into the answer, for example \"result.score\""});
    ok = false;
  }
  if (!ok) return std::nullopt;
  check_self_trigger(rule, pointer, context);
  return rule;
}

}  // namespace fieldcall::mapping
