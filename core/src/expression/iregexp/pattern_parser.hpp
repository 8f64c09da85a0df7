// Reads an I-Regexp and writes its program in one pass. Jumps are relative, so that the program of
// a piece can be moved and repeated as it is. Open groups are kept on a stack: no recursion.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expression/iregexp/regexp.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall::expression::iregexp {

class PatternParser {
 public:
  explicit PatternParser(std::string_view pattern) : pattern_(pattern) {}

  Result<Regexp> parse();

 private:
  struct Group {
    std::size_t start = 0;           // of its program
    std::size_t branch_start = 0;    // of the branch being read
    std::vector<std::size_t> jumps;  // from the ends of earlier branches to the end of the group
  };
  struct Repetition {
    std::uint32_t min = 0;
    std::optional<std::uint32_t> max;  // nothing: without end
  };

  void parse_next();
  void close_branch();
  void close_group();
  void parse_atom();
  bool parse_anchor();
  void parse_escape();
  void parse_quantifier(std::size_t piece_start);
  std::optional<Repetition> parse_range_quantifier();
  std::optional<std::uint32_t> parse_count();
  void repeat(std::size_t piece_start, const Repetition& repetition);
  void parse_class();
  bool parse_class_item(CharClass& set);
  std::optional<char32_t> parse_class_character();
  std::optional<CategorySet> parse_category();
  std::optional<char32_t> parse_single_escape();
  void emit_class(CharClass set);

  [[nodiscard]] bool at_end() const { return place_ == pattern_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : pattern_[place_]; }
  bool take(char wanted);
  char32_t take_code_point();
  void emit(Opcode opcode, std::int32_t first = 0, std::int32_t second = 0);
  void insert_split(std::size_t place, std::int32_t second);
  bool fits(std::uint64_t more_instructions);
  void fail(std::string_view expected);
  [[nodiscard]] bool failed() const { return error_.has_value(); }

  std::string_view pattern_;
  std::size_t place_ = 0;
  std::vector<Group> groups_;
  Regexp regexp_;
  std::uint64_t range_count_ = 0;
  std::optional<Error> error_;
};

}  // namespace fieldcall::expression::iregexp
