#include "config/structure.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json/number.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace fieldcall::config {
namespace {

using enum Severity;

std::string_view table_title(Table table) {
  switch (table) {
    case Table::form:
      return "the form";
    case Table::field:
      return "the field";
    case Table::api_config:
      return "\"api_config\"";
    case Table::schedule:
      return "\"schedule\"";
    case Table::on_error:
      return "\"on_error\"";
    case Table::auth:
      return "\"auth\"";
    case Table::mapping_rule:
      return "the mapping rule";
    case Table::example:
      return "the example";
    case Table::example_inputs:
      return "\"inputs\"";
    case Table::expectation:
      return "\"expect\"";
    case Table::expected_error:
      return "the expected \"error\"";
    case Table::expected_request:
      return "the expected \"request\"";
    case Table::script:
      return "the script";
    case Table::traffic:
      return "\"traffic\"";
    case Table::answer:
      return "the answer";
    case Table::drip:
      return "\"drip\"";
  }
  return "";
}

// "an integer", "a string or an array".
std::string types_text(Types allowed) {
  struct Name {
    Types type;
    std::string_view text;
  };
  constexpr std::array names{
      Name{types::null, "null"},          Name{types::boolean, "true or false"},
      Name{types::integer, "an integer"}, Name{types::number, "a number"},
      Name{types::string, "a string"},    Name{types::array, "an array"},
      Name{types::object, "an object"},
  };
  std::string text;
  for (const Name& name : names) {
    if ((allowed & name.type) == 0) continue;
    if (!text.empty()) text += " or ";
    text += name.text;
  }
  return text;
}

// Digits beyond 64 bits count as an integer, so that the range is what is complained about.
bool is_integer(const json::Value& value) {
  return value.as_int64().has_value() ||
         value.number_text().find_first_of(".eE") == std::string::npos;
}

Types type_of(const json::Value& value) {
  switch (value.type()) {
    case json::Type::null:
      return types::null;
    case json::Type::boolean:
      return types::boolean;
    case json::Type::number:
      return is_integer(value) ? types::integer | types::number : types::number;
    case json::Type::string:
      return types::string;
    case json::Type::array:
      return types::array;
    case json::Type::object:
      return types::object;
  }
  return types::none;
}

std::string found_text(Types allowed, const json::Value& value) {
  if (value.is_number() && (allowed & types::integer) != 0) return "a number with a fraction";
  if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
  return types_text(value.is_number() ? types::number : type_of(value));
}

std::string wrong_type_fix(Types allowed, const json::Value& value) {
  const std::string_view text = value.as_string();
  const bool quoted_integer = (allowed & types::integer) != 0 && json::is_number_text(text);
  const bool quoted_boolean =
      (allowed & types::boolean) != 0 && (text == "true" || text == "false");
  if (value.is_string() && (quoted_integer || quoted_boolean)) {
    return "write " + std::string(text) + " without quotes";
  }
  return {};
}

std::string one_of(std::span<const std::string_view> words) {
  std::string text = words.size() == 1 ? "use " : "use one of ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += quote(words[i]);
  }
  return text;
}

