// I-Regexp (RFC 9485): checked against its grammar, compiled, matched in linear time.
//
// A pattern becomes a program for a machine that follows all alternatives at once (Thompson's
// construction): the time is at most length of the text x length of the program, whatever the
// pattern. Characters are code points; no captures, no backtracking, no recursion.
//
// Where RFC 9485 leaves a gap: `^` at the start and `$` at the end of a branch are anchors, as
// every regular expression library that it maps to has them; anywhere else they are the normal
// characters its grammar says they are. `{3,2}` and `[z-a]` are refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "expression/iregexp/general_category.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::iregexp {

enum class Scope : std::uint8_t {
  whole,     // the text as a whole has to match
  anywhere,  // some part of it has to
};

enum class Opcode : std::uint8_t {
  character,   // first: the code point
  any,         // all but line feed and carriage return
  char_class,  // first: its index
  split,       // go on at this instruction + first and at this + second
  jump,        // go on at this instruction + first
  text_start,
  text_end,
  accept,
};

struct Instruction {
  Opcode opcode = Opcode::accept;
  std::int32_t first = 0;
  std::int32_t second = 0;
};

struct CharRange {
  char32_t first = 0;
  char32_t last = 0;
};

struct CharClass {
  bool negated = false;
  CategorySet categories = 0;
  std::vector<CharRange> ranges;  // sorted, apart from each other

  [[nodiscard]] bool contains(char32_t code_point) const;
};

// Immutable after compile().
class Regexp {
 public:
  // Codes: "syntax" (no I-Regexp), "budget" (its program would be too long). `pattern` is UTF-8.
  static Result<Regexp> compile(std::string_view pattern);

  // Memory for matching, to be used again.
  struct Scratch {
    std::vector<std::uint32_t> words;
  };

  // `text` is UTF-8. Each step of the machine takes one from `operations_left`; nothing if that
  // is not enough.
  std::optional<bool> matches(std::string_view text, Scope scope, Scratch& scratch,
                              std::uint64_t& operations_left) const;

  [[nodiscard]] std::size_t instruction_count() const { return program_.size(); }

 private:
  friend class PatternParser;
  friend class Machine;

  std::vector<Instruction> program_;
  std::vector<CharClass> classes_;
};

}  // namespace fieldcall::expression::iregexp
