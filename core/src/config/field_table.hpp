// The one table of configuration keys. The reader's checks, the JSON Schema and the Markdown
// reference are made from it, so they cannot disagree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace fieldcall::config {

// The object a key belongs to.
enum class Table : std::uint8_t {
  form,
  field,
  api_config,
  schedule,
  on_error,
  auth,
  mapping_rule,
  example,
  example_inputs,
  expectation,
  expected_error,
  expected_request,
  script,
  traffic,
  answer,
  drip,
};
inline constexpr std::size_t tables_count = 16;

// What a value may be; combined with |. An integer is a JSON number without a fraction.
using Types = std::uint8_t;
namespace types {
inline constexpr Types none = 0;
inline constexpr Types null = 1;
inline constexpr Types boolean = 2;
inline constexpr Types integer = 4;
inline constexpr Types number = 8;
inline constexpr Types string = 16;
inline constexpr Types array = 32;
inline constexpr Types object = 64;
inline constexpr Types any = null | boolean | number | string | array | object;
}  // namespace types

// Who checks what is inside a value.
enum class Checked : std::uint8_t {
  here,   // all of it, by this row
  later,  // only its type; the layer that compiles it checks the rest (the schema still says it)
};

struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct Row {
  Table table{};
  std::string_view key;
  Types allowed = types::string;
  std::string_view default_json = {};  // JSON text; empty = none that JSON can say
  std::string_view meaning = {};       // one line of Markdown
  bool is_required = false;
  Checked checked = Checked::here;
  std::string_view default_text = {};  // for people, where there is no default_json

  std::span<const std::string_view> words = {};  // strings allowed, also as items of an array
  std::uint32_t length_min = 0;                  // of strings, in characters
  std::string_view pattern = {};                 // of strings; ECMA-262, as JSON Schema reads it
  std::string_view pattern_text = {};            // the same in words
  Range range = {};                              // of integers, if most > least

  Types item_types = types::none;  // of an array's items; a row with them wants at least one item
  bool may_be_empty = false;       // ... unless this is set
  std::optional<Table> item_table = {};    // objects in an array
  std::optional<Table> object_table = {};  // what the object itself holds
  Types member_types = types::none;        // of the members of a map with free keys
  std::optional<Table> member_table = {};  // objects in such a map
  std::string_view variant = {};           // only where `type` is this (auth)
};

std::span<const Row> field_table();

std::span<const Row> rows_of(Table table);

// Exports often write null for what is not set: it counts as left out, where the key may be.
constexpr bool may_be_null(const Row& row) {
  return !row.is_required && row.table != Table::auth && row.table != Table::mapping_rule;
}

}  // namespace fieldcall::config
