#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "config/cycles.hpp"
#include "config/field_reader.hpp"
#include "config/text_walk.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"
#include "json/document.hpp"
#include "json/number.hpp"
#include "json/pointer.hpp"
#include "policy/timezone.hpp"

namespace fieldcall {
namespace {

using config::Diagnostics;
using enum Severity;

// A field on its way.
struct Candidate {
  std::string pointer;
  json::Value value;
  std::shared_ptr<config::FieldConfig> config;  // nothing after an error
};

bool lies_under(std::string_view pointer, std::string_view root) {
  return pointer.starts_with(root) &&
         (pointer.size() == root.size() || pointer[root.size()] == '/');
}

// Recursive: depth is bounded by the reader.
std::size_t pointer_bytes(const json::Value& value, std::size_t own_bytes) {
  std::size_t bytes = own_bytes;
  constexpr std::size_t index_bytes = 6;
  for (const json::Value& item : value.items()) {
    bytes += pointer_bytes(item, own_bytes + index_bytes);
  }
  for (const json::Member& member : value.members()) {
    bytes += pointer_bytes(member.value, own_bytes + member.key.size() + 1);
  }
  return bytes;
}

Configuration refuse(std::string_view code, std::string message, std::string fix,
                     json::TextPosition position) {
  Configuration configuration;
  configuration.diagnostics.push_back({.severity = error,
                                       .code = std::string(code),
                                       .pointer = {},
                                       .message = std::move(message),
                                       .fix = std::move(fix),
                                       .line = position.line,
                                       .column = position.column});
  return configuration;
}

// The fields' values with their pointers; an array, a form or a single field.
std::vector<Candidate> find_fields(const json::Value& root, Diagnostics& diagnostics) {
  std::vector<Candidate> candidates;
  const auto add_items = [&candidates](const json::Value& array, std::string_view pointer) {
    for (const json::Value& item : array.items()) {
      candidates.push_back({json::pointer_join(pointer, candidates.size()), item, nullptr});
    }
  };
  if (root.is_array()) {
    add_items(root, "");
  } else if (root.is_object() && root.find("fields") != nullptr) {
    json::Arena arena;
    config::check_object(root, config::Table::form, "", arena, diagnostics);
    add_items(*root.find("fields"), "/fields");
  } else if (root.is_object()) {
    candidates.push_back({"", root, nullptr});
  } else {
    config::report_wrong_type("a configuration", config::types::array | config::types::object, root,
                              "", diagnostics);
  }
  return candidates;
}

void check_zone(const Candidate& candidate, const TimeZones& zones, Diagnostics& diagnostics) {
  if (candidate.config == nullptr || !candidate.config->schedule) return;
  const auto problem = policy::find_timezone(candidate.config->schedule->timezone(), zones);
  if (!problem) return;
  const std::string pointer = json::pointer_join(candidate.pointer, "schedule");
  config::add_diagnostic(diagnostics, error, "unknown_timezone",
                         json::pointer_join(pointer, "timezone"), problem->message, problem->fix);
}

void read_candidate(Candidate& candidate, const templating::KnownRoots& roots,
                    const TimeZones* zones, Diagnostics& diagnostics) {
  Diagnostics own;
  candidate.config = config::read_field(candidate.value, roots, candidate.pointer, own);
  if (zones != nullptr) check_zone(candidate, *zones, own);
  if (has_errors(own)) candidate.config = nullptr;
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(own.begin()),
                     std::make_move_iterator(own.end()));
}

// `duplicates` is in the order of the text, and few.
void report_duplicate_keys(std::string_view text, const std::vector<json::DuplicateKey>& duplicates,
                           std::vector<Candidate>& candidates, Diagnostics& diagnostics) {
  if (duplicates.empty()) return;
  std::vector<std::uint32_t> offsets;
  for (const json::DuplicateKey& duplicate : duplicates) offsets.push_back(duplicate.offset);
  const std::vector<std::string> pointers = config::pointers_at(text, offsets);
  for (std::size_t i = 0; i < pointers.size(); ++i) {
    config::add_diagnostic(
        diagnostics, error, "duplicate_key", pointers[i],
        "the key " + config::quote(duplicates[i].key) + " stands more than once in the same object",
        "keep one of them");
    for (Candidate& candidate : candidates) {
      if (lies_under(pointers[i], candidate.pointer)) candidate.config = nullptr;
    }
  }
}

void report_repeated_field_keys(std::vector<Candidate>& candidates, Diagnostics& diagnostics) {
  std::set<std::string_view> seen;
  for (Candidate& candidate : candidates) {
    const json::Value* key = candidate.value.find("key");
    if (key == nullptr || !key->is_string() || seen.insert(key->as_string()).second) continue;
    config::add_diagnostic(diagnostics, error, "duplicate_field_key",
                           json::pointer_join(candidate.pointer, "key"),
                           "another field has the key " + config::quote(key->as_string()),
                           "give each field a key of its own");
    candidate.config = nullptr;
  }
}

void report_dependency_cycles(std::vector<Candidate>& candidates, Diagnostics& diagnostics) {
  std::vector<config::FormField> fields;
  std::vector<Candidate*> sources;
  for (Candidate& candidate : candidates) {
    if (candidate.config == nullptr) continue;
    fields.push_back({candidate.config.get(), candidate.pointer});
    sources.push_back(&candidate);
  }
  for (const std::uint32_t index : config::report_cycles(fields, diagnostics)) {
    sources[index]->config = nullptr;
  }
}

// The most useful first, if there are too many to read.
void limit_diagnostics(Diagnostics& diagnostics) {
  if (diagnostics.size() <= limits::diagnostics_max) return;
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  diagnostics.resize(limits::diagnostics_max);
}

// Fields without an error, each with its own warnings and hints.
void take_valid_fields(std::vector<Candidate>& candidates, Configuration& configuration) {
  for (Candidate& candidate : candidates) {
    if (candidate.config == nullptr) continue;
    for (const Diagnostic& diagnostic : configuration.diagnostics) {
      if (lies_under(diagnostic.pointer, candidate.pointer)) {
        candidate.config->diagnostics.push_back(diagnostic);
      }
    }
    configuration.fields.emplace_back(std::move(candidate.config));
  }
}

}  // namespace

