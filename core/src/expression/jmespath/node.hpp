// A compiled JMESPath expression: nodes in one vector that name each other by index.
//
// What can be written as a long chain (a.b.c, a || b || c, a + b - c, a | b) is one node with many
// parts, so that only real nesting makes the tree higher. Height is bounded by
// limits::expression_depth_max; whatever walks the tree may recurse.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "expression/jmespath/token.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::expression::jmespath {

using NodeIndex = std::uint32_t;

enum class NodeKind : std::uint8_t {
  current,               // @
  root,                  // $
  literal,               // first: index into Tree::literals
  variable,              // first: index into Tree::texts (name), count: slot, or no_slot
  chain,                 // head, then steps [first, first + count); detail: 1 if one flattens
  multi_select_list,     // links: node...
  multi_select_hash,     // links: (text, node)...; detail: 1 if a name repeats
  function,              // detail: index into the function table; links: node...
  expression_reference,  // head; only as an argument
  pipe,                  // links: node...
  logical_or,            // links: node...
  logical_and,           // links: node...
  ternary,               // links: (condition, value)..., else: an odd number of nodes
  comparison,            // links: (operator, node)..., left to right; the first operator is unused
  arithmetic,            // links: the same
  logical_not,           // head
  negate,                // head: -a
  affirm,                // head: +a
  let,                   // links: (text, slot, node)...; head: the body
};

inline constexpr std::uint32_t no_slot = 0xffffffff;

// `count` is the number of parts (a pair is one part), not of links.
struct Node {
  NodeKind kind = NodeKind::current;
  std::uint8_t detail = 0;
  std::uint16_t height = 1;
  NodeIndex head = 0;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t offset = 0;  // bytes from the start of the source, for errors
};

enum class StepKind : std::uint8_t {
  field,            // .name
  index,            // [n]
  slice,            // [start:stop:step]; projects arrays
  list_wildcard,    // [*]; projects
  object_wildcard,  // .*; projects
  filter,           // [?node]; projects
  flatten,          // []; ends the projections before it and projects
  apply,            // .[a, b]  .{a: b}  .f(a): the node on the value so far
};

constexpr bool is_projecting(StepKind kind) {
  return kind == StepKind::list_wildcard || kind == StepKind::object_wildcard ||
         kind == StepKind::filter || kind == StepKind::slice;
}

struct Slice {
  std::int64_t start = 0;
  std::int64_t stop = 0;
  std::int64_t step = 1;  // not 0
  bool has_start = false;
  bool has_stop = false;
};

struct Step {
  StepKind kind = StepKind::field;
  std::uint32_t offset = 0;
  std::uint32_t reference = 0;  // node of filter and apply, index into Tree::slices
  std::int64_t index = 0;
  std::string_view name = {};
};

struct Tree {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> links;
  std::vector<Step> steps;
  std::vector<Slice> slices;
  std::vector<std::string_view> texts;
  std::vector<json::Value> literals;
  json::Arena arena;  // of names, texts and literals
  NodeIndex root = 0;
  std::uint32_t slot_count = 0;  // of let variables
  // Some node can make a value that is larger or deeper than its input.
  bool may_grow = false;
};

// The same expression, wherever its parts stand in the source.
bool operator==(const Tree& left, const Tree& right);

}  // namespace fieldcall::expression::jmespath