// The few patterns of the table, without a regular expression engine in the core. A test compares
// each with its `pattern`.
bool matches_pattern(const Row& row, std::string_view text) {
  if (row.pattern.empty()) return true;
  const auto is_name_char = [](char c) { return text::is_alnum(c) || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && (text::is_alpha(text[0]) || text[0] == '_') &&
         std::all_of(text.begin(), text.end(), is_name_char);
}

// A value and where it stands; `title` names it in messages.
struct Subject {
  const Row& row;
  const json::Value& value;
  std::string title;
  std::string pointer;
};

bool check_range(const Subject& subject, Diagnostics& diagnostics) {
  const Range range = subject.row.range;
  if (range.most <= range.least) return true;
  const auto number = subject.value.as_int64();
  if (number && *number >= range.least && *number <= range.most) return true;
  const std::string least = json::format_int64(range.least);
  const std::string most = json::format_int64(range.most);
  std::string digits = subject.value.number_text();
  if (digits.size() > 24) digits = "a number of " + std::to_string(digits.size()) + " digits";
  add_diagnostic(diagnostics, error, "out_of_range", subject.pointer,
                 subject.title + " is " + digits + ", but must be from " + least + " to " + most);
  return false;
}

bool check_string(const Subject& subject, Diagnostics& diagnostics) {
  const Row& row = subject.row;
  const std::string_view text = subject.value.as_string();
  if (!row.words.empty() &&
      std::find(row.words.begin(), row.words.end(), text) == row.words.end()) {
    add_diagnostic(diagnostics, error, "invalid_value", subject.pointer,
                   subject.title + " cannot be " + quote(text) + ": " + one_of(row.words),
                   text::did_you_mean(text, row.words));
    return false;
  }
  if (text.empty() && row.length_min > 0) {
    add_diagnostic(diagnostics, error, "invalid_value", subject.pointer,
                   subject.title + " is an empty text");
    return false;
  }
  if (!matches_pattern(row, text)) {
    add_diagnostic(diagnostics, error, "invalid_value", subject.pointer,
                   subject.title + " cannot be " + quote(text) + ": it must be " +
                       std::string(row.pattern_text));
    return false;
  }
  return true;
}

bool check_array(const Subject& subject, Diagnostics& diagnostics) {
  const Row& row = subject.row;
  if (row.item_types == types::none) return true;
  if (subject.value.size() == 0 && !row.may_be_empty) {
    add_diagnostic(diagnostics, error, "empty_list", subject.pointer,
                   subject.title + " is an empty list",
                   "leave the key out for its default, or name at least one");
    return false;
  }
  Row item_row = row;
  item_row.allowed = row.item_types;
  bool all_usable = true;
  std::size_t index = 0;
  for (const json::Value& item : subject.value.items()) {
    const std::string pointer = json::pointer_join(subject.pointer, index++);
    if ((type_of(item) & row.item_types) == 0) {
      report_wrong_type("each item of " + subject.title, row.item_types, item, pointer,
                        diagnostics);
      all_usable = false;
    } else if (item.is_string()) {
      all_usable &= check_string({item_row, item, subject.title, pointer}, diagnostics);
    }
  }
  return all_usable;
}

bool check_members(const Subject& subject, Diagnostics& diagnostics) {
  const Row& row = subject.row;
  if (row.member_types == types::none) return true;
  bool all_usable = true;
  for (const json::Member& member : subject.value.members()) {
    if ((type_of(member.value) & row.member_types) != 0) continue;
    report_wrong_type(quote(member.key), row.member_types, member.value,
                      json::pointer_join(subject.pointer, member.key), diagnostics);
    all_usable = false;
  }
  return all_usable;
}

// The usable form of the value, or nothing.
std::optional<json::Value> check_value(const Subject& subject, json::Arena& arena,
                                       Diagnostics& diagnostics) {
  const Row& row = subject.row;
  const json::Value& value = subject.value;
  if ((type_of(value) & row.allowed) == 0) {
    report_wrong_type(subject.title, row.allowed, value, subject.pointer, diagnostics);
    return std::nullopt;
  }
  if (row.checked == Checked::later) return value;
  bool is_usable = true;
  if (value.is_number()) is_usable = check_range(subject, diagnostics);
  if (value.is_string()) is_usable = check_string(subject, diagnostics);
  if (value.is_array()) is_usable = check_array(subject, diagnostics);
  if (value.is_object()) is_usable = check_members(subject, diagnostics);
  if (!is_usable) return std::nullopt;
  if (value.is_object() && row.object_table) {
    return check_object(value, *row.object_table, subject.pointer, arena, diagnostics);
  }
  return value;
}

const Row* find_row(std::span<const Row> rows, std::string_view key) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [key](const Row& row) { return row.key == key; });
  return found == rows.end() ? nullptr : &*found;
}

std::string unknown_key_fix(std::string_view key, Table table) {
  if (table == Table::field && find_row(rows_of(Table::api_config), key) != nullptr) {
    return quote(key) + " belongs in \"api_config\"";
  }
  if (table == Table::api_config && find_row(rows_of(Table::field), key) != nullptr) {
    return quote(key) + " belongs in the field, beside \"api_config\"";
  }
  std::vector<std::string_view> keys;
  for (const Row& row : rows_of(table)) keys.push_back(row.key);
  return text::did_you_mean(key, keys);
}

}  // namespace

void add_diagnostic(Diagnostics& diagnostics, Severity severity, std::string_view code,
                    std::string_view pointer, std::string message, std::string fix) {
  diagnostics.push_back({.severity = severity,
                         .code = std::string(code),
                         .pointer = std::string(pointer),
                         .message = std::move(message),
                         .fix = std::move(fix)});
}

std::string quote(std::string_view text) {
  constexpr std::size_t shown_bytes_max = 60;
  std::string quoted;
  json::write_string(text::truncate_utf8(text, shown_bytes_max), quoted);
  if (text.size() > shown_bytes_max) quoted.insert(quoted.size() - 1, "...");
  return quoted;
}

void report_wrong_type(std::string_view title, Types allowed, const json::Value& value,
                       std::string_view pointer, Diagnostics& diagnostics) {
  add_diagnostic(diagnostics, error, "wrong_type", pointer,
                 std::string(title) + " must be " + types_text(allowed) + ", not " +
                     found_text(allowed, value),
                 wrong_type_fix(allowed, value));
}

json::Value check_object(const json::Value& value, Table table, std::string_view pointer,
                         json::Arena& arena, Diagnostics& diagnostics) {
  const std::span<const Row> rows = rows_of(table);
  std::vector<json::Member> usable;
  for (const json::Member& member : value.members()) {
    const std::string member_pointer = json::pointer_join(pointer, member.key);
    const Row* row = find_row(rows, member.key);
    if (row == nullptr) {
      add_diagnostic(diagnostics, warning, "unknown_key", member_pointer,
                     quote(member.key) + " is not a key of " + std::string(table_title(table)) +
                         " and is ignored",
                     unknown_key_fix(member.key, table));
      continue;
    }
    if (member.value.is_null() && may_be_null(*row)) continue;
    const auto checked =
        check_value({*row, member.value, quote(row->key), member_pointer}, arena, diagnostics);
    if (checked) usable.push_back({row->key, *checked});
  }
  for (const Row& row : rows) {
    if (!row.is_required || value.find(row.key) != nullptr) continue;
    add_diagnostic(diagnostics, error, "missing_key", pointer,
                   std::string(table_title(table)) + " lacks the required key " + quote(row.key));
  }
  return json::Value::object(arena.copy(std::span<const json::Member>(usable)));
}

}  // namespace fieldcall::config
