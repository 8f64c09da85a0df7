// A parsed JSONPath query (RFC 9535): a handful of flat tables that refer to each other by index.
//
// What a thing consists of stands in the tables before the thing itself; the main query is the
// last one. Nesting is bounded by limits::expression_depth_max: whatever walks the tree may
// recurse.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "expression/iregexp/regexp.hpp"
#include "expression/jsonpath/function_table.hpp"
#include "json/value.hpp"

namespace fieldcall::expression::jsonpath {

// RFC 9535, 2.3
enum class SelectorKind : std::uint8_t { name, wildcard, index, slice, filter };

struct Selector {
  SelectorKind kind = SelectorKind::wildcard;
  std::string_view name;
  std::optional<std::int64_t> start;  // the index, or where the slice starts
  std::optional<std::int64_t> end;
  std::int64_t step = 1;
  std::uint32_t condition = 0;  // of the filter, in Tree::conditions

  bool operator==(const Selector&) const = default;
};

// RFC 9535, 2.5
struct Segment {
  bool is_descendant = false;
  std::uint32_t first_selector = 0;
  std::uint32_t selector_count = 0;

  bool operator==(const Segment&) const = default;
};

struct Query {
  bool is_absolute = true;  // from "$", else from "@"
  bool is_singular = true;  // selects at most one node (RFC 9535, 2.3.5.1)
  std::uint32_t first_segment = 0;
  std::uint32_t segment_count = 0;

  bool operator==(const Query&) const = default;
};

enum class OperandKind : std::uint8_t { literal, query, function };

inline constexpr std::uint32_t no_pattern = 0xFFFFFFFF;

// What is compared or given to a function.
struct Operand {
  OperandKind kind = OperandKind::literal;
  Function function = Function::length;
  std::uint32_t index = 0;             // of the query; of the first argument in Tree::operands
  std::uint32_t pattern = no_pattern;  // of match and search with a literal, in Tree::patterns
  json::Value literal;

  bool operator==(const Operand& other) const;
};

enum class ConditionKind : std::uint8_t {
  logical_or,   // of count conditions, from first in Tree::links
  logical_and,  // the same
  logical_not,  // of the condition first
  exists,       // the query first selects something
  comparison,   // of the operands first and first + 1
  test,         // the operand first is a function that is true or false
};

enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
};

// RFC 9535, 2.3.5
struct Condition {
  ConditionKind kind = ConditionKind::exists;
  Comparison comparison = Comparison::equal;
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  bool operator==(const Condition&) const = default;
};

// Movable; views point into `texts`, which keeps its place.
struct Tree {
  Tree() = default;
  Tree(Tree&&) = default;
  Tree& operator=(Tree&&) = default;

  std::vector<Query> queries;
  std::vector<Segment> segments;
  std::vector<Selector> selectors;
  std::vector<Condition> conditions;
  std::vector<std::uint32_t> links;
  std::vector<Operand> operands;
  std::vector<std::optional<iregexp::Regexp>> patterns;  // nothing: no I-Regexp, never matches
  std::vector<char> texts;

  [[nodiscard]] const Query& main_query() const { return queries.back(); }

  bool operator==(const Tree& other) const;
};

}  // namespace fieldcall::expression::jsonpath