Configuration parse_configuration(std::string_view text, const ParseOptions& options) {
  if (text.size() > limits::config_bytes_max) {
    return refuse("config_too_large",
                  "the configuration has more than " +
                      json::format_int64(limits::config_bytes_max) + " bytes",
                  "split it into several files", {});
  }
  std::vector<json::DuplicateKey> duplicates;
  const auto document = json::Document::parse(std::string(text), {}, &duplicates);
  if (!document) {
    const Error& problem = document.error();
    return refuse("invalid_json", "this is not JSON: " + problem.message, problem.fix,
                  json::position_at(text, problem.offset));
  }
  if (pointer_bytes(document->root(), 0) > limits::config_pointer_bytes_max) {
    return refuse("config_too_complex", "long keys are nested around too many values", {}, {});
  }

  Configuration configuration;
  Diagnostics& diagnostics = configuration.diagnostics;
  std::vector<Candidate> candidates = find_fields(document->root(), diagnostics);
  const templating::KnownRoots roots{options.roots};
  for (Candidate& candidate : candidates) {
    read_candidate(candidate, roots, options.time_zones, diagnostics);
  }
  report_duplicate_keys(text, duplicates, candidates, diagnostics);
  report_repeated_field_keys(candidates, diagnostics);
  report_dependency_cycles(candidates, diagnostics);

  const bool had_too_many = diagnostics.size() > limits::diagnostics_max;
  limit_diagnostics(diagnostics);
  config::place_diagnostics(text, diagnostics);
  take_valid_fields(candidates, configuration);
  if (had_too_many) {
    config::add_diagnostic(diagnostics, warning, "too_many_problems", "",
                           "there are more problems than are listed here",
                           "mend these and look again");
  }
  return configuration;
}

}  // namespace fieldcall
